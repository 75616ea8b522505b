"""Jobs of the catalogue."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.core.jobs import job

from . import services


@job(services.COURSE_SYNC)
def sync_course(course_id: str, *, now: datetime) -> None:
    """Bring one course's row up to date."""
    services.course_sync(course_id=UUID(course_id), now=now)
