"""Jobs of community: each makes one service call, and all may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.missed import MISSED_MAIL


@job(MISSED_MAIL)
def missed_mail(user_id: str, *, now: datetime) -> None:
    services.missed_mail_send(user_id=UUID(user_id), now=now)


@periodic("community.missed_mails_owe", every=timedelta(minutes=10))
def missed_mails_owe(*, now: datetime) -> None:
    """Mail those who are away what they missed."""
    services.missed_mails_owe(now=now)


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
