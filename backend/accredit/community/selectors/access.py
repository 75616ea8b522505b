"""Who is in a room: asked of registrations, enrollments and roles themselves, each time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accredit.community.exceptions import MessageNotFound, NoRoomShared, RoomNotFound
from accredit.community.models import Message, Room, RoomMember
from accredit.community.rules.rooms import RoomKind, RoomStatus, Standing, writing_check
from accredit.core.statements import Given
from accredit.learning.models import Enrollment
from accredit.learning.rules.courses import LIVE_ENROLLMENTS
from accredit.organizations.models import Membership, Organization
from accredit.organizations.permissions import Permission, members_with, permissions_of
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED


@dataclass(frozen=True, slots=True)
class Access:
    """A person in a room, as what, and their row there if it has been made."""

    room: Room
    user_id: UUID
    standing: Standing
    member: RoomMember | None

    @property
    def is_staff(self) -> bool:
        return self.standing is Standing.STAFF


def room_access(*, room_id: UUID, user_id: UUID) -> Access:
    """Whether the person is in the room now. Two queries.

    Raises RoomNotFound for everybody else, and for members of a room that is closed.
    """
    room = _with_entitlement(user_id).filter(pk=room_id).first()
    member = RoomMember.objects.filter(room_id=room_id, user_id=user_id).first() if room is not None else None
    standing = standing_of(room, member) if room is not None else None
    if room is None or standing is None or not may_hear(room, standing):
        raise RoomNotFound
    return Access(room, user_id, standing, member)


def message_access(*, message_id: UUID, user_id: UUID) -> tuple[Message, Access]:
    """A message that the person may see, and them in its room. Three queries.

    Raises MessageNotFound, also for what is hidden from them.
    """
    message = Message.objects.select_related("thread").filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    try:
        access = room_access(room_id=message.room_id, user_id=user_id)
    except RoomNotFound as error:
        raise MessageNotFound from error
    return message, access


def writing_allowed(access: Access, *, now: datetime) -> None:
    """Raises RoomIsClosed, StaffOnly, Silenced, and NoRoomShared between two who share no room any more."""
    room = access.room
    _check(access, is_announcements=room.is_announcements, now=now)
    if room.is_direct:
        other = RoomMember.objects.filter(room=room).exclude(user_id=access.user_id).first()
        if other is None or not shares_room(
            organization_id=room.organization_id, one=access.user_id, other=other.user_id
        ):
            raise NoRoomShared


def reacting_allowed(access: Access, *, now: datetime) -> None:
    """Whoever reads may put a sign under what they read, also where only organizers write. Raises RoomIsClosed,
    Silenced."""
    _check(access, is_announcements=False, now=now)


def rooms_heard(*, user_id: UUID, room_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Of these rooms those that the person is in now, with the latest message and the latest change. Two queries."""
    wanted = Room.objects.filter(pk__in=room_ids)
    open_ones = with_entitlement_of(wanted, user_id)
    mine = RoomMember.objects.filter(room__in=room_ids, user_id=user_id)
    inside = {member.room_id: member for member in mine}
    return {
        room.id: (room.last_seq, room.last_change)
        for room in open_ones
        if may_hear(room, standing_of(room, inside.get(room.id)))
    }


def shares_room(*, organization_id: UUID, one: UUID, other: UUID) -> bool:
    """Whether two people meet in an open room of an organization. Three queries at most."""
    here = rooms_open_to(user_id=one).filter(organization_id=organization_id).exclude(kind=RoomKind.DIRECT)
    return rooms_open_to(user_id=other).filter(pk__in=here.values("pk")).exists()


def rooms_open_to(*, user_id: UUID) -> QuerySet[Room]:
    """The rooms that a person is in now. One query beside the one that is returned."""
    mine = RoomMember.objects.filter(room=OuterRef("pk"), user_id=user_id, ended_at=None)
    entitled = (
        Q(kind=RoomKind.DIRECT)
        | Q(Exists(_registrations(user_id)))
        | Q(Exists(_enrollments(user_id)))
        | Q(organization__in=organizations_moderated(user_id=user_id))
    )
    return Room.objects.filter(Exists(mine), entitled, status=RoomStatus.OPEN)


def organizations_moderated(*, user_id: UUID) -> list[UUID]:
    """Where the person keeps order. One query."""
    rows = Membership.objects.filter(user_id=user_id).values_list("organization_id", "roles")
    return [found for found, roles in rows if Permission.MODERATE_ROOMS in permissions_of(roles)]


