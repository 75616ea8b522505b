"""Rooms and messages as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accredit.accounts.selectors import PersonCard, users_by_ids
from accredit.community.models import Mention, Message, MessageFile, PersonalChoice, Reaction, Room, RoomMember
from accredit.community.rules.messages import READABLE_BY_STAFF, MessageStatus, excerpt, mentioned, message_html
from accredit.community.rules.rooms import RoomKind, Standing
from accredit.core import storage

from .access import Access, rooms_open_to

People = Mapping[UUID, PersonCard]
MOST_COUNTED = 1000
"""How far the people in a room are counted for its head."""


def rooms_of_person(*, user_id: UUID) -> QuerySet[Room]:
    """The rooms that a person is in now, each with how far they have read and how often they are named since."""
    named = Mention.objects.filter(
        room=OuterRef("pk"), user_id=user_id, seq__gt=OuterRef("read_seq"), message__status=MessageStatus.SHOWN
    )
    counted = named.order_by().values("room").annotate(count=Count("pk")).values("count")
    return (
        rooms_open_to(user_id=user_id)
        .select_related("event", "course", "organization")
        .annotate(
            mine=FilteredRelation("members", condition=Q(members__user_id=user_id)),
            read_seq=F("mine__read_seq"),
            is_muted=F("mine__is_muted"),
            mention_count=Coalesce(Subquery(counted), 0),
        )
    )


def room_rows(rows: Sequence[Room], *, user_id: UUID) -> list[dict[str, Any]]:
    """Rows of a person's list. Four queries at most, whatever the number."""
    latest = _latest_messages([row.id for row in rows])
    others = _other_people([row.id for row in rows if row.is_direct], user_id=user_id)
    writers = {message.sender_id for message in latest.values()}
    people = users_by_ids(writers | people_named(latest.values()) | set(others.values()))
    return [
        room_json(row)
        | {
            "person": person_json(others[row.id], people) if row.id in others else None,
            "read_seq": row.__dict__["read_seq"],
            "unread": max(row.last_seq - row.__dict__["read_seq"], 0),
            "mentions": row.__dict__["mention_count"],
            "is_muted": row.__dict__["is_muted"],
            "latest": _latest_json(latest.get(row.id), people),
        }
        for row in rows
    ]


def room_page(access: Access, *, now: datetime) -> dict[str, Any]:
    """One room as the person finds it. Six queries at most."""
    room, member = access.room, access.member
    others = _other_people([room.id] if room.is_direct else [], user_id=access.user_id)
    people = users_by_ids(others.values())
    read_seq = member.read_seq if member is not None else room.last_seq
    named = Mention.objects.filter(room=room, user_id=access.user_id, seq__gt=read_seq)
    silenced = member.silenced_until if member is not None else None
    is_silenced = silenced is not None and silenced > now
    return room_json(room) | {
        "person": person_json(others[room.id], people) if room.id in others else None,
        "read_seq": read_seq,
        "unread": max(room.last_seq - read_seq, 0),
        "mentions": named.filter(message__status=MessageStatus.SHOWN).count(),
        "is_muted": member is not None and member.is_muted,
        "standing": access.standing,
        "may_write": access.is_staff or not (room.is_announcements or is_silenced),
        "silenced_until": silenced if is_silenced else None,
        "member_count": RoomMember.objects.filter(room=room, ended_at=None)[:MOST_COUNTED].count(),
    }


def room_json(room: Room) -> dict[str, Any]:
    """What everybody in it may know of it; read with its event or course and its organization."""
    return {
        "id": room.id,
        "kind": room.kind,
        "name": room.name,
        "activity": _activity_json(room),
        "organization": {"slug": room.organization.slug, "name": room.organization.name},
        "is_announcements": room.is_announcements,
        "status": room.status,
        "slow_mode_seconds": room.slow_mode_seconds,
        "retention_days": room.retention_days,
        "last_seq": room.last_seq,
        "last_change": room.last_change,
        "active_at": room.active_at,
    }


@dataclass(frozen=True, slots=True)
class Totals:
    """What the person's navigation shows."""

    rooms: int
    messages: int
    mentions: int


def unread_totals(*, user_id: UUID) -> Totals:
    """Over all rooms that are not muted. Two queries."""
    rows = [row.__dict__ for row in rooms_of_person(user_id=user_id).filter(last_seq__gt=F("mine__read_seq"))]
    heard = [row for row in rows if not row["is_muted"]]
    unread = sum(row["last_seq"] - row["read_seq"] for row in heard)
    return Totals(len(heard), unread, sum(row["mention_count"] for row in heard))


def messages_json(
    rows: Sequence[Message], *, reader_id: UUID | None, reads_hidden: bool = False
) -> list[dict[str, Any]]:
    """Messages as one person reads them, or with None as everybody does. Four queries, whatever the number, and one
    more where somebody is named."""
    ids = [row.id for row in rows]
    mine: dict[UUID, set[str]] = defaultdict(set)
    if reader_id is not None:
        own = Reaction.objects.filter(message__in=ids, user_id=reader_id)
        for message_id, kind in own.values_list("message_id", "kind"):
            mine[message_id].add(kind)
    files: dict[UUID, list[MessageFile]] = defaultdict(list)
    attached = MessageFile.objects.filter(message__in=ids).select_related("upload")
    for file in attached.order_by("message", "position"):
        files[file.message_id].append(file)
    people = users_by_ids(_people_in(rows))
    return [
        _message_json(row, people, files[row.id], mine[row.id], reader_id is not None, reads_hidden) for row in rows
    ]


