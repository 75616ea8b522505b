"""Somebody who wants to write: what decides whether they may, and what others see of them, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery, UUIDField

from accredit.accounts.models import User
from accredit.accounts.selectors import PersonCard, person_card
from accredit.community.exceptions import RoomNotFound
from accredit.community.models import Message, Room, RoomMember, RoomPolicy
from accredit.core.statements import Given, Statement

from .access import Access, may_hear, standing_of, with_entitlement_of


@dataclass(frozen=True, slots=True)
class Writer:
    """A person in a room, as they are now."""

    access: Access
    card: PersonCard
    blocked_words: Sequence[str]
    """What the organization does not want to read."""
    has_sent: bool
    """Whether there is a message of theirs with the client id that was asked for, in whatever room."""


def writer_in(*, room_id: UUID, user_id: UUID, client_id: UUID) -> Writer:
    """Somebody with a message to write. One query. Raises RoomNotFound as `room_access` does, by the same rules."""
    rows = _WRITER.rows(room=room_id, user=user_id, client=client_id)
    if not rows:
        raise RoomNotFound
    values = iter(rows[0])
    room = Room.from_db(connection.alias, _ROOM, list(islice(values, len(_ROOM))))
    room.__dict__.update(zip(_ENTITLEMENT, values, strict=False))
    mine = list(islice(values, len(_MEMBER)))
    display_name, avatar_key, erased_at, words, sent = values
    member = RoomMember.from_db(connection.alias, _MEMBER, mine) if mine[0] is not None else None
    standing = standing_of(room, member)
    if standing is None or not may_hear(room, standing):
        raise RoomNotFound
    card = person_card(user_id, display_name, avatar_key, erased_at)
    return Writer(Access(room, user_id, standing, member), card, words or (), sent is not None)


def _columns(model: type[Room | RoomMember]) -> list[str]:
    """All of them in the model's own order, which `from_db` counts on."""
    return [field.attname for field in model._meta.concrete_fields]


_ROOM, _MEMBER = _columns(Room), _columns(RoomMember)
_CARD = ("display_name", "avatar_key", "erased_at")
_ENTITLEMENT = ("is_registered", "is_enrolled", "roles_there")


def _writer() -> QuerySet[Room, Any]:
    person = Given("user", UUIDField())
    users = User.objects.filter(pk=person)
    policy = RoomPolicy.objects.filter(organization_id=OuterRef("organization_id"))
    sent = Message.objects.filter(sender_id=person, client_id=Given("client", UUIDField()))
    rooms = with_entitlement_of(Room.objects.filter(pk=Given("room", UUIDField())), person)
    return rooms.annotate(
        mine=FilteredRelation("members", condition=Q(members__user_id=person)),
        words=Subquery(policy.values("blocked_words")[:1]),
        sent=Subquery(sent.values("id")[:1]),
        **{name: Subquery(users.values(name)) for name in _CARD},
    ).values_list(
        *_ROOM,
        *_ENTITLEMENT,
        *(f"mine__{name}" for name in _MEMBER),
        *_CARD,
        "words",
        "sent",
    )


_WRITER = Statement(_writer)
