"""Jobs of learning."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.core.jobs import job

from .services import completions_recheck
from .services.outline import RECHECK


@job(RECHECK)
def recheck_completions(course_id: str, *, now: datetime) -> None:
    """Complete whoever lacks nothing since a lesson was taken out."""
    completions_recheck(course_id=UUID(course_id), now=now)
