"""Sending: the row first, then everybody hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from accredit.community.exceptions import (
    ClientIdReused,
    MessageEmpty,
    NotAThread,
    RoomIsClosed,
    SlowMode,
    WordsNotAllowed,
    WritingTooFast,
)
from accredit.community.models import Mention, Message, MessageFile, Room, RoomMember
from accredit.community.rules.messages import MOST_REPLIERS, mentioned, word_not_allowed
from accredit.community.rules.rooms import RoomStatus
from accredit.community.selectors import Access, policy_of, writing_allowed
from accredit.core.cache import CacheAway, count
from accredit.core.constraints import violates
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus
from accredit.media.selectors import upload_get
from accredit.notifications.services import notify

from .following import member_of
from .telling import message_told

MENTION_KIND = "community.mentioned"


def message_send(
    *, access: Access, client_id: UUID, body: str, thread_id: UUID | None = None, files: Sequence[UUID] = (),
    now: datetime,
) -> Message:  # fmt: skip
    """Write a message into a room. Sent again with the same client id it is the message that was stored then, and
    everybody hears of that once more.

    `body` is Markdown with people as `<@id>`; `files` are the sender's own checked uploads of the purpose `attachment`.
    Raises what `writing_allowed` does, MessageEmpty, WordsNotAllowed, NotAThread, NoSuchUpload, UploadNotReady,
    SlowMode, WritingTooFast, and ClientIdReused for an id that names a message elsewhere.
    """
    if (there := _sent_before(access, client_id)) is not None:
        # The process that stored it may have died before it said so.
        message_told(there, by=access.user_id)
        return there
    writing_allowed(access, now=now)
    text = body.strip()
    if not text and not files:
        raise MessageEmpty
    words_check(room=access.room, text=text)
    uploads = [_attachable(upload_id, access.user_id) for upload_id in dict.fromkeys(files)]
    flood_check(access, now=now)
    try:
        with transaction.atomic():
            return _write(access, client_id, text, thread_id, uploads, now)
    except IntegrityError as error:
        if not violates(error, Message, "message_client_id_once"):
            raise
        # The same message over two lines at once: the other one was faster.
        stored = _sent_before(access, client_id)
        if stored is None:
            raise
        return stored


def next_change(room_id: UUID) -> int:
    """Count one more change of a room; its row is held until the caller's transaction ends, so whoever reads a number
    finds everything up to it."""
    Room.objects.filter(pk=room_id).update(last_change=F("last_change") + 1)
    return Room.objects.values_list("last_change", flat=True).get(pk=room_id)


def words_check(*, room: Room, text: str) -> None:
    """Raises WordsNotAllowed."""
    if word := word_not_allowed(text, policy_of(organization=room.organization).blocked_words):
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


def _write(
    access: Access, client_id: UUID, text: str, thread_id: UUID | None, uploads: Sequence[Upload], now: datetime
) -> Message:
    room, sender_id = access.room, access.user_id
    member = member_of(room=room, user_id=sender_id, now=now)
    if room.slow_mode_seconds and not access.is_staff:
        _slow_down(member, room.slow_mode_seconds, now)
    open_room = Room.objects.filter(pk=room.pk, status=RoomStatus.OPEN)
    if not open_room.update(last_seq=F("last_seq") + 1, last_change=F("last_change") + 1, active_at=now):
        raise RoomIsClosed
    seq, change = Room.objects.values_list("last_seq", "last_change").get(pk=room.pk)
    message = Message(
        organization_id=room.organization_id,
        room=room,
        seq=seq,
        change=change,
        sender_id=sender_id,
        client_id=client_id,
        from_staff=access.is_staff,
        body=text,
        thread=_thread(room, thread_id, sender_id, now) if thread_id is not None else None,
        created_at=now,
    )
    message.save(force_insert=True)
    MessageFile.objects.bulk_create(
        MessageFile(organization_id=room.organization_id, message=message, upload=upload, position=position)
        for position, upload in enumerate(uploads)
    )
    mentions_keep(message, now=now)
    # Whoever writes has seen what stands above it.
    RoomMember.objects.filter(pk=member.pk, read_seq__lt=seq).update(read_seq=seq)
    message_told(message, by=sender_id)
    return message


def _sent_before(access: Access, client_id: UUID) -> Message | None:
    found = Message.objects.select_related("thread").filter(sender_id=access.user_id, client_id=client_id).first()
    if found is not None and found.room_id != access.room.id:
        raise ClientIdReused
    return found


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
