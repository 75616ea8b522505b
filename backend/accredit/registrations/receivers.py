"""News that registrations listens to. Each is a hint: the row is read again, and the place follows."""

from __future__ import annotations

from datetime import datetime

from accredit.accounts.domain_events import EmailChanged, EmailVerified
from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
from accredit.events.domain_events import (
    EventCancelled,
    EventCompleted,
    EventRescheduled,
    PlacesFreed,
    SessionWindowSet,
)

from .services import (
    attendance_owe,
    change_tell_owe,
    event_end_owe,
    order_line_follow,
    order_lines_follow,
    places_claim,
    waiting_offer_owe,
)


def on_order_paid(event: OrderPaid, *, now: datetime) -> None:
    """Whoever has paid has the place."""
    order_lines_follow(order_id=event.order_id, now=now)


def on_line_news(event: LineRefunded | LineRefundFailed, *, now: datetime) -> None:
    """A place follows the line that pays for it."""
    order_line_follow(line_id=event.line_id, now=now)


def on_minutes_news(event: EventCompleted | SessionWindowSet, *, now: datetime) -> None:
    """The event is over, or its minutes count in another window: everybody's are worked out again."""
    attendance_owe(event_id=event.event_id)


def on_event_rescheduled(event: EventRescheduled, *, now: datetime) -> None:
    """Everybody who is registered learns what was moved."""
    change_tell_owe(change_id=event.change_id)


def on_event_cancelled(event: EventCancelled, *, now: datetime) -> None:
    """Every place ends, with all of its money."""
    event_end_owe(event_id=event.event_id)


def on_places_freed(event: PlacesFreed, *, now: datetime) -> None:
    """The waiting list may move."""
    waiting_offer_owe(event_id=event.event_id)


def on_address_proven(event: EmailVerified | EmailChanged, *, now: datetime) -> None:
    """What was booked for the address as a guest belongs to the account."""
    places_claim(user_id=event.user_id, now=now)
