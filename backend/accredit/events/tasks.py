"""Jobs of events."""

from __future__ import annotations

from datetime import datetime, timedelta

from accredit.core.jobs import periodic

from .services import events_complete_due


@periodic("events.complete_due", every=timedelta(minutes=1))
def complete_due(*, now: datetime) -> None:
    """Complete what is over."""
    events_complete_due(now=now)
