"""What the apps above registrations may ask about minutes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accredit.events.selectors import windows_of
from accredit.registrations.models import Registration, SessionAttendance
from accredit.registrations.rules.attendance import Window
from accredit.registrations.rules.registrations import ADMITTED


@dataclass(frozen=True, slots=True)
class SessionFact:
    """What one person's presence comes to in one session; `starts_at` and `ends_at` are where its minutes count."""

    session_id: UUID
    title: str
    window_seconds: int
    counted_seconds: int
    starts_at: datetime
    ends_at: datetime


def facts_of(*, event_id: UUID, registration_ids: Collection[UUID] | None = None) -> dict[UUID, list[SessionFact]]:
    """Every session of the event, breaks left out, in its order, for each of these registrations, or for all whose
    minutes count: nobody is left out for never having come. Three queries or less."""
    windows = [(Window(session.id, *session.window), session.title) for session in windows_of(event_id=event_id)]
    kept = SessionAttendance.objects.filter(event_id=event_id)
    if registration_ids is None:
        admitted = Registration.objects.filter(event_id=event_id, status__in=ADMITTED)
        people = list(admitted.values_list("id", flat=True))
    else:
        people = list(registration_ids)
        kept = kept.filter(registration__in=people)
    counted = {
        (registration_id, session_id): (window_seconds, counted_seconds)
        for registration_id, session_id, window_seconds, counted_seconds in kept.values_list(
            "registration_id", "session_id", "window_seconds", "counted_seconds"
        )
    }
    found: dict[UUID, list[SessionFact]] = {}
    for registration_id in people:
        facts = []
        for window, title in windows:
            of_window, seconds = counted.get((registration_id, window.session_id), (window.seconds, 0))
            facts.append(SessionFact(window.session_id, title, of_window, seconds, window.start, window.end))
        found[registration_id] = facts
    return found
