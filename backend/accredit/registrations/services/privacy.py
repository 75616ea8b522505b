"""What registrations keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accredit.registrations.models import Registration, SessionAttendance, WaitingEntry
from accredit.registrations.rules.registrations import RegistrationStatus, WaitingStatus

from .calendars import calendar_feed_end
from .ending import registration_cancel_own
from .waiting import waiting_close

GIVEN_UP = (RegistrationStatus.PENDING_APPROVAL, RegistrationStatus.CONFIRMED)


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """Places with answers and minutes, and entries on waiting lists."""
    rows = Registration.objects.filter(person_id=user_id).select_related("event", "ticket_type")
    waiting = WaitingEntry.objects.filter(person_id=user_id).select_related("event")
    minutes: dict[UUID, list[dict[str, Any]]] = {}
    for one in SessionAttendance.objects.filter(registration__person_id=user_id).select_related("session"):
        minutes.setdefault(one.registration_id, []).append(
            {"session": one.session.title, "counted_seconds": one.counted_seconds}
        )
    return {
        "registrations": [
            {
                "event": row.event.title,
                "starts_at": row.event.starts_at.isoformat() if row.event.starts_at else None,
                "ticket": row.ticket_type.name,
                "name": row.name,
                "email": row.email,
                "status": row.status,
                "answers": row.answers,
                "registered_at": row.created_at.isoformat(),
                "attendance": minutes.get(row.id, []),
            }
            for row in rows.order_by("created_at", "id")
        ],
        "waiting_lists": [
            {
                "event": entry.event.title,
                "quantity": entry.quantity,
                "status": entry.status,
                "joined_at": entry.created_at.isoformat(),
            }
            for entry in waiting.order_by("created_at", "id")
        ],
    }


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Give up places in events to come, by their policy, and leave waiting lists; then empty name, address and answers.

    Places, minutes and scans stay; they name nobody once the account is emptied. A place that waits for its payment
    ends with its order.
    """
    upcoming = Registration.objects.select_related("event", "organization", "ticket_type").filter(
        Q(event__starts_at=None) | Q(event__starts_at__gt=now), person_id=user_id, status__in=GIVEN_UP
    )
    for registration in upcoming.order_by("id"):
        registration_cancel_own(registration=registration, actor_id=user_id, now=now)
    waiting = WaitingEntry.objects.filter(person_id=user_id)
    for entry in waiting.filter(status__in=(WaitingStatus.WAITING, WaitingStatus.OFFERED)).order_by("id"):
        waiting_close(entry, WaitingStatus.LEFT, now=now)
    waiting.update(name="", email="")
    calendar_feed_end(person_id=user_id)
    Registration.objects.filter(person_id=user_id).update(
        name="", email="", answers={}, join_url="", provider_registrant_id="", blocked_reason=""
    )
