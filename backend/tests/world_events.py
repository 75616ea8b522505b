"""The part of the world that events and registrations need: rows of `home`, and what leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from accredit.accounts.models import User
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.events.models import Event, TicketType
from accredit.events.tests.factories import (
    CapacityFactory,
    QuestionFactory,
    SessionFactory,
    SpeakerFactory,
    event_with_ticket,
)
from accredit.organizations.models import Organization
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.tests.factories import RegistrationFactory, WaitingEntryFactory


class Home(Protocol):
    """What is used of the world."""

    home: Organization
    person: User


def _ticket(world: Home) -> TicketType:
    return event_with_ticket(organization=world.home)


def _event(world: Home) -> Event:
    return _ticket(world).event


def _registration(world: Home) -> Registration:
    made: Registration = RegistrationFactory(ticket_type=_ticket(world), person=world.person)
    return made


def _waiting(world: Home) -> WaitingEntry:
    made: WaitingEntry = WaitingEntryFactory(ticket_type=_ticket(world), person=world.person)
    return made


def _part(world: Home, factory: Any, name: str) -> Mapping[str, object]:
    event = _event(world)
    return {"event_id": event.id, name: factory(event=event).id}


def _speaker(world: Home) -> str:
    speaker: Any = SpeakerFactory(organization=world.home)
    return str(speaker.id)


def _scan(world: Home) -> Mapping[str, object]:
    act = {"text": "anything", "nonce": str(new_id()), "scanned_at": clock.now().isoformat()}
    return {"event": str(_event(world).id), "scans": [act]}


_OF_EVENT = ("edit", "publish", "cancel", "complete", "archive", "duplicate", "repeat", "availability", "calendar")
_OF_REGISTRATION = ("detail", "cancel", "pay", "ticket", "approve", "decline", "revoke", "block")

ADDRESSES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    "event-page": lambda world: {"slug": _event(world).slug},
    "events:event-detail": lambda world: {"slug_or_id": str(_event(world).id)},
    **{f"events:event-{name}": lambda world: {"slug_or_id": str(_event(world).id)} for name in _OF_EVENT},
    "events:session-list": lambda world: {"event_id": _event(world).id},
    "events:session-detail": lambda world: _part(world, SessionFactory, "session_id"),
    "events:session-window": lambda world: _part(world, SessionFactory, "session_id"),
    "events:speaker-detail": lambda world: {"speaker_id": _speaker(world)},
    "events:capacity-list": lambda world: {"event_id": _event(world).id},
    "events:capacity-detail": lambda world: _part(world, CapacityFactory, "capacity_id"),
    "events:ticket-list": lambda world: {"event_id": _event(world).id},
    "events:ticket-detail": lambda world: (lambda ticket: {"event_id": ticket.event_id, "ticket_type_id": ticket.id})(
        _ticket(world)
    ),
    "events:question-list": lambda world: {"event_id": _event(world).id},
    "events:question-detail": lambda world: _part(world, QuestionFactory, "question_id"),
    **{
        f"registrations:registration-{name}": lambda world: {"registration_id": _registration(world).id}
        for name in _OF_REGISTRATION
    },
    **{
        f"registrations:waiting-{name}": lambda world: {"entry_id": _waiting(world).id}
        for name in ("detail", "leave", "accept", "move")
    },
    "registrations:waiting-event": lambda world: {"event_id": _waiting(world).event_id},
    "registrations:event-list": lambda world: {"event_id": _registration(world).event_id},
    "registrations:check-in-manifest": lambda world: {"event_id": _event(world).id},
    "registrations:check-in-log": lambda world: {"event_id": _event(world).id},
    "registrations:attendance-list": lambda world: {"event_id": _registration(world).event_id},
    "registrations:attendance-correct": lambda world: {"event_id": _registration(world).event_id},
}
ROWS: Mapping[str, Callable[[Any], str]] = {
    "events:speaker-list": _speaker,
    "registrations:registration-list": lambda world: str(_registration(world).id),
    "registrations:waiting-list": lambda world: str(_waiting(world).id),
    "registrations:check-in": lambda world: str(_event(world).id),
}
BODIES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {"registrations:check-in": _scan}
