"""What happens to a message after it was sent: edits, signs under it, and taking it back."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from accredit.community.exceptions import MessageEmpty, MessageGone, NotTheAuthor
from accredit.community.models import Mention, Message, MessageEdit, MessageFile, Reaction
from accredit.community.rules.messages import READABLE_BY_STAFF, MessageStatus, ReactionKind
from accredit.community.selectors import Access, policy_of, reacting_allowed, writing_allowed

from .sending import flood_check, mentions_keep, next_change, words_check
from .telling import message_told, reaction_told


def message_edit(*, message: Message, access: Access, body: str, now: datetime) -> Message:
    """Its author says it differently; what it said before is kept. The same words again change nothing.

    Raises NotTheAuthor, MessageGone, what `writing_allowed` does, MessageEmpty, WordsNotAllowed, WritingTooFast.
    """
    if message.sender_id != access.user_id:
        raise NotTheAuthor
    if not message.is_shown:
        raise MessageGone
    text = body.strip()
    if text == message.body:
        return message
    writing_allowed(access, now=now)
    if not text and not MessageFile.objects.filter(message=message).exists():
        raise MessageEmpty
    words_check(text=text, blocked=policy_of(organization=access.room.organization).blocked_words)
    flood_check(access, now=now)
    with transaction.atomic():
        change = next_change(message.room_id)
        # With the room held nobody else edits: what it says now is what it said before.
        shown = Message.objects.filter(pk=message.pk, status=MessageStatus.SHOWN)
        before = shown.values_list("body", flat=True).first()
        if before is None or not shown.update(body=text, edited_at=now, change=change):
            raise MessageGone
        MessageEdit.objects.create(
            organization_id=message.organization_id, message=message, body=before, created_at=now
        )
        message.body, message.edited_at, message.change = text, now, change
        mentions_keep(message, now=now)
        message_told(message, by=access.user_id)
    return message


def message_delete(*, message: Message, access: Access) -> Message:
    """Its author takes it back: its place stays, its words, files and signs go. Again is no error.

    Raises NotTheAuthor, and MessageGone for what an organizer has removed.
    """
    if message.sender_id != access.user_id:
        raise NotTheAuthor
    if message.status == MessageStatus.DELETED:
        return message
    with transaction.atomic():
        message_empty(message, MessageStatus.DELETED)
        message_told(message, by=access.user_id)
    return message


def message_empty(message: Message, status: MessageStatus) -> None:
    """Leave a tombstone of a message in the caller's transaction. Raises MessageGone where there is one already."""
    change = next_change(message.room_id)
    emptied: dict[str, Any] = {"status": status, "body": "", "reactions": {}, "edited_at": None, "change": change}
    if not Message.objects.filter(pk=message.pk, status__in=READABLE_BY_STAFF).update(**emptied):
        raise MessageGone
    for name, value in emptied.items():
        setattr(message, name, value)
    for rows in (MessageEdit, MessageFile, Mention, Reaction):
        rows.objects.filter(message=message).delete()


def message_status_set(message: Message, wanted: MessageStatus, *, current: MessageStatus) -> bool:
    """Hide a message, or show it again, in the caller's transaction; False where it is so already.

    Raises MessageGone for a tombstone.
    """
    change = next_change(message.room_id)
    if not Message.objects.filter(pk=message.pk, status=current).update(status=wanted, change=change):
        message.refresh_from_db(fields=["status", "change"])
        if message.status != wanted:
            raise MessageGone
        return False
    message.status, message.change = wanted, change
    return True


def reaction_set(*, message: Message, access: Access, kind: ReactionKind, is_set: bool, now: datetime) -> Message:
    """Put a sign under a message, or take it back; again is no error, and changes nothing.

    Raises MessageGone for what cannot be read, Silenced, RoomIsClosed.
    """
    reacting_allowed(access, now=now)
    if not message.is_shown:
        raise MessageGone
    if Reaction.objects.filter(message=message, user_id=access.user_id, kind=kind).exists() is is_set:
        return message
    with transaction.atomic():
        change = next_change(message.room_id)
        if not Message.objects.filter(pk=message.pk, status=MessageStatus.SHOWN).exists():
            raise MessageGone
        mine = Reaction.objects.filter(message=message, user_id=access.user_id, kind=kind)
        if mine.exists() is not is_set:
            if is_set:
                Reaction.objects.create(
                    organization_id=message.organization_id, message=message, user_id=access.user_id, kind=kind
                )
            else:
                mine.delete()
        counted = Counter(Reaction.objects.filter(message=message).values_list("kind", flat=True))
        message.reactions = {kind.value: counted[kind] for kind in ReactionKind if counted[kind]}
        message.change = change
        message.save(update_fields=["reactions", "change"])
        reaction_told(message, by=access.user_id, kind=kind, is_set=is_set)
    return message
