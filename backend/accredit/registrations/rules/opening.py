"""When one may register, and for which ticket. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accredit.events.rules.events import EventStatus


@dataclass(frozen=True, slots=True)
class EventOpening:
    status: str
    ends_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketOpening:
    closed_at: datetime | None
    sale_starts_at: datetime | None
    sale_ends_at: datetime | None
    is_hidden: bool


def is_open(event: EventOpening, *, now: datetime) -> bool:
    """Whether the event takes registrations: published, not over, and inside its window."""
    if event.status != EventStatus.PUBLISHED or event.ends_at is None or event.ends_at <= now:
        return False
    return (event.opens_at is None or event.opens_at <= now) and (event.closes_at is None or now < event.closes_at)


def is_on_sale(ticket: TicketOpening, *, unlocked: bool, now: datetime) -> bool:
    """Whether the ticket is sold at present, to somebody who holds the key of a hidden one or does not."""
    if ticket.closed_at is not None or (ticket.is_hidden and not unlocked):
        return False
    started = ticket.sale_starts_at is None or ticket.sale_starts_at <= now
    return started and (ticket.sale_ends_at is None or now < ticket.sale_ends_at)
