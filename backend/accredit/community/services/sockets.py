"""Opening a socket, and what somebody may hear on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accredit.accounts.models import Session
from accredit.community.exceptions import TicketEnded
from accredit.community.models import SocketTicket
from accredit.core.secrets import new_token, token_hash

TICKET_LIFETIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Admission:
    """Whom a socket speaks for, and until when."""

    user_id: UUID
    session_id: UUID | None
    until: datetime


def ticket_issue(*, user_id: UUID, session_id: UUID | None, until: datetime, now: datetime) -> str:
    """A ticket that opens one socket within 30 seconds. The socket ends at `until`, when the caller's token does."""
    token = new_token()
    SocketTicket.objects.create(
        user_id=user_id,
        session_id=session_id,
        token_hash=token_hash(token),
        expires_at=now + TICKET_LIFETIME,
        socket_until=until,
        created_at=now,
    )
    return token


def ticket_use(*, token: str, now: datetime) -> Admission:
    """Give a ticket in. Raises TicketEnded for one that was used or is too old, and when its sign-in has ended."""
    found = SocketTicket.objects.filter(token_hash=token_hash(token), expires_at__gt=now).first()
    if found is None or found.socket_until <= now:
        raise TicketEnded
    deleted, _ = SocketTicket.objects.filter(pk=found.pk).delete()
    if not deleted or not _is_signed_in(found, now=now):
        raise TicketEnded
    return Admission(found.user_id, found.session_id, found.socket_until)


def tickets_forget(*, now: datetime) -> int:
    """Drop tickets that nobody used. Returns how many."""
    deleted, _ = SocketTicket.objects.filter(expires_at__lt=now - TICKET_LIFETIME).delete()
    return deleted


def _is_signed_in(ticket: SocketTicket, *, now: datetime) -> bool:
    return ticket.session_id is None or Session.objects.live(now).filter(pk=ticket.session_id).exists()
