"""Rooms follow what is published, and their members follow registrations, enrollments and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accredit.community.domain_events import RoomOpened
from accredit.community.models import Room, RoomMember, RoomPolicy
from accredit.community.rules.rooms import RoomKind
from accredit.community.selectors import Access, of_activity, people_entitled, standings
from accredit.core.outbox import publish
from accredit.core.statements import Insert
from accredit.events.models import Event
from accredit.events.rules.events import EventStatus
from accredit.learning.models import Course
from accredit.learning.rules.courses import CourseStatus
from accredit.registrations.models import Registration

from .telling import membership_begun, membership_ended

MADE_AT_ONCE = 200
_ROOM = Insert(Room, unless_there=True)
_MEMBER = Insert(RoomMember, unless_there=True)


def event_room_open(*, event: Event, now: datetime) -> Room | None:
    """The room that a published event begins with, made once, with everybody who belongs into it; None where the
    organization wants none."""
    return _begin(Room(kind=RoomKind.EVENT, event=event, organization_id=event.organization_id), now=now)


def course_room_open(*, course: Course, now: datetime) -> Room | None:
    """The same of a course."""
    return _begin(Room(kind=RoomKind.COURSE, course=course, organization_id=course.organization_id), now=now)


def room_add(*, room: Room, actor_id: UUID | None, now: datetime) -> bool:
    """Write a room that is not there yet, tell of it, and let in whoever belongs there; whether it is new."""
    with transaction.atomic():
        room.created_at = room.active_at = now
        if not _ROOM.add(room):
            return False
        news = RoomOpened(room.id, event_id=room.event_id, course_id=room.course_id)
        publish(news, organization_id=room.organization_id, actor_id=actor_id)
        room_members_follow(room=room, now=now)
    return True


def room_members_follow(*, room: Room, now: datetime) -> None:
    """Make the members of a room be those who belong there. May run twice, and beside itself."""
    wanted = people_entitled(room)
    known = dict(RoomMember.objects.filter(room=room).values_list("user_id", "ended_at"))
    joining = [user_id for user_id in wanted if user_id not in known]
    _MEMBER.add_all([_member(room, user_id, now) for user_id in sorted(joining)])
    back = [user_id for user_id in wanted if known.get(user_id) is not None]
    if back:
        RoomMember.objects.filter(room=room, user_id__in=back).update(ended_at=None)
    membership_begun(room_ids=[room.id], user_ids=[*joining, *back])
    leaving = [user_id for user_id, ended_at in known.items() if ended_at is None and user_id not in wanted]
    if leaving:
        RoomMember.objects.filter(room=room, user_id__in=leaving, ended_at=None).update(ended_at=now)
        membership_ended(room_ids=[room.id], user_ids=leaving)


def person_follow(*, user_id: UUID, event_id: UUID | None = None, course_id: UUID | None = None, now: datetime) -> None:
    """Make one person's membership in the rooms of an event or a course be what it should be."""
    _follow(of_activity(event_id=event_id, course_id=course_id), user_id, now)


def registration_follow(*, registration_ids: Sequence[UUID], now: datetime) -> None:
    """The same of whoever these places belong to; guests are in no room."""
    rows = Registration.objects.filter(pk__in=registration_ids, person__isnull=False).order_by("id")
    for event_id, person_id in rows.values_list("event_id", "person_id"):
        if person_id is not None:
            person_follow(user_id=person_id, event_id=event_id, now=now)


def staff_follow(*, organization_id: UUID, user_id: UUID, now: datetime) -> None:
    """The same in all rooms of an organization, whose roles have changed."""
    _follow(Q(organization_id=organization_id), user_id, now)


def member_of(*, room: Room, user_id: UUID, now: datetime) -> RoomMember:
    """The row of somebody who belongs into the room, made where news of them is still on its way."""
    _MEMBER.add(_member(room, user_id, now))
    RoomMember.objects.filter(room=room, user_id=user_id, ended_at__isnull=False).update(ended_at=None)
    return RoomMember.objects.get(room=room, user_id=user_id)


def member_of_access(access: Access, *, now: datetime) -> RoomMember:
    """The same of somebody who was let in: no query where their row was read then."""
    if access.member is not None and access.member.ended_at is None:
        return access.member
    return member_of(room=access.room, user_id=access.user_id, now=now)


def rooms_catch_up(*, now: datetime) -> int:
    """Make the rooms that what is published should have and has not; returns how many."""
    unwanted = RoomPolicy.objects.filter(organization=OuterRef("organization"), makes_rooms=False)
    of_event = Room.objects.filter(event=OuterRef("pk"), name="")
    of_course = Room.objects.filter(course=OuterRef("pk"), name="")
    events = Event.objects.filter(~Exists(unwanted), ~Exists(of_event), status=EventStatus.PUBLISHED)
    courses = Course.objects.filter(~Exists(unwanted), ~Exists(of_course), status=CourseStatus.PUBLISHED)
    for event in (found := list(events.order_by("id")[:MADE_AT_ONCE])):
        event_room_open(event=event, now=now)
    for course in (of := list(courses.order_by("id")[:MADE_AT_ONCE])):
        course_room_open(course=course, now=now)
    return len(found) + len(of)


def _begin(room: Room, *, now: datetime) -> Room | None:
    policy = RoomPolicy.objects.filter(organization_id=room.organization_id).first()
    if policy is not None:
        if not policy.makes_rooms:
            return None
        room.retention_days = policy.retention_days
    if room_add(room=room, actor_id=None, now=now):
        return room
    there = Room.objects.filter(of_activity(event_id=room.event_id, course_id=room.course_id)).get(name="")
    room_members_follow(room=there, now=now)
    return there


def _follow(rooms: Q, user_id: UUID, now: datetime) -> None:
    found = standings(rooms, user_id=user_id)
    mine = RoomMember.objects.filter(user_id=user_id)
    inside = [room.id for room, standing in found if standing is not None]
    known = set(mine.filter(room__in=inside, ended_at=None).values_list("room_id", flat=True))
    _MEMBER.add_all([_member(room, user_id, now) for room, standing in found if standing is not None])
    mine.filter(room__in=inside, ended_at__isnull=False).update(ended_at=None)
    membership_begun(room_ids=[room_id for room_id in inside if room_id not in known], user_ids=[user_id])
    outside = [room.id for room, standing in found if standing is None]
    if mine.filter(room__in=outside, ended_at=None).update(ended_at=now):
        membership_ended(room_ids=outside, user_ids=[user_id])


def _member(room: Room, user_id: UUID, now: datetime) -> RoomMember:
    """Whoever comes later has nothing unread."""
    return RoomMember(
        organization_id=room.organization_id,
        room=room,
        user_id=user_id,
        read_seq=room.last_seq,
        created_at=now,
    )
