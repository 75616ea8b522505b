"""Media's jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.uploads import PROCESS


@job(PROCESS, lease=timedelta(minutes=10), max_attempts=5)
def upload_process(upload_id: str, *, now: datetime) -> None:
    services.upload_process(upload_id=UUID(upload_id), now=now)


@periodic("media.uploads_forget", every=timedelta(hours=6))
def uploads_forget(*, now: datetime) -> None:
    services.uploads_forget(now=now)
