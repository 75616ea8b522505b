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


@periodic("media.uploads_clear", every=timedelta(hours=6), lease=timedelta(minutes=10))
def uploads_clear(*, now: datetime) -> None:
    """Take files that nothing shows any more out of the store."""
    services.uploads_retire(now=now)
    services.uploads_remove(now=now)
