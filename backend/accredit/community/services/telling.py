"""What open sockets hear of a room, once it is committed. The rows were there first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from accredit.accounts.selectors import PersonCard
from accredit.community.models import Message
from accredit.community.rules.frames import (
    LeftFrame,
    MessageBody,
    MessageFrame,
    ReactedFrame,
    ReactionCount,
    ReadFrame,
    RoomFrame,
)
from accredit.community.selectors import messages_json, plain_message_json
from accredit.core import realtime

_encoder = msgspec.json.Encoder()


def room_topic(room_id: UUID) -> str:
    """What everybody in a room hears."""
    return f"room:{room_id}"


def message_told(message: Message, *, by: UUID) -> None:
    """Something happened to a message. Written out after the commit, when nobody waits for the room."""
    transaction.on_commit(partial(message_said, message, by=by), robust=True)


def message_said(message: Message, *, by: UUID, plain_of: PersonCard | None = None) -> MessageBody:
    """Have the room hear how a message reads now; that it is returned. `plain_of` wrote it, and names nobody else in
    it: then it takes no query."""
    if plain_of is None:
        [shown] = messages_json([message], reader_id=None)
    else:
        shown = plain_message_json(message, plain_of)
    body = msgspec.convert(shown, MessageBody)
    realtime.publish(room_topic(message.room_id), text_of(MessageFrame(body, by=by)))
    return body


def reaction_told(message: Message, *, by: UUID, kind: str, is_set: bool) -> None:
    """Somebody set or took back a sign."""
    counts = [ReactionCount(name, count) for name, count in message.reactions.items()]
    frame = ReactedFrame(message.room_id, message.id, message.change, by, kind, is_set, counts)
    realtime.publish(room_topic(message.room_id), text_of(frame))


def read_told(*, room_id: UUID, by: UUID, seq: int, to_room: bool) -> None:
    """Somebody has read on: their other devices hear it, and with `to_room` the room does."""
    text = text_of(ReadFrame(room_id, by, seq))
    realtime.publish(realtime.person_topic(by), text)
    if to_room:
        realtime.publish(room_topic(room_id), text)


def room_told(*, room_id: UUID, user_ids: Iterable[UUID] = ()) -> None:
    """A room is another one than before, or much of what was said there is; of a new one those hear who are in it."""
    text = text_of(RoomFrame(room_id))
    for user_id in user_ids:
        realtime.publish(realtime.person_topic(user_id), text)
    realtime.publish(room_topic(room_id), text)


def membership_begun(*, room_ids: Iterable[UUID], user_ids: Sequence[UUID]) -> None:
    """These people have a room more."""
    for room_id in room_ids:
        text = text_of(RoomFrame(room_id))
        for user_id in user_ids:
            realtime.publish(realtime.person_topic(user_id), text)


def membership_ended(*, room_ids: Iterable[UUID], user_ids: Sequence[UUID]) -> None:
    """These people hear nothing more of these rooms, and are told so."""
    for room_id in room_ids:
        _left_told(LeftFrame(room_id), user_ids)


def room_closed_told(*, room_id: UUID, user_ids: Sequence[UUID]) -> None:
    """The same of a room that its organizers have closed: they stay in it, these people hear nothing more."""
    _left_told(LeftFrame(room_id, "room_closed"), user_ids)
    room_told(room_id=room_id)


def _left_told(frame: LeftFrame, user_ids: Sequence[UUID]) -> None:
    realtime.evict(room_topic(frame.room), user_ids)
    text = text_of(frame)
    for user_id in user_ids:
        realtime.publish(realtime.person_topic(user_id), text)


def text_of(frame: Any) -> str:
    """A frame as it goes over the wire."""
    return _encoder.encode(frame).decode()
