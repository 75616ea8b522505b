"""The part of the world that community needs: a room of `home` in which the person is, and what is said there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.community.models import Message, MessageFile, Report, Room
from accredit.community.rules.moderation import ReportReason
from accredit.community.selectors import message_access
from accredit.community.services import message_hide, message_report, person_follow
from accredit.community.tests.factories import course_room, written
from accredit.core import clock
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.media.tests.factories import DocumentUploadFactory
from accredit.organizations.models import Organization


class Home(Protocol):
    """What is used of the world."""

    home: Organization
    person: User


def _room(world: Home) -> Room:
    room = course_room(organization=world.home)
    for user in (world.person, UserFactory()):
        EnrollmentFactory(course=room.course, user=user)
        person_follow(user_id=user.id, course_id=room.course_id, now=clock.now())
    return room


def _message(world: Home) -> Message:
    """The person's own."""
    return written(_room(world), world.person, "Before the day")


def _file(world: Home) -> MessageFile:
    message = _message(world)
    upload = DocumentUploadFactory(organization=world.home, owner=world.person, purpose="attachment")
    file: MessageFile = MessageFile.objects.create(organization=world.home, message=message, upload=upload, position=0)
    return file


def _report(world: Home) -> Report:
    message, access = message_access(message_id=_message(world).id, user_id=world.person.id)
    return message_report(message=message, access=access, reason=ReportReason.PRIVATE, note="See here", now=clock.now())


def _act(world: Home) -> str:
    message = _message(world)
    message_hide(message=message, reason="Names a patient", actor_id=world.person.id, now=clock.now())
    return "Names a patient"


def _silence(world: Home) -> Mapping[str, object]:
    return {"room_id": _room(world).id, "person_id": world.person.id}


def _direct(world: Home) -> Mapping[str, object]:
    room = _room(world)
    other = room.members.exclude(user=world.person).get()
    return {"room": str(room.id), "person": str(other.user_id)}


def _further(world: Home) -> Mapping[str, object]:
    return {"course": str(published_course(organization=world.home).id), "name": "Case questions"}


ADDRESSES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    **{
        f"community:{name}": lambda world: {"message_id": _message(world).id}
        for name in ("message-detail", "message-edits", "message-report")
    },
    "community:reaction-detail": lambda world: {"message_id": _message(world).id, "kind": "heart"},
    "community:message-file": lambda world: {"message_id": (file := _file(world)).message_id, "file_id": file.id},
    **{
        f"community:{name}": lambda world: {"room_id": _room(world).id}
        for name in ("room-detail", "room-mute", "room-read", "room-members", "staff-room-detail", "staff-room-export")
    },
    "community:staff-silence": _silence,
    **{
        f"community:staff-message-{name}": lambda world: {"message_id": _message(world).id}
        for name in ("hide", "show", "remove")
    },
    "community:staff-report-decide": lambda world: {"report_id": _report(world).id},
}
ROWS: Mapping[str, Callable[[Any], str]] = {
    "community:room-list": lambda world: str(_room(world).id),
    "community:staff-room-list": lambda world: str(_room(world).id),
    "community:staff-report-list": lambda world: str(_report(world).id),
    "community:staff-log": _act,
}
BODIES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    "community:direct-open": _direct,
    "community:staff-room-list": _further,
}
