"""What community tells the apps above it, and the audit trail. Messages themselves are no news."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("community.room_opened", version=1)
@dataclass(frozen=True, slots=True)
class RoomOpened:
    """A room was made for an event or a course; exactly one of the two is set."""

    room_id: UUID
    event_id: UUID | None
    course_id: UUID | None


@domain_event("community.message_reported", version=1)
@dataclass(frozen=True, slots=True)
class MessageReported:
    """What for stands in the report."""

    report_id: UUID
    room_id: UUID


@domain_event("community.moderated", version=1)
@dataclass(frozen=True, slots=True)
class Moderated:
    """An organizer kept order; why stands in the entry. `act` is a name of `rules.moderation.Act`."""

    act_id: UUID
    act: str
    room_id: UUID | None
    user_id: UUID | None
