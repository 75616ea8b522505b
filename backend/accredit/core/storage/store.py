"""What a store does, whichever back end it has."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class UploadSlot:
    """An address to which a browser may send one file: this method, exactly these headers, until it expires."""

    url: str
    method: str
    headers: Mapping[str, str]


class Store(Protocol):
    """Files by key. Keys are relative POSIX paths made by us, never a user's file name."""

    def write(self, key: str, content: bytes) -> None:
        """Store whole or not at all: a reader sees the old file or the new one."""
        ...

    def read(self, key: str) -> bytes:
        """The whole file. Raises FileNotFoundError."""
        ...

    def open(self, key: str) -> BinaryIO:
        """The file as a seekable stream, for large ones. Raises FileNotFoundError."""
        ...

    def size(self, key: str) -> int | None:
        """Bytes, or None when it is not there."""
        ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove; nothing happens when it is gone already."""
        ...

    def url(self, key: str) -> str:
        """Lasting address of a public file."""
        ...

    def signed_url(self, key: str, *, expires: timedelta, download_name: str = "") -> str:
        """Address that opens this file until it expires; with `download_name` the browser saves it under that name."""
        ...

    def upload_slot(self, key: str, *, media_type: str, largest: int, expires: timedelta) -> UploadSlot:
        """Let a browser put one file of this media type, of at most `largest` bytes, straight into the store."""
        ...


def content_type(key: str) -> str:
    """Media type by the key's ending, which we chose ourselves when the content was checked."""
    return mimetypes.guess_type(key)[0] or "application/octet-stream"
