"""How far somebody has read, and how they want to hear of a room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.community.models import PersonalChoice, RoomMember
from accredit.community.selectors import Access, shares_receipts

from .following import member_of_access
from .telling import read_told


def read_move(*, access: Access, seq: int, now: datetime) -> int:
    """Note that everything up to a message was seen; returns how far that is now. It never goes back, and not beyond
    the latest message. Others hear of it in a room of two, unless the person keeps it to themselves."""
    room = access.room
    wanted = min(seq, room.last_seq)
    member = member_of_access(access, now=now)
    if member.read_seq >= wanted:
        return member.read_seq
    if not RoomMember.objects.filter(pk=member.pk, read_seq__lt=wanted).update(read_seq=wanted):
        return RoomMember.objects.values_list("read_seq", flat=True).get(pk=member.pk)
    to_room = room.is_direct and shares_receipts(user_id=access.user_id)
    read_told(room_id=room.id, by=access.user_id, seq=wanted, to_room=to_room)
    return wanted


def mute_set(*, access: Access, is_muted: bool, now: datetime) -> None:
    """Whether the room rings."""
    member = member_of_access(access, now=now)
    RoomMember.objects.filter(pk=member.pk).update(is_muted=is_muted)


def receipts_set(*, user_id: UUID, shares: bool) -> None:
    """Whether others see how far the person has read, in every room."""
    PersonalChoice.objects.update_or_create(user_id=user_id, defaults={"shares_receipts": shares})
