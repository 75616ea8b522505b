"""A message gets its place: the room counts it, it is written, and whoever wrote it has read up to it.

The row of the room is what all who write there wait for, and it stays locked until the commit has reached the disk. On
PostgreSQL all of it is therefore one statement, which is its own transaction where the caller has none and costs one
round trip; elsewhere it is some in one transaction. What is written is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from accredit.community.exceptions import RoomIsClosed
from accredit.community.models import Message, Room, RoomMember
from accredit.community.rules.rooms import RoomStatus
from accredit.core.statements import Numbered, given_of, insert_given

Numbers = tuple[int, int]
Way = Callable[[Message, UUID], Numbers | None]


def message_place(message: Message, *, member_id: UUID) -> None:
    """Write a message that was never saved, and is complete but for its numbers. The room is held until the caller's
    transaction ends; without one everything is committed on return.

    Raises RoomIsClosed, or the IntegrityError of a client id that was used before.
    """
    numbers = _WAYS.get(connection.vendor, _in_some)(message, member_id)
    if numbers is None:
        raise RoomIsClosed
    message.seq, message.change = numbers
    message._state.adding, message._state.db = False, connection.alias  # noqa: SLF001 - as `save` does


def _in_some(message: Message, member_id: UUID) -> Numbers | None:
    with transaction.atomic():
        open_room = Room.objects.filter(pk=message.room_id, status=RoomStatus.OPEN)
        counted = open_room.update(
            last_seq=F("last_seq") + 1, last_change=F("last_change") + 1, active_at=message.created_at
        )
        if not counted:
            return None
        numbers = Room.objects.values_list("last_seq", "last_change").get(pk=message.room_id)
        message.seq, message.change = numbers
        message.save(force_insert=True)
        # Whoever writes has seen what stands above it.
        RoomMember.objects.filter(pk=member_id, read_seq__lt=message.seq).update(read_seq=message.seq)
    return numbers


def _in_one(message: Message, member_id: UUID) -> Numbers | None:
    rows = _statement().rows({**given_of("message", message), "member": member_id, "open": RoomStatus.OPEN.value})
    return (rows[0][0], rows[0][1]) if rows else None


_WAYS: Mapping[str, Way] = {"postgresql": _in_one}


@cache
def _statement() -> Numbered:
    taken = {"seq": "last_seq", "change": "last_change"}
    # All names are the models' own; values go apart.
    return Numbered(f"""
        WITH counted AS (
            UPDATE community_room
            SET last_seq = last_seq + 1, last_change = last_change + 1, active_at = %(message_created_at)s
            WHERE id = %(message_room_id)s AND status = %(open)s
            RETURNING last_seq, last_change
        ),
        written AS ({insert_given("message", Message, source="counted", taken=taken)}),
        seen AS (
            UPDATE community_roommember SET read_seq = last_seq
            FROM counted WHERE id = %(member)s AND read_seq < last_seq
        )
        SELECT last_seq, last_change FROM counted
    """)  # noqa: S608  # nosec B608
