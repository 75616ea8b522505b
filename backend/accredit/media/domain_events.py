"""What media tells the apps above."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("media.upload_ready", version=1)
@dataclass(frozen=True, slots=True)
class UploadReady:
    """A file was checked and can be used."""

    upload_id: UUID


@domain_event("media.upload_failed", version=1)
@dataclass(frozen=True, slots=True)
class UploadFailed:
    """A file was not what it should be, and is gone."""

    upload_id: UUID
