"""What events tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("events.event_published", version=1)
@dataclass(frozen=True, slots=True)
class EventPublished:
    event_id: UUID


@domain_event("events.event_updated", version=1)
@dataclass(frozen=True, slots=True)
class EventUpdated:
    """Something that the event's page shows has changed; not told of drafts."""

    event_id: UUID


@domain_event("events.event_rescheduled", version=1)
@dataclass(frozen=True, slots=True)
class EventRescheduled:
    """A time or a place is another one: the registered are told what changed. `change_id` names the `EventChange`."""

    event_id: UUID
    change_id: UUID


@domain_event("events.event_cancelled", version=1)
@dataclass(frozen=True, slots=True)
class EventCancelled:
    event_id: UUID


@domain_event("events.event_completed", version=1)
@dataclass(frozen=True, slots=True)
class EventCompleted:
    event_id: UUID


@domain_event("events.event_archived", version=1)
@dataclass(frozen=True, slots=True)
class EventArchived:
    event_id: UUID


@domain_event("events.session_window_set", version=1)
@dataclass(frozen=True, slots=True)
class SessionWindowSet:
    """The window in which minutes count is another one: everybody's minutes are worked out again."""

    event_id: UUID
    session_id: UUID


@domain_event("events.places_freed", version=1)
@dataclass(frozen=True, slots=True)
class PlacesFreed:
    """A capacity has grown or places came back: the waiting list may move."""

    event_id: UUID
    capacity_id: UUID
