"""What community keeps of a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.community.models import (
    Mention,
    Message,
    MessageEdit,
    MessageFile,
    PersonalChoice,
    Reaction,
    Report,
    RoomMember,
    SocketTicket,
)
from accredit.community.rules.messages import READABLE_BY_STAFF, MessageStatus

from .changing import message_empty
from .telling import membership_ended, room_told


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """What somebody has written, reported and set, and where they are."""
    written = Message.objects.filter(sender_id=user_id).order_by("created_at", "id")
    inside = RoomMember.objects.filter(user_id=user_id).order_by("created_at", "id")
    reported = Report.objects.filter(reporter_id=user_id).order_by("created_at", "id")
    choice = PersonalChoice.objects.filter(user_id=user_id).first()
    before: dict[UUID, list[str]] = defaultdict(list)
    files: dict[UUID, list[str]] = defaultdict(list)
    for edit in MessageEdit.objects.filter(message__sender_id=user_id).order_by("created_at", "id"):
        before[edit.message_id].append(edit.body)
    for file in MessageFile.objects.filter(message__sender_id=user_id).select_related("upload").order_by("position"):
        files[file.message_id].append(file.upload.file_name)
    return {
        "rooms": [
            {
                "room": str(row.room_id),
                "read_seq": row.read_seq,
                "is_muted": row.is_muted,
                "silenced_until": row.silenced_until.isoformat() if row.silenced_until else None,
                "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            }
            for row in inside
        ],
        "messages": [
            {
                "room": str(row.room_id),
                "number": row.seq,
                "text": row.body,
                "said_before": before[row.id],
                "files": files[row.id],
                "created_at": row.created_at.isoformat(),
            }
            for row in written
        ],
        "reports": [{"reason": row.reason, "note": row.note} for row in reported],
        "reactions": Reaction.objects.filter(user_id=user_id).count(),
        "shares_receipts": choice.shares_receipts if choice is not None else True,
    }


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Take back what the person wrote, wherever it stands, and leave every room. Places of messages stay, so that
    nobody's conversation has a gap; signs under others' messages stay as a number."""
    written = list(Message.objects.filter(sender_id=user_id, status__in=READABLE_BY_STAFF).order_by("room_id", "id"))
    for message in written:
        message_empty(message, MessageStatus.DELETED)
    for room_id in dict.fromkeys(message.room_id for message in written):
        room_told(room_id=room_id)
    inside = RoomMember.objects.filter(user_id=user_id, ended_at=None)
    room_ids = list(inside.values_list("room_id", flat=True))
    inside.update(ended_at=now)
    membership_ended(room_ids=room_ids, user_ids=[user_id])
    Mention.objects.filter(user_id=user_id).delete()
    Reaction.objects.filter(user_id=user_id).delete()
    Report.objects.filter(reporter_id=user_id).update(note="")
    PersonalChoice.objects.filter(user_id=user_id).delete()
    SocketTicket.objects.filter(user_id=user_id).delete()
