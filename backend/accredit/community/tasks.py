"""Jobs of community: each makes one service call, and all may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from accredit.core.jobs import periodic

from . import services


@periodic("community.rooms_catch_up", every=timedelta(hours=1), lease=timedelta(minutes=10))
def rooms_catch_up(*, now: datetime) -> None:
    """Make rooms of what was published before there were any."""
    services.rooms_catch_up(now=now)


@periodic("community.messages_forget", every=timedelta(hours=6), lease=timedelta(minutes=10))
def messages_forget(*, now: datetime) -> None:
    """Delete what is older than its room keeps."""
    services.messages_forget(now=now)


@periodic("community.tickets_forget", every=timedelta(hours=1))
def tickets_forget(*, now: datetime) -> None:
    """Drop tickets that opened nothing."""
    services.tickets_forget(now=now)
