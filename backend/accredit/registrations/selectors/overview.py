"""An event's people in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from accredit.events.rules.events import AttendanceMode
from accredit.registrations.models import AttendanceInterval, Registration, WaitingEntry
from accredit.registrations.rules.registrations import ADMITTED, IntervalSource, RegistrationStatus, WaitingStatus


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How many stand where. `people`: by state and ticket. `came`: of those whose minutes count, who were seen at all,
    by how their ticket lets them take part; `inside` as far as the door has told."""

    people: Mapping[tuple[RegistrationStatus, UUID], int]
    waiting: int
    offered: int
    inside: int
    came: Mapping[AttendanceMode, int]

    def places(self, *states: RegistrationStatus) -> int:
        return sum(count for (status, _), count in self.people.items() if status in states)

    @property
    def registered(self) -> int:
        """Whose ticket opens the door."""
        return self.places(*ADMITTED)


def event_counts(*, event_id: UUID) -> EventCounts:
    """Four queries."""
    places = Registration.objects.filter(event_id=event_id)
    seen = AttendanceInterval.objects.filter(registration_id=OuterRef("pk"), withdrawn_at=None)
    came = _by(places.filter(Exists(seen), status__in=ADMITTED), "ticket_type__mode")
    waiting = _by(WaitingEntry.objects.filter(event_id=event_id), "status")
    inside = AttendanceInterval.objects.filter(
        event_id=event_id, source=IntervalSource.DOOR, ends_at=None, withdrawn_at=None
    )
    people = places.order_by().values_list("status", "ticket_type_id").annotate(rows=Count("id"))
    return EventCounts(
        people={(RegistrationStatus(status), ticket): count for status, ticket, count in people},
        waiting=waiting.get(WaitingStatus.WAITING, 0),
        offered=waiting.get(WaitingStatus.OFFERED, 0),
        inside=inside.count(),
        came={AttendanceMode(mode): count for mode, count in came.items()},
    )


def lines_of_event(*, event_id: UUID) -> QuerySet[Any, Any]:
    """Ids of the order lines by which places in an event were sold; no query by itself."""
    rows = Registration.objects.filter(event_id=event_id, order_line_id__isnull=False)
    return rows.values_list("order_line_id", flat=True)


def _by(rows: QuerySet[Any], field: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(field).annotate(rows=Count("id")))
