"""The failures of uploads, by name."""

from __future__ import annotations

from accredit.core.errors import Conflict, NotFound, Unprocessable


class FileTypeNotAllowed(Unprocessable):
    code, title = "file_type_not_allowed", "This kind of file cannot be used here."


class FileTooLarge(Unprocessable):
    code, title = "file_too_large", "This file is too large."


class FileNotThere(Conflict):
    code, title = "file_not_there", "The file has not arrived. Send it again; nothing was changed."


class UploadNotReady(Conflict):
    code, title = "upload_not_ready", "This file is still being checked, or was refused."


class NoSuchUpload(NotFound):
    code, title = "upload_not_found", "There is no such upload of yours."


class ContentRefused(Exception):
    """The content is not what it was said to be. `reason` is a sentence for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
