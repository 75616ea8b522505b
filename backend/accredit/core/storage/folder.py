"""A store in a folder, with signed expiring addresses of our own.

A signature is an HMAC over purpose, key, expiry and the rest of what the address allows, so that nothing of it can be
changed; the views in `core.api.files` deny whatever does not carry a valid one.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote, urlencode

from django.conf import settings

from accredit.core import clock

from .store import UploadSlot

UPLOAD_PATH = "/files/upload/"


class InvalidKey(ValueError):
    """A storage key that would leave the store's folder."""


class TooLarge(ValueError):
    """More bytes came than the upload slot allows; nothing was stored."""


class FolderStore:
    """Files below one folder."""

    def __init__(self, root: Path, *, base_path: str) -> None:
        self._root = root
        self._base_path = base_path

    def path(self, key: str) -> Path:
        """Where a key's file lies. Raises InvalidKey."""
        parts = PurePosixPath(key)
        if not key or parts.is_absolute() or ".." in parts.parts or "\\" in key or "\0" in key:
            raise InvalidKey(key)
        return self._root / parts

    def write(self, key: str, content: bytes) -> None:
        self.write_chunks(key, [content], largest=len(content))

    def write_chunks(self, key: str, chunks: Iterable[bytes], *, largest: int) -> None:
        """Store a stream; nothing is left behind when it breaks off. Raises TooLarge beyond `largest` bytes."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
        try:
            with scratch.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
                    if file.tell() > largest:
                        raise TooLarge(key)
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)

    def read(self, key: str) -> bytes:
        return self.path(key).read_bytes()

    def open(self, key: str) -> BinaryIO:
        return self.path(key).open("rb")

    def size(self, key: str) -> int | None:
        path = self.path(key)
        return path.stat().st_size if path.is_file() else None

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def url(self, key: str) -> str:
        return f"{settings.PUBLIC_URL}{self._base_path}{quote(key)}"

    def signed_url(self, key: str, *, expires: timedelta, download_name: str = "") -> str:
        until = _until(expires)
        query = {"expires": until, "signature": signature("read", key, until, download_name)}
        if download_name:
            query["name"] = download_name
        return f"{settings.PUBLIC_URL}{self._base_path}{quote(key)}?{urlencode(query)}"

    def upload_slot(self, key: str, *, media_type: str, largest: int, expires: timedelta) -> UploadSlot:
        until = _until(expires)
        query = {
            "expires": until,
            "largest": largest,
            "type": media_type,
            "signature": signature("write", key, until, media_type, str(largest)),
        }
        url = f"{settings.PUBLIC_URL}{UPLOAD_PATH}{quote(key)}?{urlencode(query)}"
        return UploadSlot(url, "PUT", {"Content-Type": media_type})


def public_folder() -> FolderStore:
    """The folder that everybody may read."""
    return FolderStore(settings.STORAGE_PUBLIC_DIR, base_path="/files/public/")


def private_folder() -> FolderStore:
    """The folder that opens by signed address only."""
    return FolderStore(settings.STORAGE_PRIVATE_DIR, base_path="/files/private/")


def signature(purpose: str, key: str, expires: int, *details: str) -> str:
    """Hex HMAC-SHA256 that binds an address to its purpose, file, expiry (epoch seconds) and details."""
    message = "\n".join((purpose, key, str(expires), *details)).encode()
    return hmac.new(f"storage:{settings.SECRET_KEY}".encode(), message, sha256).hexdigest()


def signature_holds(given: str, purpose: str, key: str, expires: int, *details: str, now: datetime) -> bool:
    """Whether a signed address may be used now. Compares in constant time."""
    expected = signature(purpose, key, expires, *details)
    return hmac.compare_digest(expected.encode(), given.encode()) and now.timestamp() <= expires


def _until(expires: timedelta) -> int:
    return int((clock.now() + expires).timestamp())
