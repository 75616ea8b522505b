"""Jobs of the catalogue."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.catalogue.rules import Kind
from accredit.core.jobs import job

from . import services


@job(services.COURSE_SYNC)
def sync_course(course_id: str, *, now: datetime) -> None:
    """Bring one course's row up to date."""
    services.course_sync(course_id=UUID(course_id), now=now)


@job(services.EVENT_SYNC)
def sync_event(event_id: str, *, now: datetime) -> None:
    """Bring one event's row up to date."""
    services.event_sync(event_id=UUID(event_id), now=now)


@job(services.REBUILD)
def rebuild(kind: str, after: str, *, now: datetime) -> None:
    """Bring the rows of the next items of a kind up to date."""
    services.rebuild_on(kind=Kind(kind), after=UUID(after) if after else None, now=now)
