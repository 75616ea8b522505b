"""What organizers see: their rooms, what was reported, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accredit.accounts.selectors import users_by_ids
from accredit.community.exceptions import ReportNotFound
from accredit.community.models import Message, ModerationAct, Report, Room, RoomMember, RoomPolicy
from accredit.community.rules.messages import plain
from accredit.community.rules.moderation import ReportStatus
from accredit.organizations.models import Organization

from .pages import messages_json, people_named, person_json, room_json


def policy_of(*, organization: Organization) -> RoomPolicy:
    """What holds in the organization's rooms: its row, or one of the defaults that is not stored."""
    return RoomPolicy.objects.filter(organization=organization).first() or RoomPolicy(organization=organization)


def policy_json(policy: RoomPolicy) -> dict[str, Any]:
    return {
        "makes_rooms": policy.makes_rooms,
        "blocked_words": policy.blocked_words,
        "retention_days": policy.retention_days,
    }


def staff_rooms(rows: Sequence[Room]) -> list[dict[str, Any]]:
    """With how many are in them and what waits to be decided. Two queries."""
    ids = [row.id for row in rows]
    people = RoomMember.objects.filter(room__in=ids, ended_at=None).values_list("room_id")
    members = dict(people.annotate(count=Count("id")))
    waiting = Report.objects.filter(message__room__in=ids, status=ReportStatus.OPEN).values_list("message__room_id")
    reports = dict(waiting.annotate(count=Count("id")))
    return [
        room_json(row) | {"member_count": members.get(row.id, 0), "open_reports": reports.get(row.id, 0)}
        for row in rows
    ]


def reports_of(*, organization: Organization, is_open: bool) -> QuerySet[Report]:
    """What waits, or what was decided."""
    rows = Report.objects.filter(organization=organization)
    return rows.filter(status=ReportStatus.OPEN) if is_open else rows.exclude(status=ReportStatus.OPEN)


def report_get(*, organization: Organization, report_id: UUID) -> Report:
    """One of the organization's. Raises ReportNotFound."""
    found = Report.objects.select_related("message__room").filter(organization=organization, pk=report_id).first()
    if found is None:
        raise ReportNotFound
    return found


def reports_json(rows: Sequence[Report]) -> list[dict[str, Any]]:
    """Each with the message that it is about. Seven queries, whatever the number."""
    found = Message.objects.filter(pk__in=[row.message_id for row in rows]).select_related("thread")
    shown = messages_json(list(found), reader_id=None, reads_hidden=True)
    messages = {one["id"]: one for one in shown}
    rooms = Room.objects.select_related("event", "course", "organization").filter(pk__in={one["room"] for one in shown})
    in_rooms = {room.id: room_json(room) for room in rooms}
    people = users_by_ids({row.reporter_id for row in rows} | {row.decided_by_id for row in rows if row.decided_by_id})
    return [
        {
            "id": row.id,
            "message": messages[row.message_id],
            "room": in_rooms[messages[row.message_id]["room"]],
            "reporter": person_json(row.reporter_id, people),
            "reason": row.reason,
            "note": row.note,
            "status": row.status,
            "created_at": row.created_at,
            "decided_by": person_json(row.decided_by_id, people) if row.decided_by_id else None,
            "decided_at": row.decided_at,
        }
        for row in rows
    ]


def acts_of(*, organization: Organization) -> QuerySet[ModerationAct]:
    """The log."""
    return ModerationAct.objects.filter(organization=organization)


def acts_json(rows: Sequence[ModerationAct]) -> list[dict[str, Any]]:
    """One query."""
    people = users_by_ids({row.actor_id for row in rows} | {row.person_id for row in rows if row.person_id})
    return [
        {
            "id": row.id,
            "act": row.act,
            "actor": person_json(row.actor_id, people),
            "room": row.room_id,
            "message": row.message_id,
            "person": person_json(row.person_id, people) if row.person_id else None,
            "reason": row.reason,
            "until": row.until,
            "created_at": row.created_at,
        }
        for row in rows
    ]


EXPORT_HEAD = ("Number", "Written at", "Name", "Organizer", "State", "Answers", "Text", "Files")


def room_exported(room: Room) -> Iterator[list[str]]:
    """The whole room in order, a row a message; seven queries a thousand messages at most."""
    rows = Message.objects.select_related("thread").filter(room=room, seq__lte=room.last_seq).order_by("seq")
    start = 0
    while part := list(rows.filter(seq__gt=start)[:1000]):
        start = part[-1].seq
        names = {one.id: one.display_name for one in users_by_ids(people_named(part)).values()}
        for row, shown in zip(part, messages_json(part, reader_id=None, reads_hidden=True), strict=True):
            yield [
                str(row.seq),
                row.created_at.isoformat(),
                shown["sender"]["display_name"],
                "yes" if row.from_staff else "",
                row.status,
                str(row.thread.seq) if row.thread is not None else "",
                plain(shown["body"], names),
                "; ".join(file["file_name"] for file in shown["files"]),
            ]
