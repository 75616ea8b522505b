"""Rooms for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.community.models import Message, Room
from accredit.community.selectors import room_access
from accredit.community.services import course_room_open, direct_open, event_room_open, message_send, person_follow
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.events.models import Event
from accredit.events.tests.factories import TicketTypeFactory, event_with_ticket
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.registrations.models import Registration
from accredit.registrations.tests.factories import RegistrationFactory

MESSAGES = "/api/community/messages/"
ROOMS = "/api/community/rooms/"


def event_room(**fields: Any) -> Room:
    """The room of a published event, which nobody but the organizers is in."""
    room = event_room_open(event=event_with_ticket(**fields).event, now=clock.now())
    assert room is not None
    return room


def course_room(**fields: Any) -> Room:
    """The room of a published course."""
    room = course_room_open(course=published_course(**fields), now=clock.now())
    assert room is not None
    return room


def seat_in(room: Room, **fields: Any) -> Registration:
    """Somebody with a place in the room's event, who is in the room."""
    event = room.event
    assert event is not None
    seat: Registration = RegistrationFactory(ticket_type=_ticket(event), **fields)
    assert seat.person_id is not None
    person_follow(user_id=seat.person_id, event_id=event.id, now=clock.now())
    return seat


def attendee(room: Room, **fields: Any) -> User:
    """The same as a person."""
    person = seat_in(room, person=UserFactory(**fields)).person
    assert person is not None
    return person


def learner(room: Room, **fields: Any) -> User:
    """Somebody who takes the room's course."""
    person: User = UserFactory(**fields)
    assert room.course is not None
    EnrollmentFactory(course=room.course, user=person)
    person_follow(user_id=person.id, course_id=room.course.id, now=clock.now())
    return person


def written(
    room: Room, person: User, body: str = "Good morning.", *, now: datetime | None = None, **of: Any
) -> Message:
    """A message, sent by the service."""
    at = now or clock.now()
    return message_send(room_id=room.id, user_id=person.id, client_id=new_id(), body=body, now=at, **of).message


def between(room: Room, one: User, other: User) -> Room:
    """The room that two people of a room have to themselves."""
    access = room_access(room_id=room.id, user_id=one.id)
    return direct_open(access=access, person_id=other.id, now=clock.now())[0]


def send(person: User, room: Room | UUID, body: str = "Good morning.", **of: Any) -> Any:
    """The answer to a message sent over HTTP."""
    room_id = room.id if isinstance(room, Room) else room
    return api(person).post(
        MESSAGES, {"room": str(room_id), "client_id": str(new_id()), "body": body, **of}, format="json"
    )


def history(person: User, room: Room, **query: Any) -> Any:
    """What a person reads of a room over HTTP."""
    return api(person).get(MESSAGES, {"room": str(room.id), **query}).json()


def _ticket(event: Event) -> Any:
    return event.ticket_types.first() or TicketTypeFactory(event=event)
