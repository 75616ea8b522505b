"""Jobs of registrations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.core.jobs import job

from .services.attendance import RECOMPUTE, attendance_recompute


@job(RECOMPUTE)
def recompute(event_id: str, *, now: datetime) -> None:
    attendance_recompute(event_id=UUID(event_id), now=now)
