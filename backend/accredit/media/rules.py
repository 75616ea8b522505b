"""What may be uploaded for which purpose. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE


class Purpose(StrEnum):
    VIDEO = "video"
    CAPTIONS = "captions"
    DOCUMENT = "document"
    THUMBNAIL = "thumbnail"
    LOGO = "logo"
    SIGNATURE = "signature"
    AVATAR = "avatar"
    EVIDENCE = "evidence"
    """What a person keeps to show that they did something: their own file, seen by nobody else."""
    SUBMISSION = "submission"
    """What a person hands in to be graded: their own file, seen by them and by those who grade it."""
    ATTACHMENT = "attachment"
    """What a person adds to a message: their own file, seen by whoever reads the room."""


class UploadStatus(StrEnum):
    """requested → processing → ready or failed; nothing else."""

    REQUESTED = "requested"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`types`: media type → ending of the stored file. `largest` in bytes. `of_organization`: staff uploads it."""

    types: Mapping[str, str]
    largest: int
    of_organization: bool = True
    longest_side: int = 0
    """Images are scaled down to it, in pixels."""


_IMAGES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
ALLOWANCES: Mapping[Purpose, Allowance] = {
    Purpose.VIDEO: Allowance({"video/mp4": ".mp4", "video/webm": ".webm", "video/quicktime": ".mov"}, 5 * GIGABYTE),
    Purpose.CAPTIONS: Allowance({"text/vtt": ".vtt"}, 2 * MEGABYTE),
    Purpose.DOCUMENT: Allowance({"application/pdf": ".pdf"}, 100 * MEGABYTE),
    Purpose.THUMBNAIL: Allowance(_IMAGES, 10 * MEGABYTE, longest_side=1600),
    Purpose.LOGO: Allowance(_IMAGES, 5 * MEGABYTE, longest_side=512),
    Purpose.SIGNATURE: Allowance(_IMAGES, 5 * MEGABYTE, longest_side=1200),
    Purpose.AVATAR: Allowance(_IMAGES, 5 * MEGABYTE, of_organization=False, longest_side=512),
    Purpose.EVIDENCE: Allowance(
        _IMAGES | {"application/pdf": ".pdf"}, 20 * MEGABYTE, of_organization=False, longest_side=2400
    ),
    Purpose.SUBMISSION: Allowance(
        _IMAGES | {"application/pdf": ".pdf"}, 20 * MEGABYTE, of_organization=False, longest_side=2400
    ),
    Purpose.ATTACHMENT: Allowance(
        _IMAGES | {"application/pdf": ".pdf"}, 20 * MEGABYTE, of_organization=False, longest_side=2400
    ),
}
PUBLIC_PURPOSES = frozenset({Purpose.THUMBNAIL, Purpose.LOGO, Purpose.AVATAR})
"""What everybody may see once it is checked."""

LINKED_PURPOSES = frozenset(
    {
        Purpose.VIDEO,
        Purpose.CAPTIONS,
        Purpose.DOCUMENT,
        Purpose.EVIDENCE,
        Purpose.SUBMISSION,
        Purpose.ATTACHMENT,
    }
)
"""What other rows use by a foreign key; of the other files they keep the rendition's key."""


def in_megabytes(size: int) -> str:
    """A limit in words: `5 GB`, `100 MB`."""
    return f"{size // GIGABYTE} GB" if size >= GIGABYTE else f"{size // MEGABYTE} MB"
