"""Places as their holders and as organizers see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accredit.billing.models import OrderLine
from accredit.billing.rules.orders import REFUNDABLE
from accredit.core.money import Money
from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode
from accredit.events.rules.refunds import refund_due
from accredit.events.selectors import event_cards, questions_of, windows_of
from accredit.events.selectors.pages import question_json
from accredit.registrations.models import AttendanceInterval, Registration, Scan, SessionAttendance
from accredit.registrations.rules.attendance import Presence, Window, away, percent_floor, spans_in
from accredit.registrations.rules.registrations import ADMITTED, ANSWERABLE, RegistrationStatus

from .registrations import was_seen

JOIN_OPENS = timedelta(minutes=15)
"""How long before the start a person's own link is shown."""


GIVEN_UP_FROM = (
    RegistrationStatus.PENDING_APPROVAL,
    RegistrationStatus.PENDING_PAYMENT,
    RegistrationStatus.CONFIRMED,
)


def my_registrations(rows: Sequence[Registration], *, caller_id: UUID | None) -> list[dict[str, Any]]:
    """A person's own places, and those they booked, with their events; read with event, its organization and category.
    Three queries. Nobody calls where a mailed link opens the place."""
    cards = {card["id"]: card for card in event_cards([row.event for row in rows])}
    return [
        registration_json(row)
        | {"event": cards[row.event_id], "for_another": caller_id is not None and row.person_id != caller_id}
        for row in rows
    ]


def my_registration(row: Registration, *, ticket: str, caller_id: UUID | None, now: datetime) -> dict[str, Any]:
    """One place in full: the ticket while it opens the door, the own link when it is time, what would come back."""
    [found] = my_registrations([row], caller_id=caller_id)
    admitted = row.status in ADMITTED
    return found | {
        "answers": row.answers,
        "ticket": ticket if admitted and row.ticket_type.mode == AttendanceMode.IN_PERSON else None,
        "join_url": _join_url(row, caller_id, now) if admitted else None,
        "join_opens_at": row.event.starts_at - JOIN_OPENS
        if row.event.starts_at and row.ticket_type.mode == AttendanceMode.ONLINE
        else None,
        "refund_if_cancelled": _refund_now(row, now),
        "can_cancel": row.status in GIVEN_UP_FROM and _to_come(row, now),
        "attendance": attendance_of(row),
        "questions": [
            question_json(one)
            for one in questions_of(row.event)
            if not one.ticket_type_ids or str(row.ticket_type_id) in one.ticket_type_ids
        ],
        "can_change_answers": row.status in ANSWERABLE and _to_come(row, now),
        "can_transfer": row.status == RegistrationStatus.CONFIRMED
        and not row.blocked_reason
        and _to_come(row, now)
        and not was_seen(row),
    }


def staff_registration(row: Registration) -> dict[str, Any]:
    """A row of the organizer's table; read with its ticket."""
    return registration_json(row) | {
        "person_id": row.person_id,
        "answers": row.answers,
        "blocked_reason": row.blocked_reason,
    }


def attendance_of(row: Registration) -> list[dict[str, Any]]:
    """What has been counted so far, by session. One query."""
    kept = SessionAttendance.objects.select_related("session").filter(registration=row)
    return [
        {
            "session": one.session_id,
            "title": one.session.title,
            "counted_seconds": one.counted_seconds,
            "window_seconds": one.window_seconds,
            "percent": percent_floor(one.counted_seconds, one.window_seconds),
        }
        for one in kept.order_by("session__starts_at", "session_id")
    ]


def attendance_people(event: Event, rows: Sequence[Registration], *, now: datetime) -> list[dict[str, Any]]:
    """One lane a person: spans seen in each session, gaps, and the intervals behind them. Three queries."""
    windows = [Window(session.id, *session.window) for session in windows_of(event_id=event.id)]
    intervals: dict[UUID, list[AttendanceInterval]] = defaultdict(list)
    told = AttendanceInterval.objects.filter(registration__in=[row.pk for row in rows]).order_by("starts_at", "id")
    for one in told:
        intervals[one.registration_id].append(one)
    counted: dict[UUID, dict[UUID, SessionAttendance]] = defaultdict(dict)
    for kept in SessionAttendance.objects.filter(registration__in=[row.pk for row in rows]):
        counted[kept.registration_id][kept.session_id] = kept
    return [_lane(row, intervals[row.id], counted[row.id], windows, now) for row in rows]


