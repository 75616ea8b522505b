"""Sending: the row first, then everybody hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from accredit.community.exceptions import (
    ClientIdReused,
    MessageEmpty,
    NotAThread,
    SlowMode,
    WordsNotAllowed,
    WritingTooFast,
)
from accredit.community.models import Mention, Message, MessageFile, Room, RoomMember
from accredit.community.rules.frames import MessageBody
from accredit.community.rules.messages import MOST_REPLIERS, mentioned, word_not_allowed
from accredit.community.selectors import Access, writer_in, writing_allowed
from accredit.core.cache import CacheAway, count
from accredit.core.constraints import violates
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus
from accredit.media.selectors import upload_get
from accredit.notifications.services import notify

from .following import member_of_access
from .numbering import message_place
from .telling import message_said

MENTION_KIND = "community.mentioned"
LONGEST_TURN = 1.0
"""Seconds that one waits for those before."""
_turns = [Lock() for _ in range(64)]
"""Rooms share them: sometimes one waits for another, and nobody counts who still needs one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is stored, who wrote it, and what the room hears of it."""

    message: Message
    access: Access
    shown: MessageBody


def message_send(
    *, room_id: UUID, user_id: UUID, client_id: UUID, body: str, thread_id: UUID | None = None,
    files: Sequence[UUID] = (), now: datetime,
) -> Sent:  # fmt: skip
    """Write a message into a room. Sent again with the same client id it is the message that was stored then, and
    everybody hears of that once more.

    `body` is Markdown with people as `<@id>`; `files` are the sender's own checked uploads of the purpose `attachment`.
    A message of words alone takes two queries. Raises RoomNotFound, what `writing_allowed` does, MessageEmpty,
    WordsNotAllowed, NotAThread, NoSuchUpload, UploadNotReady, SlowMode, WritingTooFast, and ClientIdReused for an id
    that names a message elsewhere.
    """
    writer = writer_in(room_id=room_id, user_id=user_id, client_id=client_id)
    access = writer.access
    if writer.has_sent:
        # The process that stored it may have died before it said so. All of the room hears it once more, so it counts.
        flood_check(access, now=now)
        return _again(access, client_id)
    writing_allowed(access, now=now)
    text = body.strip()
    if not text and not files:
        raise MessageEmpty
    words_check(text=text, blocked=writer.blocked_words)
    uploads = [_attachable(upload_id, user_id) for upload_id in dict.fromkeys(files)]
    flood_check(access, now=now)
    message = _message(access, client_id, text, now)
    is_plain = thread_id is None and not uploads and not mentioned(text)
    try:
        with _turn(room_id):
            if is_plain and not _is_slow(access):
                # Nothing is written but the message: its one statement needs no transaction around it.
                message_place(message, member_id=member_of_access(access, now=now).pk)
            else:
                with transaction.atomic():
                    _write(message, access, thread_id, uploads, now)
            shown = message_said(message, by=user_id, plain_of=writer.card if is_plain else None)
    except IntegrityError as error:
        if not violates(error, Message, "message_client_id_once"):
            raise
        # The same message over two lines at once: the other one was faster.
        return _again(access, client_id)
    return Sent(message, access, shown)


def next_change(room_id: UUID) -> int:
    """Count one more change of a room; its row is held until the caller's transaction ends, so whoever reads a number
    finds everything up to it."""
    Room.objects.filter(pk=room_id).update(last_change=F("last_change") + 1)
    return Room.objects.values_list("last_change", flat=True).get(pk=room_id)


def words_check(*, text: str, blocked: Sequence[str]) -> None:
    """Raises WordsNotAllowed."""
    if word := word_not_allowed(text, blocked):
        raise WordsNotAllowed(f"“{word}” is not used in this room. Nothing was sent; say it in another way.")


def flood_check(access: Access, *, now: datetime) -> None:
    """Count one message of a person in a room. Raises WritingTooFast; while the cache is away nobody counts."""
    tries: int = settings.MESSAGES_PER_MINUTE
    if not tries:
        return
    minute, second = divmod(int(now.timestamp()), 60)
    try:
        used = count(f"community:written:{access.user_id}:{access.room.id}:{minute}", 1, seconds=120)
    except CacheAway:
        return
    if used > tries:
        raise WritingTooFast(retry_after=60 - second)


def mentions_keep(message: Message, *, now: datetime) -> None:
    """Make the mentions of a message be those in its text who are in the room, and tell those who are new."""
    wanted = [one for one in mentioned(message.body) if one != message.sender_id]
    known = set(Mention.objects.filter(message=message).values_list("user_id", flat=True))
    Mention.objects.filter(message=message).exclude(user_id__in=wanted).delete()
    new = [one for one in wanted if one not in known]
    if not new:
        return
    here = RoomMember.objects.filter(room_id=message.room_id, user_id__in=new, ended_at=None)
    for user_id, is_muted in here.values_list("user_id", "is_muted"):
        Mention.objects.create(
            created_at=now,
            organization_id=message.organization_id,
            message=message,
            room_id=message.room_id,
            user_id=user_id,
            seq=message.seq,
        )
        if not is_muted:
            _notify(message, user_id, now=now)


@contextmanager
def _turn(room_id: UUID) -> Iterator[None]:
    """One after the other, those of this process: what was written first is said first, and nobody who hears it takes
    what is still on its way for missing. Whoever holds the room in a transaction of their own goes ahead, and so does
    who has waited long: order is a courtesy, the numbers tell the truth."""
    turn = _turns[room_id.int % len(_turns)]
    is_mine = not connection.in_atomic_block and turn.acquire(timeout=LONGEST_TURN)
    try:
        yield
    finally:
        if is_mine:
            turn.release()


def _message(access: Access, client_id: UUID, text: str, now: datetime) -> Message:
    room = access.room
    return Message(
        organization_id=room.organization_id,
        room=room,
        sender_id=access.user_id,
        client_id=client_id,
        from_staff=access.is_staff,
        body=text,
        created_at=now,
    )


def _write(message: Message, access: Access, thread_id: UUID | None, uploads: Sequence[Upload], now: datetime) -> None:
    """A message with what belongs to it, in the caller's transaction."""
    member = member_of_access(access, now=now)
    if _is_slow(access):
        _slow_down(member, access.room.slow_mode_seconds, now)
    message.thread_id = thread_id
    message_place(message, member_id=member.pk)
    if thread_id is not None:
        message.thread = _thread(access.room, thread_id, access.user_id, now)
    MessageFile.objects.bulk_create(
        MessageFile(organization_id=message.organization_id, message=message, upload=upload, position=position)
        for position, upload in enumerate(uploads)
    )
    if mentioned(message.body):
        mentions_keep(message, now=now)


