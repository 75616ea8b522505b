"""What somebody who is away has missed: being named, what is written to them alone, announcements, and where they wish
so all the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from accredit.accounts.selectors import users_by_ids
from accredit.community.models import Mention, Message, PersonalChoice, RoomMember
from accredit.community.rules.messages import MessageStatus, excerpt
from accredit.community.rules.rooms import RoomKind, RoomStatus
from accredit.notifications.selectors import mail_chosen

from .pages import people_named, room_rows, rooms_of_person

EVERYTHING_KIND = "community.missed_everything"
"""Off unless somebody switches it on: the mail tells of every room with something unread."""
AWAY_AFTER = timedelta(minutes=15)
"""Whoever has not read it for so long is not looking."""
BETWEEN_MAILS = timedelta(hours=1)
OLDEST = timedelta(days=3)
"""What is older is no news any more."""
MOST_LINES = 20
MOST_EXCERPTS = 2
"""Of each room."""
_TO_EACH = Q(room__kind=RoomKind.DIRECT) | Q(room__is_announcements=True)
"""Rooms in which every message concerns everybody, of rows that stand in a room."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """How a message begins."""

    person: str
    text: str
    """Empty where somebody sent files alone."""


@dataclass(frozen=True, slots=True)
class MissedRoom:
    """One room in the mail."""

    room_id: UUID
    title: str
    person: str
    """With whom, in a room of two; empty otherwise."""
    unread: int
    mentions: int
    last_seq: int
    excerpts: list[Excerpt]


def people_missing(*, now: datetime, limit: int) -> list[UUID]:
    """Whom a mail is owed: something is unread that concerns them, and no mail went out within the hour. One query."""
    lately = PersonalChoice.objects.filter(user=OuterRef("user"), mailed_at__gt=now - BETWEEN_MAILS)
    rows = _missing(now=now).filter(~Exists(lately), user__is_active=True, user__email_verified_at__isnull=False)
    return list(rows.order_by("user").values_list("user_id", flat=True).distinct()[:limit])


def may_be_mailed(*, user_id: UUID, now: datetime) -> bool:
    """Whether an hour has passed since the last one."""
    return not PersonalChoice.objects.filter(user_id=user_id, mailed_at__gt=now - BETWEEN_MAILS).exists()


def rooms_missed(*, user_id: UUID, now: datetime) -> list[MissedRoom]:
    """What the mail tells, of rooms in which the person still is. Seven queries at most."""
    missing = _missing(now=now).filter(user_id=user_id).values("room")
    rooms = list(rooms_of_person(user_id=user_id).filter(pk__in=missing).order_by("-active_at", "-id")[:MOST_LINES])
    said = _excerpts([room.id for room in rooms], user_id=user_id)
    found = []
    for row in room_rows(rooms, user_id=user_id):
        person = row["person"]["display_name"] if row["person"] else ""
        activity = row["activity"]["title"] if row["activity"] else ""
        title = ": ".join(part for part in (activity, row["name"]) if part)
        counts = row["unread"], row["mentions"], row["last_seq"]
        found.append(MissedRoom(row["id"], title, person, *counts, excerpts=said.get(row["id"], [])))
    return found


def _missing(*, now: datetime) -> QuerySet[RoomMember]:
    """Memberships in which something that concerns the person is unread, was not mailed, and is neither new nor old."""
    unread = Message.objects.filter(
        room=OuterRef("room"),
        seq__gt=OuterRef("read_seq"),
        status=MessageStatus.SHOWN,
        created_at__lte=now - AWAY_AFTER,
        created_at__gt=now - OLDEST,
    ).filter(seq__gt=OuterRef("mailed_seq"))
    named = Mention.objects.filter(
        user=OuterRef("user"),
        room=OuterRef("room"),
        seq__gt=OuterRef("read_seq"),
        message__status=MessageStatus.SHOWN,
        message__created_at__lte=now - AWAY_AFTER,
        message__created_at__gt=now - OLDEST,
    ).filter(seq__gt=OuterRef("mailed_seq"))
    concerns = _TO_EACH | Q(user__in=mail_chosen(EVERYTHING_KIND))
    return RoomMember.objects.filter(
        Q(Exists(named)) | concerns & Q(Exists(unread)),
        ended_at=None,
        is_muted=False,
        room__status=RoomStatus.OPEN,
        room__last_seq__gt=F("read_seq"),
        room__active_at__gt=now - OLDEST,
    )


def _excerpts(room_ids: Collection[UUID], *, user_id: UUID) -> dict[UUID, list[Excerpt]]:
    """How the latest unread messages begin that concern the person, in their order. Two queries."""
    read_seq = RoomMember.objects.filter(room=OuterRef("room"), user_id=user_id).values("read_seq")[:1]
    named = Mention.objects.filter(message=OuterRef("pk"), user_id=user_id)
    everything = mail_chosen(EVERYTHING_KIND).filter(user_id=user_id)
    unread = Message.objects.filter(room__in=room_ids, status=MessageStatus.SHOWN, seq__gt=Subquery(read_seq))
    concerning = unread.filter(_TO_EACH | Q(Exists(named)) | Q(Exists(everything))).exclude(sender_id=user_id)
    place = Window(RowNumber(), partition_by=F("room"), order_by=F("seq").desc())
    rows = list(concerning.annotate(place=place).filter(place__lte=MOST_EXCERPTS).order_by("room", "seq"))
    people = users_by_ids({row.sender_id for row in rows} | people_named(rows))
    names = {one: card.display_name for one, card in people.items()}
    found: dict[UUID, list[Excerpt]] = defaultdict(list)
    for row in rows:
        found[row.room_id].append(Excerpt(names[row.sender_id], excerpt(row.body, names)))
    return found
