"""Rooms that people and organizers make themselves, and what organizers say about rooms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.accounts.selectors import users_by_ids
from accredit.community.domain_events import Moderated
from accredit.community.exceptions import PersonNotFound, RoomNameTaken
from accredit.community.models import ModerationAct, Room, RoomMember, RoomPolicy
from accredit.community.rules.moderation import Act
from accredit.community.rules.rooms import RoomKind, RoomStatus, pair_key
from accredit.community.selectors import Access, policy_of, room_members_only, shares_room
from accredit.core.outbox import publish
from accredit.core.statements import Insert
from accredit.events.models import Event
from accredit.learning.models import Course
from accredit.organizations.models import Organization

from .following import room_add
from .telling import room_closed_told, room_told

_ROOM = Insert(Room, unless_there=True)
_MEMBER = Insert(RoomMember, unless_there=True)


def direct_open(*, access: Access, person_id: UUID, now: datetime) -> tuple[Room, bool]:
    """The room that two people of a room have to themselves, made when one of them wants it; and whether it is new.

    Raises PersonNotFound for somebody who is not in that room, or has left, and for oneself.
    """
    if person_id == access.user_id or person_id not in users_by_ids([person_id]):
        raise PersonNotFound
    organization_id = access.room.organization_id
    if not shares_room(organization_id=organization_id, one=access.user_id, other=person_id):
        raise PersonNotFound
    pair = pair_key(str(access.user_id), str(person_id))
    room = Room(
        organization_id=organization_id,
        kind=RoomKind.DIRECT,
        pair=pair,
        retention_days=policy_of(organization=access.room.organization).retention_days,
        created_at=now,
        active_at=now,
    )
    with transaction.atomic():
        is_new = _ROOM.add(room)
        if not is_new:
            room = Room.objects.get(organization_id=organization_id, pair=pair)
        people = [access.user_id, person_id]
        _MEMBER.add_all(
            [RoomMember(organization_id=organization_id, room=room, user_id=one, created_at=now) for one in people]
        )
        if is_new:
            room_told(room_id=room.id, user_ids=people)
    return room, is_new


def room_create(*, activity: Event | Course, name: str, is_announcements: bool, actor_id: UUID, now: datetime) -> Room:
    """A further room of an event or a course, with everybody who belongs there. Raises RoomNameTaken."""
    is_event = isinstance(activity, Event)
    room = Room(
        organization_id=activity.organization_id,
        kind=RoomKind.EVENT if is_event else RoomKind.COURSE,
        name=name,
        is_announcements=is_announcements,
        retention_days=policy_of(organization=activity.organization).retention_days,
        **{"event" if is_event else "course": activity},
    )
    if not room_add(room=room, actor_id=actor_id, now=now):
        raise RoomNameTaken
    return room


def room_change(*, room: Room, changes: Mapping[str, Any], actor_id: UUID, now: datetime) -> Room:
    """Open or close a room, slow it down, or say how long it keeps what is written. Open sockets follow at once."""
    wanted = {name: value for name, value in changes.items() if getattr(room, name) != value}
    if not wanted:
        return room
    with transaction.atomic():
        Room.objects.filter(pk=room.pk).update(**wanted)
        what = ", ".join(f"{name}={value}" for name, value in sorted(wanted.items()))
        act_log(act=Act.ROOM_CHANGED, room=room, actor_id=actor_id, reason=what, now=now)
        if wanted.get("status") == RoomStatus.CLOSED:
            room_closed_told(room_id=room.id, user_ids=room_members_only(room))
        elif "status" in wanted:
            room_told(room_id=room.id, user_ids=room_members_only(room))
        else:
            room_told(room_id=room.id)
    for name, value in wanted.items():
        setattr(room, name, value)
    return room


def policy_change(
    *, organization: Organization, changes: Mapping[str, Any], actor_id: UUID, now: datetime
) -> RoomPolicy:
    """What holds in all rooms of an organization. The same again changes nothing."""
    known = policy_of(organization=organization)
    wanted = {name: value for name, value in changes.items() if getattr(known, name) != value}
    if not wanted:
        return known
    with transaction.atomic():
        policy, _ = RoomPolicy.objects.update_or_create(organization=organization, defaults=wanted)
        act = ModerationAct.objects.create(
            organization=organization,
            act=Act.POLICY_CHANGED,
            actor_id=actor_id,
            reason=", ".join(sorted(wanted)),
            created_at=now,
        )
        news = Moderated(act.id, act.act, room_id=None, user_id=None)
        publish(news, organization_id=organization.id, actor_id=actor_id)
    return policy


def act_log(*, act: Act, room: Room, actor_id: UUID, reason: str, now: datetime, **of: Any) -> ModerationAct:
    """Write down what an organizer did in a room, and to what or whom (`message_id`, `person_id`, `until`), in the
    caller's transaction."""
    row = ModerationAct.objects.create(
        organization_id=room.organization_id,
        act=act,
        room=room,
        actor_id=actor_id,
        reason=reason,
        created_at=now,
        **of,
    )
    news = Moderated(row.id, act.value, room_id=room.id, user_id=of.get("person_id"))
    publish(news, organization_id=room.organization_id, actor_id=actor_id)
    return row