def _again(access: Access, client_id: UUID) -> Sent:
    stored = Message.objects.select_related("thread").get(sender_id=access.user_id, client_id=client_id)
    if stored.room_id != access.room.id:
        raise ClientIdReused
    return Sent(stored, access, message_said(stored, by=access.user_id))


def _is_slow(access: Access) -> bool:
    return bool(access.room.slow_mode_seconds) and not access.is_staff


def _slow_down(member: RoomMember, seconds: int, now: datetime) -> None:
    """Note that the person writes now. Raises SlowMode when they wrote too lately."""
    lately = now - timedelta(seconds=seconds)
    waited = RoomMember.objects.filter(Q(last_sent_at=None) | Q(last_sent_at__lte=lately), pk=member.pk)
    if not waited.update(last_sent_at=now):
        wrote = RoomMember.objects.values_list("last_sent_at", flat=True).get(pk=member.pk) or now
        raise SlowMode(retry_after=max(int((wrote - lately).total_seconds()) + 1, 1))


def _thread(room: Room, thread_id: UUID, sender_id: UUID, now: datetime) -> Message:
    """The message that is answered, with the answer counted. The room's row is held, so nobody else counts."""
    thread = Message.objects.filter(pk=thread_id, room=room, thread=None).first()
    if thread is None:
        raise NotAThread
    thread.reply_count, thread.last_reply_at = thread.reply_count + 1, now
    if str(sender_id) not in thread.repliers and len(thread.repliers) < MOST_REPLIERS:
        thread.repliers = [*thread.repliers, str(sender_id)]
    thread.save(update_fields=["reply_count", "last_reply_at", "repliers"])
    return thread


def _attachable(upload_id: UUID, owner_id: UUID) -> Upload:
    upload = upload_get(upload_id=upload_id, owner_id=owner_id)
    if upload.purpose != Purpose.ATTACHMENT or upload.retired_at is not None:
        raise NoSuchUpload
    if upload.status != UploadStatus.READY:
        raise UploadNotReady
    return upload


def _notify(message: Message, user_id: UUID, *, now: datetime) -> None:
    room = message.room
    activity = room.event or room.course
    notify(
        user_id=user_id,
        kind=MENTION_KIND,
        context={"person": message.sender.display_name, "room": room.name or (activity.title if activity else "")},
        url=f"/rooms/{room.id}?message={message.seq}",
        now=now,
        organization_id=message.organization_id,
    )
