"""What was said in a room: the conversation, one thread, what changed since, what matches."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value

from accredit.community.exceptions import FileNotFound, MessageNotFound
from accredit.community.models import Message, MessageEdit, MessageFile, Room
from accredit.community.rules.messages import READABLE_BY_STAFF, MessageStatus

from .access import Access


def conversation(room: Room, *, before: int | None = None, start: int | None = None) -> QuerySet[Message]:
    """The room's messages without replies: those before a place, or from one on."""
    rows = Message.objects.filter(room=room, thread=None)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return rows.filter(seq__gte=start) if start is not None else rows


def replies(room: Room, *, thread_id: UUID, before: int | None = None) -> QuerySet[Message]:
    """One thread, as far as it stands before a place. Raises MessageNotFound for what is none in this room."""
    if not Message.objects.filter(pk=thread_id, room=room, thread=None).exists():
        raise MessageNotFound
    rows = Message.objects.select_related("thread").filter(thread_id=thread_id)
    return rows.filter(seq__lt=before) if before is not None else rows


def in_place(room: Room, *, seq: int) -> QuerySet[Message]:
    """The message in one place of the room, a reply too."""
    return Message.objects.select_related("thread").filter(room=room, seq=seq)


def changes(room: Room, *, after: int, limit: int) -> list[Message]:
    """Messages to which something happened after the given change, replies too, in the order of their changes."""
    rows = Message.objects.select_related("thread").filter(room=room, change__gt=after, change__lte=room.last_change)
    return list(rows.order_by("change")[:limit])


def matches(access: Access, *, text: str) -> QuerySet[Message]:
    """Messages of the room that contain every word, replies too."""
    statuses = READABLE_BY_STAFF if access.is_staff else (MessageStatus.SHOWN,)
    rows = Message.objects.select_related("thread").filter(room=access.room, status__in=statuses)
    if connection.vendor != "postgresql":
        for word in text.split():
            rows = rows.filter(body__icontains=word)
        return rows
    # As migration 0002 writes it, else the index is not used.
    body = Func(F("body"), template="to_tsvector('simple', %(expressions)s)", output_field=TextField())
    query = Func(Value(text), template="websearch_to_tsquery('simple', %(expressions)s)", output_field=TextField())
    return rows.filter(Func(body, query, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()))


def edits_of(message: Message, access: Access) -> list[MessageEdit]:
    """What a message said before, oldest first. Raises MessageNotFound for one whose words are not to be read."""
    if not (message.is_shown or (access.is_staff and message.status in READABLE_BY_STAFF)):
        raise MessageNotFound
    return list(MessageEdit.objects.filter(message=message).order_by("created_at", "id"))


def file_of(message: Message, access: Access, *, file_id: UUID) -> MessageFile:
    """A file of a message that can be read. Raises FileNotFound."""
    found = MessageFile.objects.select_related("upload").filter(message=message, pk=file_id).first()
    if found is None or not (message.is_shown or access.is_staff):
        raise FileNotFound
    return found