def people_entitled(room: Room) -> dict[UUID, Standing]:
    """Everybody who belongs into the room of an event or a course. Two queries."""
    seated: Collection[UUID | None]
    if room.event_id is not None:
        rows = Registration.objects.filter(event_id=room.event_id, status__in=ADMITTED, person__isnull=False)
        seated = rows.values_list("person_id", flat=True)
    else:
        taking = Enrollment.objects.filter(course=room.course, status__in=LIVE_ENROLLMENTS)
        seated = taking.values_list("user_id", flat=True)
    found = dict.fromkeys((one for one in seated if one is not None), Standing.MEMBER)
    return found | dict.fromkeys(staff_of(room), Standing.STAFF)


def staff_of(room: Room) -> set[UUID]:
    """Who keeps order in a room; nobody in one of two people. One query."""
    if room.is_direct:
        return set()
    return members_with(Permission.MODERATE_ROOMS, organization_id=room.organization_id)


def room_members_only(room: Room) -> list[UUID]:
    """Who is in a room without keeping order there. Two queries."""
    inside = RoomMember.objects.filter(room=room, ended_at=None).exclude(user__in=staff_of(room))
    return list(inside.order_by("user").values_list("user_id", flat=True))


def of_activity(*, event_id: UUID | None = None, course_id: UUID | None = None) -> Q:
    """The rooms of an event or of a course, whatever their state."""
    if event_id is not None and course_id is None:
        return Q(event_id=event_id)
    if course_id is not None and event_id is None:
        return Q(course_id=course_id)
    raise ValueError("Name an event or a course.")


def standings(rooms: Q, *, user_id: UUID) -> list[tuple[Room, Standing | None]]:
    """As what the person belongs into each of these rooms of events and courses now, whatever its state; None for not
    at all. One query."""
    found = _with_entitlement(user_id).exclude(kind=RoomKind.DIRECT).filter(rooms).order_by("id")
    return [(room, standing_of(room, None)) for room in found]


def room_for_staff(*, organization: Organization, room_id: UUID) -> Room:
    """One of the organization's own; never one between two people. Raises RoomNotFound."""
    found = rooms_of(organization=organization).filter(pk=room_id).first()
    if found is None:
        raise RoomNotFound
    return found


def rooms_of(*, organization: Organization) -> QuerySet[Room]:
    """What an organization keeps in order."""
    rows = Room.objects.select_related("event", "course", "organization")
    return rows.filter(organization=organization).exclude(kind=RoomKind.DIRECT)


def message_for_staff(*, organization: Organization, message_id: UUID) -> Message:
    """A message in one of the organization's rooms. Raises MessageNotFound."""
    rows = Message.objects.select_related("room").filter(organization=organization, pk=message_id)
    found = rows.exclude(room__kind=RoomKind.DIRECT).first()
    if found is None:
        raise MessageNotFound
    return found


def _check(access: Access, *, is_announcements: bool, now: datetime) -> None:
    writing_check(
        status=access.room.status,
        is_announcements=is_announcements,
        standing=access.standing,
        silenced_until=access.member.silenced_until if access.member else None,
        now=now,
    )


def _with_entitlement(user_id: UUID) -> QuerySet[Room]:
    """The same of all rooms, with what they are about."""
    return with_entitlement_of(Room.objects.select_related("event", "course", "organization"), user_id)


def with_entitlement_of(rooms: QuerySet[Room], user_id: UUID | Given) -> QuerySet[Room]:
    """Rooms with what makes somebody one of them, read along."""
    roles = Membership.objects.filter(organization_id=OuterRef("organization_id"), user_id=user_id)
    return rooms.annotate(
        is_registered=Exists(_registrations(user_id)),
        is_enrolled=Exists(_enrollments(user_id)),
        roles_there=Subquery(roles.values("roles")[:1]),
    )


def may_hear(room: Room, standing: Standing | None) -> bool:
    """A room that is closed is there for its organizers only."""
    return standing is Standing.STAFF or (standing is not None and room.status == RoomStatus.OPEN)


def standing_of(room: Room, member: RoomMember | None) -> Standing | None:
    """Of a room read with what makes somebody one of it."""
    if room.is_direct:
        return Standing.MEMBER if member is not None else None
    read = room.__dict__
    if Permission.MODERATE_ROOMS in permissions_of(read["roles_there"] or []):
        return Standing.STAFF
    return Standing.MEMBER if read["is_registered"] or read["is_enrolled"] else None


def _registrations(user_id: UUID | Given) -> QuerySet[Registration]:
    return Registration.objects.filter(event_id=OuterRef("event_id"), person_id=user_id, status__in=ADMITTED)


def _enrollments(user_id: UUID | Given) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(course_id=OuterRef("course_id"), user_id=user_id, status__in=LIVE_ENROLLMENTS)
