"""The part of the world that events and registrations need: rows of `home`, and what leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from accredit.accounts.models import User
from accredit.certificates.models import Certificate, Decision
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.secrets import wrap
from accredit.events.models import Event, TicketType
from accredit.events.tests.factories import (
    CapacityFactory,
    QuestionFactory,
    SessionFactory,
    SpeakerFactory,
    event_with_ticket,
)
from accredit.integrations.models import ReconciliationItem, ZoomConnection, ZoomRecording
from accredit.integrations.tests.factories import ReconciliationItemFactory, ZoomConnectionFactory, ZoomMeetingFactory
from accredit.organizations.models import Organization
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.services import calendar_address, calendar_feed_renew
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


def _calendar(world: Home) -> str:
    """The secret part of the address of the person's calendar."""
    feed = calendar_feed_renew(person_id=world.person.pk, now=clock.now())
    return calendar_address(feed).rpartition("/")[2].removesuffix(".ics")


def _scan(world: Home) -> Mapping[str, object]:
    act = {"text": "anything", "nonce": str(new_id()), "scanned_at": clock.now().isoformat()}
    return {"event": str(_event(world).id), "scans": [act]}


def _participant(world: Home) -> ReconciliationItem:
    made: ReconciliationItem = ReconciliationItemFactory(event=_event(world))
    return made


def _connector(world: Home) -> str:
    """Who connected the organization's Zoom account, by name."""
    made: ZoomConnection = ZoomConnectionFactory(organization=world.home)
    return made.connected_by.display_name


def _recording(world: Home) -> ZoomRecording:
    meeting = ZoomMeetingFactory(event=_event(world))
    secret = wrap(b"https://zoom.example/rec/play/1")
    return ZoomRecording.objects.create(
        organization=meeting.organization, meeting=meeting, uuid="u", file_id="f", play_wrapped=secret
    )


def _decision(world: Home) -> str:
    """About a certificate of home's event that is in the making."""
    place = _registration(world)
    certificate = Certificate.objects.create(
        organization=world.home,
        holder=world.person,
        event=place.event,
        registration=place,
        activity_version=1,
        serial=place.event_id.int % 1_000_000,
        number="HOME-2026-1",
        code=place.id.hex[:26],
        title=place.event.title,
        earned_on=clock.now().date(),
        root_id=new_id(),
    )
    made = Decision.objects.create(
        organization=world.home, event=place.event, certificate=certificate, doubt="not_due", sentences=["Too short."]
    )
    return str(made.id)


_OF_EVENT = ("edit", "publish", "cancel", "complete", "archive", "duplicate", "repeat", "availability", "calendar")
_OF_REGISTRATION = (
    *("detail", "cancel", "pay", "ticket", "transfer", "answers"),
    *("reassign", "approve", "decline", "revoke", "block"),
)

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
    "registrations:calendar-feed": lambda world: {"token": _calendar(world)},
    "registrations:waiting-event": lambda world: {"event_id": _waiting(world).event_id},
    **{
        f"registrations:event-{name}": lambda world: {"event_id": _registration(world).event_id}
        for name in ("list", "export", "import", "messages")
    },
    "overview:event-activity": lambda world: {"event_id": _event(world).id},
    "overview:event-figures": lambda world: {"event_id": _event(world).id},
    "overview:event-overview": lambda world: {"event_id": _event(world).id},
    "registrations:check-in-manifest": lambda world: {"event_id": _event(world).id},
    "registrations:check-in-inside": lambda world: {"event_id": _event(world).id},
    "registrations:check-in-log": lambda world: {"event_id": _event(world).id},
    "registrations:attendance-list": lambda world: {"event_id": _registration(world).event_id},
    **{
        f"certificates:event-{name}": lambda world: {"event_id": _event(world).id}
        for name in ("gate-detail", "gate-dry-run", "issue", "short")
    },
    "certificates:decision-decide": lambda world: {"decision_id": _decision(world)},
    "registrations:attendance-correct": lambda world: {"event_id": _registration(world).event_id},
    "reconciliation:item-decide": lambda world: {"item_id": _participant(world).id},
    "reconciliation:item-undo": lambda world: {"item_id": _participant(world).id},
    "integrations:zoom-event": lambda world: {"event_id": _event(world).id},
    "integrations:zoom-report": lambda world: {"event_id": _event(world).id},
    "integrations:zoom-recordings": lambda world: {"event_id": _event(world).id},
    "integrations:zoom-recording": lambda world: {"recording_id": _recording(world).id},
}
ROWS: Mapping[str, Callable[[Any], str]] = {
    "events:speaker-list": _speaker,
    "registrations:registration-list": lambda world: str(_registration(world).id),
    "registrations:calendar": _calendar,
    "registrations:waiting-list": lambda world: str(_waiting(world).id),
    "registrations:check-in": lambda world: str(_event(world).id),
    "certificates:decision-list": _decision,
    "reconciliation:item-list": lambda world: str(_participant(world).id),
    "integrations:zoom-status": _connector,
}
BODIES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {"registrations:check-in": _scan}
