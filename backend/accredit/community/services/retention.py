"""Forgetting what is older than a room keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q

from accredit.community.models import Message, Room, RoomMember

from .sending import next_change

FORGOTTEN_AT_ONCE = 1000


def messages_forget(*, now: datetime) -> int:
    """Delete what is older than its room keeps, with its files and signs; a message with younger replies waits for
    them. What is gone is unread by nobody. Returns how many messages. May run twice."""
    forgotten = 0
    for room in Room.objects.filter(retention_days__isnull=False).order_by("id"):
        before = now - timedelta(days=room.retention_days or 0)
        old = Message.objects.filter(room=room, created_at__lt=before)
        ready = old.filter(Q(last_reply_at=None) | Q(last_reply_at__lt=before))
        found = 0
        while ids := list(ready.order_by("seq").values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]):
            answered = set(Message.objects.filter(pk__in=ids, thread__isnull=False).values_list("thread_id", flat=True))
            # Replies are older than the last one, so they go with what they answer.
            Message.objects.filter(Q(pk__in=ids) | Q(thread__in=ids)).delete()
            _replies_count_anew(room.id, answered)
            found += len(ids)
        if found:
            _unread_by_nobody(room)
        forgotten += found
    return forgotten


def _replies_count_anew(room_id: UUID, thread_ids: Collection[UUID]) -> None:
    """Of messages that stay, some of whose replies are gone: clients learn it as any other change."""
    for thread_id in sorted(Message.objects.filter(pk__in=thread_ids).values_list("id", flat=True)):
        with transaction.atomic():
            change = next_change(room_id)
            left = Message.objects.filter(thread=thread_id).count()
            Message.objects.filter(pk=thread_id).update(reply_count=left, change=change)


def _unread_by_nobody(room: Room) -> None:
    first = Message.objects.filter(room=room).aggregate(first=Min("seq"))["first"]
    gone = room.last_seq if first is None else first - 1
    RoomMember.objects.filter(room=room, read_seq__lt=gone).update(read_seq=gone)
