"""News that registrations listens to. Each is a hint: the row is read again, and the place follows."""

from __future__ import annotations

from datetime import datetime

from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
from accredit.events.domain_events import EventCompleted, SessionWindowSet

from .services import attendance_owe, order_line_follow, order_lines_follow


def on_order_paid(event: OrderPaid, *, now: datetime) -> None:
    """Whoever has paid has the place."""
    order_lines_follow(order_id=event.order_id, now=now)


def on_line_news(event: LineRefunded | LineRefundFailed, *, now: datetime) -> None:
    """A place follows the line that pays for it."""
    order_line_follow(line_id=event.line_id, now=now)


def on_minutes_news(event: EventCompleted | SessionWindowSet, *, now: datetime) -> None:
    """The event is over, or its minutes count in another window: everybody's are worked out again."""
    attendance_owe(event_id=event.event_id)