def people_named(rows: Iterable[Message]) -> set[UUID]:
    """Whom messages name, of those who are or were in the room: a text can name any id, and must not tell whose it is.
    One query; none where nobody is named."""
    named: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        if ids := mentioned(row.body):
            named[row.room_id].update(ids)
    if not named:
        return set()
    there = RoomMember.objects.filter(room__in=named, user__in=set().union(*named.values()))
    return {user_id for room_id, user_id in there.values_list("room_id", "user_id") if user_id in named[room_id]}


def plain_message_json(row: Message, sender: PersonCard) -> dict[str, Any]:
    """The same of a message without files, answers and signs that names nobody, as everybody reads it. No query."""
    return _message_json(row, {sender.id: sender}, (), set(), False, False)


def person_json(user_id: UUID, people: People) -> dict[str, Any]:
    """Somebody's card, also of one who is gone."""
    card = people[user_id]
    return {"id": card.id, "display_name": card.display_name, "avatar_url": card.avatar_url}


def members_of(room: Room, *, search: str = "") -> QuerySet[RoomMember]:
    """Who is in a room, with the people."""
    rows = RoomMember.objects.select_related("user").filter(room=room, ended_at=None, user__is_active=True)
    return rows.filter(user__display_name__icontains=search) if search else rows


def members_json(rows: Sequence[RoomMember], *, staff: Iterable[UUID]) -> list[dict[str, Any]]:
    """How far each has read is told of those who share it. Two queries."""
    user_ids = [row.user_id for row in rows]
    private = set(
        PersonalChoice.objects.filter(user__in=user_ids, shares_receipts=False).values_list("user_id", flat=True)
    )
    people, organizers = users_by_ids(user_ids), set(staff)
    return [
        {
            "person": person_json(row.user_id, people),
            "standing": Standing.STAFF if row.user_id in organizers else Standing.MEMBER,
            "read_seq": None if row.user_id in private else row.read_seq,
        }
        for row in rows
    ]


def shares_receipts(*, user_id: UUID) -> bool:
    """Whether others may see how far somebody has read. One query."""
    return not PersonalChoice.objects.filter(user_id=user_id, shares_receipts=False).exists()


def thread_json(thread: Message) -> dict[str, Any]:
    """The message that a reply belongs to, as far as a reply changes it."""
    return {"id": thread.id, "reply_count": thread.reply_count, "last_reply_at": thread.last_reply_at}


def file_json(file: MessageFile) -> dict[str, Any]:
    upload = file.upload
    return {
        "id": file.id,
        "file_name": upload.file_name,
        "media_type": upload.media_type,
        "bytes": upload.bytes,
        "width": upload.width,
        "height": upload.height,
    }


def _message_json(
    row: Message,
    people: People,
    files: Sequence[MessageFile],
    mine: set[str],
    is_personal: bool,
    reads_hidden: bool,
) -> dict[str, Any]:
    names = {user_id: card.display_name for user_id, card in people.items()}
    is_readable = row.is_shown or (reads_hidden and row.status in READABLE_BY_STAFF)
    body = row.body if is_readable else ""
    return {
        "id": row.id,
        "room": row.room_id,
        "seq": row.seq,
        "change": row.change,
        "client_id": row.client_id,
        "sender": person_json(row.sender_id, people),
        "from_staff": row.from_staff,
        "status": row.status,
        "body": body,
        "html": message_html(body, names) if body else "",
        "mentions": [person_json(one, people) for one in mentioned(body) if one in people],
        "files": [file_json(file) for file in files] if is_readable else [],
        "reactions": [
            {"kind": kind, "count": count, **({"mine": kind in mine} if is_personal else {})}
            for kind, count in row.reactions.items()
            if is_readable
        ],
        "created_at": row.created_at,
        "edited_at": row.edited_at if is_readable else None,
        "reply_count": row.reply_count,
        "last_reply_at": row.last_reply_at,
        "repliers": [person_json(UUID(one), people) for one in row.repliers if UUID(one) in people],
        "thread": thread_json(row.thread) if row.thread is not None else None,
    }


def _people_in(rows: Sequence[Message]) -> set[UUID]:
    found = {row.sender_id for row in rows} | people_named(rows)
    for row in rows:
        found.update(UUID(one) for one in row.repliers)
    return found


def _latest_messages(room_ids: Sequence[UUID]) -> dict[UUID, Message]:
    """The latest message of each room that can be read."""
    newest = Message.objects.filter(room=OuterRef("pk"), status=MessageStatus.SHOWN).order_by("-seq")
    wanted = Room.objects.filter(pk__in=room_ids).values(newest=Subquery(newest.values("pk")[:1]))
    return {row.room_id: row for row in Message.objects.filter(pk__in=wanted)}


def _latest_json(message: Message | None, people: People) -> dict[str, Any] | None:
    if message is None:
        return None
    names = {user_id: card.display_name for user_id, card in people.items()}
    return {
        "sender": person_json(message.sender_id, people),
        "excerpt": excerpt(message.body, names),
        "created_at": message.created_at,
    }


def _other_people(room_ids: Sequence[UUID], *, user_id: UUID) -> dict[UUID, UUID]:
    """Of direct rooms: whom the person talks with."""
    rows = RoomMember.objects.filter(room__in=room_ids, room__kind=RoomKind.DIRECT).exclude(user_id=user_id)
    return dict(rows.values_list("room_id", "user_id"))


def _activity_json(room: Room) -> dict[str, Any] | None:
    if room.event is not None:
        starts_at, cover = room.event.starts_at, room.event.cover_key
    elif room.course is not None:
        starts_at, cover = None, room.course.thumbnail_key
    else:
        return None
    activity = room.event or room.course
    assert activity is not None  # noqa: S101 - the database holds one of the two
    return {
        "kind": room.kind,
        "id": activity.id,
        "slug": activity.slug,
        "title": activity.title,
        "starts_at": starts_at,
        "cover_url": storage.public().url(cover) if cover else None,
    }
