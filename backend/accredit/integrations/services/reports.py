"""The participants report after the end: the second source, which also knows what webhooks lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core import jobs
from accredit.integrations.exceptions import ConnectionBroken, ZoomForgot, ZoomRefused
from accredit.integrations.gateways import zoom
from accredit.integrations.models import ParticipantFact, ZoomConnection, ZoomInstance, ZoomMeeting
from accredit.integrations.rules.presence import FactKind
from accredit.integrations.selectors import connection_of, meetings_begun, meetings_unreported

from .deliveries import REPORT, instance_of
from .participants import resolve_owe
from .tokens import with_account

AT_ONCE = 100


class ReportNotReady(RuntimeError):
    """Zoom has no report of an occurrence yet; the job comes back."""


def report_fetch(*, meeting_id: UUID, now: datetime) -> None:
    """Fetch the report of each time that a meeting took place and ended, also of those that no webhook told of. Again
    adds nothing. What Zoom refuses stands at the meeting.

    Raises ZoomAway, ReportNotReady.
    """
    meeting = ZoomMeeting.objects.get(pk=meeting_id)
    connection = connection_of(organization_id=meeting.organization_id)
    if connection is None or connection.broken_at is not None or not meeting.zoom_id:
        return
    try:
        _hear_of(meeting, connection, now)
        waiting = ZoomInstance.objects.filter(meeting=meeting, report_fetched_at=None).order_by("id")
        missing = [
            one.uuid
            for one in waiting
            if (one.ended_at is not None or meeting.ends_at <= now) and not _fetch(one, meeting, connection, now)
        ]
    except (ConnectionBroken, ZoomRefused) as error:
        _note(meeting, error.detail)
        return
    if missing:
        _note(meeting, "Zoom has no report of this meeting yet. It is asked for again by itself.")
        raise ReportNotReady(f"Zoom has no report of {', '.join(missing)} yet.")
    done = {"report_problem": "", "report_fetched_at": now} if meeting.ends_at <= now else {"report_problem": ""}
    ZoomMeeting.objects.filter(pk=meeting.pk).update(**done)


def reports_owe(*, now: datetime) -> None:
    """Owe the reports that no webhook announced."""
    with transaction.atomic():
        for meeting_id in meetings_unreported(now=now).values_list("id", flat=True)[:AT_ONCE]:
            jobs.enqueue(REPORT, str(meeting_id), unique_key=f"{REPORT}:due:{meeting_id}")


def reports_owe_again(*, event_id: UUID, now: datetime) -> None:
    """Somebody asks for an event's reports once more: of its meetings that have begun, whether a webhook told so or
    only the plan does."""
    with transaction.atomic():
        for meeting_id in meetings_begun(event_id=event_id, now=now).values_list("id", flat=True):
            jobs.enqueue(REPORT, str(meeting_id), unique_key=f"{REPORT}:again:{meeting_id}")
        ZoomInstance.objects.filter(meeting__event_id=event_id).update(report_fetched_at=None)


def _hear_of(meeting: ZoomMeeting, connection: ZoomConnection, now: datetime) -> None:
    """Occurrences by Zoom's own list: the meeting's number alone would only ever lead to the latest."""
    try:
        found = with_account(
            connection,
            lambda account: zoom.occurrences(account, kind=meeting.kind, zoom_id=meeting.zoom_id),
            now=now,
        )
    except ZoomForgot:
        return  # it never took place, as far as Zoom knows
    for one in found:
        row = instance_of(meeting, one.uuid)
        ZoomInstance.objects.filter(pk=row.pk, started_at=None).update(started_at=one.started_at)


def _fetch(instance: ZoomInstance, meeting: ZoomMeeting, connection: ZoomConnection, now: datetime) -> bool:
    """All pages first, then all rows at once: a report is there whole or not at all. False: Zoom has none yet."""
    try:
        rows = with_account(
            connection, lambda account: list(zoom.report(account, kind=meeting.kind, uuid=instance.uuid)), now=now
        )
    except ZoomForgot:
        return False
    facts: dict[tuple[str, str, datetime], ParticipantFact] = {}
    for row in sorted(rows, key=lambda row: row.left_at):  # the same stay told twice ends when it was told to end last
        facts[row.participant[:60], row.room[:100], row.joined_at] = _fact(row, instance, now)
    with transaction.atomic():
        ParticipantFact.objects.bulk_create(
            facts.values(),
            update_conflicts=True,
            unique_fields=["instance", "kind", "participant", "room", "at"],
            update_fields=["until", "registrant_id", "email", "account_id", "name"],
            batch_size=500,
        )
        ended_at = instance.ended_at or max((row.left_at for row in rows), default=None)
        ZoomInstance.objects.filter(pk=instance.pk).update(report_fetched_at=now)
        ZoomInstance.objects.filter(pk=instance.pk, ended_at=None).update(ended_at=ended_at)
        resolve_owe(instance_id=instance.pk)
    return True


def _fact(row: zoom.ReportRow, instance: ZoomInstance, now: datetime) -> ParticipantFact:
    return ParticipantFact(
        created_at=now,
        organization_id=instance.organization_id,
        instance=instance,
        kind=FactKind.REPORTED,
        participant=row.participant[:60],
        room=row.room[:100],
        at=row.joined_at,
        until=max(row.joined_at, row.left_at),
        registrant_id=row.registrant_id[:100],
        email=row.email[:254],
        account_id=row.account_id[:100] if row.account_id != row.registrant_id else "",
        name=row.name[:200],
    )


def _note(meeting: ZoomMeeting, problem: str) -> None:
    ZoomMeeting.objects.filter(pk=meeting.pk).update(report_problem=problem[:300])
