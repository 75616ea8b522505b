"""What integrations tells; the outbox of these is the audit trail of a tenant's connections."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("integrations.zoom_connected", version=1)
@dataclass(frozen=True, slots=True)
class ZoomConnected:
    connection_id: UUID


@domain_event("integrations.zoom_disconnected", version=1)
@dataclass(frozen=True, slots=True)
class ZoomDisconnected:
    connection_id: UUID


@domain_event("integrations.zoom_connection_broken", version=1)
@dataclass(frozen=True, slots=True)
class ZoomConnectionBroken:
    """Zoom takes our tokens no more; somebody has to connect again."""

    connection_id: UUID


@domain_event("integrations.zoom_removed", version=1)
@dataclass(frozen=True, slots=True)
class ZoomRemoved:
    """Somebody removed the app from the account at Zoom; our tokens are deleted."""

    connection_id: UUID


@domain_event("integrations.zoom_chosen", version=1)
@dataclass(frozen=True, slots=True)
class ZoomChosen:
    """An event's online part takes place in Zoom, or does so no more."""

    event_id: UUID
    chosen: bool


@domain_event("integrations.participant_decided", version=1)
@dataclass(frozen=True, slots=True)
class ParticipantDecided:
    """A person said who an unknown participant is; `registration_id` None: nobody who counts."""

    decision_id: UUID
    event_id: UUID
    registration_id: UUID | None


@domain_event("integrations.participant_decision_undone", version=1)
@dataclass(frozen=True, slots=True)
class ParticipantDecisionUndone:
    decision_id: UUID
    event_id: UUID
