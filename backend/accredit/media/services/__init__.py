"""Writes of media."""

from .pictures import avatar_adopt, logo_adopt
from .processing import upload_process
from .uploads import upload_cancel, upload_finalize, upload_request, uploads_forget

__all__ = [
    "avatar_adopt",
    "logo_adopt",
    "upload_cancel",
    "upload_finalize",
    "upload_process",
    "upload_request",
    "uploads_forget",
]
