"""Reporting a message, and what organizers do."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.community.domain_events import MessageReported
from accredit.community.exceptions import MessageGone, PersonNotFound, ReportDecided, StaffNotSilenced
from accredit.community.models import Message, Report, Room, RoomMember
from accredit.community.rules.messages import MessageStatus
from accredit.community.rules.moderation import REPORT_AFTER, Act, ReportReason, ReportStatus, Verdict
from accredit.community.rules.rooms import Standing
from accredit.community.selectors import Access, people_entitled
from accredit.core.outbox import publish
from accredit.core.statements import Insert
from accredit.notifications.services import notify
from accredit.organizations.permissions import Permission, members_with

from .changing import message_empty, message_status_set
from .rooms import act_log
from .telling import message_told, room_told

REPORT_KIND = "community.message_reported"
_REPORT = Insert(Report, unless_there=True)


def message_report(*, message: Message, access: Access, reason: ReportReason, note: str, now: datetime) -> Report:
    """Ask the organizers to look at a message; asked again it is the report that stands. They are told by the bell.

    Raises MessageGone for what is taken away already.
    """
    if not message.is_shown:
        raise MessageGone
    report = Report(
        organization_id=message.organization_id,
        message=message,
        reporter_id=access.user_id,
        reason=reason,
        note=note,
        created_at=now,
    )
    with transaction.atomic():
        if not _REPORT.add(report):
            return Report.objects.get(message=message, reporter_id=access.user_id)
        news = MessageReported(report.id, room_id=message.room_id)
        publish(news, organization_id=message.organization_id, actor_id=access.user_id)
        for user_id in sorted(members_with(Permission.MODERATE_ROOMS, organization_id=message.organization_id)):
            notify(
                user_id=user_id,
                kind=REPORT_KIND,
                context={},
                url="/console/rooms/reports",
                now=now,
                organization_id=message.organization_id,
            )
    return report


def report_decide(*, report: Report, verdict: Verdict, reason: str, actor_id: UUID, now: datetime) -> Report:
    """Leave the message as it is, hide it, or remove it for good; every open report of it is decided with that.

    Raises ReportDecided. A message that its author has taken back meanwhile stays so.
    """
    message = report.message
    with transaction.atomic():
        waiting = Report.objects.filter(message=message, status=ReportStatus.OPEN)
        decided = {"status": REPORT_AFTER[verdict], "decided_by_id": actor_id, "decided_at": now}
        if not waiting.filter(pk=report.pk).update(**decided):
            raise ReportDecided
        waiting.update(**decided)
        is_there = message.status in (MessageStatus.SHOWN, MessageStatus.HIDDEN)
        if verdict is Verdict.DISMISS or not is_there:
            of = {"message_id": message.id}
            act_log(act=Act.DISMISS, room=message.room, actor_id=actor_id, reason=reason, now=now, **of)
        elif verdict is Verdict.HIDE:
            message_hide(message=message, reason=reason, actor_id=actor_id, now=now)
        else:
            message_remove(message=message, reason=reason, actor_id=actor_id, now=now)
    report.refresh_from_db()
    return report


def message_hide(*, message: Message, reason: str, actor_id: UUID, now: datetime) -> Message:
    """Members see that there was a message, organizers what it says. Again is no error. Raises MessageGone."""
    with transaction.atomic():
        if message_status_set(message, MessageStatus.HIDDEN, current=MessageStatus.SHOWN):
            _tell(Act.HIDE, message, actor_id, reason, now)
    return message


def message_show(*, message: Message, reason: str, actor_id: UUID, now: datetime) -> Message:
    """Take the hiding back. Again is no error. Raises MessageGone."""
    with transaction.atomic():
        if message_status_set(message, MessageStatus.SHOWN, current=MessageStatus.HIDDEN):
            _tell(Act.SHOW, message, actor_id, reason, now)
    return message


def message_remove(*, message: Message, reason: str, actor_id: UUID, now: datetime) -> Message:
    """Take a message away for good: its place stays, nothing else does. Raises MessageGone."""
    with transaction.atomic():
        message_empty(message, MessageStatus.REMOVED)
        _tell(Act.REMOVE, message, actor_id, reason, now)
    return message


def person_silence(
    *, room: Room, person_id: UUID, until: datetime, reason: str, actor_id: UUID, now: datetime
) -> RoomMember:
    """Somebody reads on and writes nothing until then. Raises PersonNotFound, StaffNotSilenced."""
    if people_entitled(room).get(person_id) is Standing.STAFF:
        raise StaffNotSilenced
    return _silence(room, person_id, until, Act.SILENCE, reason, actor_id, now)


def person_unsilence(*, room: Room, person_id: UUID, actor_id: UUID, now: datetime) -> RoomMember:
    """They may write again. Raises PersonNotFound."""
    return _silence(room, person_id, None, Act.UNSILENCE, "", actor_id, now)


def _silence(
    room: Room, person_id: UUID, until: datetime | None, act: Act, reason: str, actor_id: UUID, now: datetime
) -> RoomMember:
    with transaction.atomic():
        member = RoomMember.objects.select_for_update().filter(room=room, user_id=person_id, ended_at=None).first()
        if member is None:
            raise PersonNotFound
        if member.silenced_until != until:
            member.silenced_until = until
            member.save(update_fields=["silenced_until"])
            act_log(act=act, room=room, actor_id=actor_id, reason=reason, now=now, person_id=person_id, until=until)
            room_told(room_id=room.id, user_ids=[person_id])
    return member


def _tell(act: Act, message: Message, actor_id: UUID, reason: str, now: datetime) -> None:
    act_log(
        act=act,
        room=message.room,
        actor_id=actor_id,
        reason=reason,
        now=now,
        message_id=message.id,
        person_id=message.sender_id,
    )
    message_told(message, by=actor_id)
