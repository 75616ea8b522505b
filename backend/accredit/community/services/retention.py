"""Forgetting what is older than a room keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accredit.community.models import Message, Room

FORGOTTEN_AT_ONCE = 1000


def messages_forget(*, now: datetime) -> int:
    """Delete what is older than its room keeps, with its files and signs; a message with younger replies waits for
    them. Returns how many messages. May run twice."""
    forgotten = 0
    for room in Room.objects.filter(retention_days__isnull=False).order_by("id"):
        before = now - timedelta(days=room.retention_days or 0)
        old = Message.objects.filter(room=room, created_at__lt=before)
        ready = old.filter(Q(last_reply_at=None) | Q(last_reply_at__lt=before))
        while ids := list(ready.order_by("seq").values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]):
            # Replies are older than the last one, so they go with what they answer.
            Message.objects.filter(Q(pk__in=ids) | Q(thread__in=ids)).delete()
            forgotten += len(ids)
    return forgotten