def scan_json(scan: Scan) -> dict[str, Any]:
    """An act at the door; read with its registration and ticket."""
    registration = scan.registration
    return {
        "id": scan.id,
        "nonce": scan.nonce,
        "direction": scan.direction,
        "result": scan.result,
        "forced": scan.forced,
        "was_offline": scan.was_offline,
        "scanned_at": scan.scanned_at,
        "received_at": scan.received_at,
        "device": scan.device,
        "name": registration.name if registration else "",
        "ticket": registration.ticket_type.name if registration else "",
        "blocked_reason": registration.blocked_reason if registration else "",
    }


def placed_page(
    places: Sequence[tuple[Mapping[str, Any], str | None]],
    *,
    order_id: UUID | None = None,
    checkout_url: str | None = None,
) -> dict[str, Any]:
    """What came of registering: the places (`registration_json`), each with the token that opens it where the
    caller is given one, and what is to be paid where."""
    return {
        "registrations": [{**place, "token": token} for place, token in places],
        "order": order_id,
        "checkout_url": checkout_url,
    }


def registration_json(row: Registration) -> dict[str, Any]:
    """What every list says of a place; read with its ticket."""
    return {
        "id": row.id,
        "status": row.status,
        "name": row.name,
        "email": row.email,
        "ticket_type": {"id": row.ticket_type_id, "name": row.ticket_type.name, "mode": row.ticket_type.mode},
        "price": row.price.as_json() if row.price else None,
        "order": row.order_id,
        "hold_expires_at": row.hold_expires_at,
        "registered_at": row.created_at,
        "confirmed_at": row.confirmed_at,
        "cancelled_at": row.cancelled_at,
        "cancelled_because": row.cancelled_because,
        "cancel_reason": row.cancel_reason,
    }


def _to_come(row: Registration, now: datetime) -> bool:
    return row.event.starts_at is None or row.event.starts_at > now


def _join_url(row: Registration, caller_id: UUID | None, now: datetime) -> str | None:
    """A person's own link is for them alone, by their account or by the mail that went to them; whoever booked for
    another looks after the place, and does not join in their name."""
    if row.ticket_type.mode != AttendanceMode.ONLINE or row.event.starts_at is None or row.event.ends_at is None:
        return None
    if not row.event.starts_at - JOIN_OPENS <= now <= row.event.ends_at:
        return None
    if row.join_url:
        return row.join_url if caller_id is None or caller_id == row.person_id else None
    return row.event.online_url or None


def _refund_now(row: Registration, now: datetime) -> dict[str, Any] | None:
    """What would come back of what was paid, which a promo code may have made less than the ticket's price."""
    if row.status != RegistrationStatus.CONFIRMED or row.order_line_id is None or row.event.starts_at is None:
        return None
    line = OrderLine.objects.filter(pk=row.order_line_id, order__status__in=REFUNDABLE).first()
    if line is None:
        return None
    paid = Money(line.gross_amount, line.currency)
    due = refund_due(row.refund_tiers, paid=paid, starts_at=row.event.starts_at, now=now)
    return dict(Money(min(due.amount, line.gross_amount - line.refunded_amount), line.currency).as_json())


def _lane(
    row: Registration,
    intervals: Sequence[AttendanceInterval],
    counted: dict[UUID, SessionAttendance],
    windows: Sequence[Window],
    now: datetime,
) -> dict[str, Any]:
    told = [Presence(one.starts_at, one.ends_at, one.session_id) for one in intervals if one.withdrawn_at is None]
    sessions = []
    for window in windows:
        spans, lost = spans_in(told, window, windows, until=now if window.end > now else None)
        kept = counted.get(window.session_id)
        sessions.append(
            {
                "session": window.session_id,
                "spans": [list(span) for span in spans],
                "away": [list(span) for span in away(spans, window)] if spans else [],
                "lost_end": lost,
                "counted_seconds": kept.counted_seconds if kept else 0,
                "window_seconds": window.seconds,
                "percent": percent_floor(kept.counted_seconds, window.seconds) if kept else 0,
            }
        )
    return {
        "id": row.id,
        "name": row.name,
        "email": row.email,
        "status": row.status,
        "sessions": sessions,
        "intervals": [
            {
                "id": one.id,
                "source": one.source,
                "session": one.session_id,
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                "withdrawn_at": one.withdrawn_at,
                "reason": one.reason,
                "replaces": one.replaces_id,
            }
            for one in intervals
        ],
    }
