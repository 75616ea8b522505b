"""Files: a public store, and a private one that opens by short-lived signed addresses only.

A trial keeps them in folders. The signature of a private address is an HMAC over key, expiry and download name, so that
nothing of it can be changed; the view in `core.api.files` denies whatever does not carry a valid one.
"""

from __future__ import annotations

import hmac
import mimetypes
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlencode

from django.conf import settings

from accredit.core import clock


class InvalidKey(ValueError):
    """A storage key that would leave the store's folder."""


class FolderStore:
    """Files below one folder. Keys are relative POSIX paths made by us, never a user's file name."""

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
        """Store atomically: a reader sees the old file or the whole new one."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_name(f".{target.name}.{clock.now().timestamp():.6f}.part")
        scratch.write_bytes(content)
        scratch.replace(target)

    def read(self, key: str) -> bytes:
        """The whole file. Raises FileNotFoundError."""
        return self.path(key).read_bytes()

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        """Remove; nothing happens when it is gone already."""
        self.path(key).unlink(missing_ok=True)

    def url(self, key: str) -> str:
        """Lasting address of a public file."""
        return f"{settings.PUBLIC_URL}{self._base_path}{quote(key)}"

    def signed_url(self, key: str, *, expires: timedelta, download_name: str = "") -> str:
        """Address that opens this file until it expires; with `download_name` the browser saves it under that name."""
        until = int((clock.now() + expires).timestamp())
        query = {"expires": until, "signature": signature(key, until, download_name)}
        if download_name:
            query["name"] = download_name
        return f"{settings.PUBLIC_URL}{self._base_path}{quote(key)}?{urlencode(query)}"


def signature(key: str, expires: int, download_name: str) -> str:
    """Hex HMAC-SHA256 that binds a private address to its file, expiry (epoch seconds) and name."""
    message = f"{key}\n{expires}\n{download_name}".encode()
    return hmac.new(f"storage:{settings.SECRET_KEY}".encode(), message, sha256).hexdigest()


def signature_holds(key: str, expires: int, download_name: str, given: str, *, now: datetime) -> bool:
    """Whether a private address may be opened now. Compares in constant time."""
    return hmac.compare_digest(signature(key, expires, download_name), given) and now.timestamp() <= expires


def content_type(key: str) -> str:
    """Media type by the key's ending, which we chose ourselves when the content was checked."""
    return mimetypes.guess_type(key)[0] or "application/octet-stream"


@cache
def _store(root: Path, base_path: str) -> FolderStore:
    return FolderStore(root, base_path=base_path)


def public() -> FolderStore:
    """The store that everybody may read."""
    return _store(settings.STORAGE_PUBLIC_DIR, "/files/public/")


def private() -> FolderStore:
    """The store that opens by signed address only."""
    return _store(settings.STORAGE_PRIVATE_DIR, "/files/private/")
