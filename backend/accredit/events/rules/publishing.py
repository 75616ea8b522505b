"""What an event needs before anybody may find it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accredit.core.errors import FieldError

from .events import AttendanceMode, EventFormat, SessionKind

MODES = {
    EventFormat.IN_PERSON: frozenset({AttendanceMode.IN_PERSON}),
    EventFormat.ONLINE: frozenset({AttendanceMode.ONLINE}),
    EventFormat.HYBRID: frozenset({AttendanceMode.IN_PERSON, AttendanceMode.ONLINE}),
}
"""How one may attend an event of each format."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    title: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What publishing needs to know. `modes`: of the tickets that are not closed."""

    title: str
    description_md: str
    format: EventFormat
    venue_name: str
    sessions: Sequence[SessionFacts]
    modes: Sequence[AttendanceMode]
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None


def publish_obstacles(facts: EventFacts, *, now: datetime) -> list[FieldError]:
    """Everything that keeps the event from being published, each with a path, a stable code and a sentence."""
    found: list[FieldError] = []
    if not facts.title.strip():
        found.append(FieldError("title", "title_missing", "Give the event a title."))
    if not facts.description_md.strip():
        found.append(FieldError("description_md", "description_missing", "Describe what the event is about."))
    taught = [one for one in facts.sessions if one.kind is SessionKind.SESSION]
    if not taught:
        found.append(FieldError("sessions", "sessions_missing", "Add at least one session with its times."))
    elif max(one.ends_at for one in taught) <= now:
        found.append(FieldError("sessions", "sessions_over", "All sessions lie in the past."))
    if facts.format is not EventFormat.ONLINE and not facts.venue_name.strip():
        found.append(FieldError("venue_name", "venue_missing", "Say where the event takes place."))
    if not facts.modes:
        found.append(FieldError("ticket_types", "tickets_missing", "Add at least one ticket."))
    if facts.format is EventFormat.HYBRID and facts.modes and set(facts.modes) != MODES[EventFormat.HYBRID]:
        found.append(
            FieldError("ticket_types", "mode_missing", "A hybrid event has tickets for the room and for online.")
        )
    if (
        facts.registration_opens_at is not None
        and facts.registration_closes_at is not None
        and facts.registration_closes_at <= facts.registration_opens_at
    ):
        found.append(
            FieldError("registration_closes_at", "closes_before_opening", "Registration closes before it opens.")
        )
    return found


def mode_fits(event_format: EventFormat, mode: AttendanceMode) -> bool:
    """Whether an event of this format has places of this kind."""
    return mode in MODES[event_format]
