"""Events that people have attended, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accredit.certificates.models import Certificate
from accredit.core.testing import drain
from accredit.events.models import Event, TicketType
from accredit.events.services import event_complete
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import IntervalSource
from accredit.registrations.services import interval_record
from accredit.registrations.tests.factories import RegistrationFactory

BEGIN, END = tomorrow(9), tomorrow(17)
"""Of the one session: 480 minutes."""
OVER, ISSUED, LATER = tomorrow(18), tomorrow(19), tomorrow(20)
ENOUGH = 384 * 60
"""80 % of it, in seconds."""


def attend(
    ticket: TicketType, seconds: int = ENOUGH, *, begin: datetime = BEGIN, told: str = "a", **fields: Any
) -> Registration:
    """Somebody who was there for so long, as a meeting's provider told it."""
    row: Registration = RegistrationFactory(ticket_type=ticket, **fields)
    there(row, seconds, begin=begin, told=told)
    return row


def there(row: Registration, seconds: int, *, begin: datetime = BEGIN, told: str = "a") -> None:
    """A source tells of a stay, or that it was longer."""
    if seconds:
        interval_record(
            registration=row,
            source=IntervalSource.ZOOM,
            external_id=f"{row.id}:{told}",
            starts_at=begin,
            ends_at=begin + timedelta(seconds=seconds),
            now=OVER,
        )


def complete_event(event: Event, *, until: datetime | None = ISSUED) -> None:
    """The event is over; with `until`, everything up to then has followed."""
    event.refresh_from_db()
    event_complete(event=event, actor_id=None, now=OVER)
    drain(now=OVER)
    if until is not None:
        drain(now=until)
    event.refresh_from_db()


def certified_by_event(seconds: int = ENOUGH, **event: Any) -> Certificate:
    """A certificate in force, come by the whole way: minutes told, event completed, its time come."""
    ticket = event_with_ticket(**event)
    row = attend(ticket, seconds)
    complete_event(ticket.event)
    return certificate_of(row)


def certificate_of(row: Registration) -> Certificate:
    """The latest of a place."""
    rows = Certificate.objects.select_related("organization", "holder", "event", "registration")
    return rows.filter(registration=row).order_by("-created_at", "-id")[0]
