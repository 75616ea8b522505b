"""An event's meetings at Zoom, kept in step with its programme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accredit.core import jobs
from accredit.core.outbox import publish
from accredit.events.models import Event, Session
from accredit.events.rules.events import EventStatus
from accredit.events.selectors import windows_of
from accredit.integrations.domain_events import ZoomChosen
from accredit.integrations.exceptions import (
    ConnectionBroken,
    EventNotOnline,
    MeetingsInUse,
    ZoomForgot,
    ZoomNotConnected,
    ZoomRefused,
)
from accredit.integrations.gateways import zoom
from accredit.integrations.models import EventZoom, ZoomConnection, ZoomInstance, ZoomMeeting
from accredit.integrations.rules.wire import whole_minutes
from accredit.integrations.selectors import connection_of, meetings_of

from .registrants import links_turn_owe, registrants_owe
from .tokens import with_account

SYNC = "integrations.zoom_meetings_sync"
LEASE = timedelta(minutes=5)
"""As long as the job's own."""
TOPIC_AT_MOST = 200
_Status = ZoomMeeting.Status


class SomebodyElseWorks(RuntimeError):
    """Another worker brings the same event's meetings into step; the job comes back when it is done."""


def zoom_choose(*, event: Event, actor_id: UUID, kind: str, now: datetime) -> EventZoom:
    """The event's online part takes place in Zoom, as a meeting or a webinar for each session. They are made once the
    event is published. Raises EventNotOnline, ZoomNotConnected, MeetingsInUse."""
    if not event.is_online:
        raise EventNotOnline
    if connection_of(organization_id=event.organization_id) is None:
        raise ZoomNotConnected("Zoom is not connected. Connect it first; nothing has changed.")
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        former = EventZoom.objects.filter(event=event).first()
        if former is not None and former.kind != kind:
            _refuse_begun(event)
        row, _ = EventZoom.objects.update_or_create(
            event=event,
            defaults={
                "organization_id": event.organization_id,
                "kind": kind,
                "chosen_by_id": actor_id,
                "withdrawn_at": None,
                "problem": "",
                "problem_at": None,
            },
        )
        publish(ZoomChosen(event.pk, True), organization_id=event.organization_id, actor_id=actor_id)
        meetings_owe(event_id=event.pk)
    return row


def zoom_unchoose(*, event: Event, actor_id: UUID, now: datetime) -> None:
    """The event needs Zoom no more: its meetings are deleted there. Again does nothing. Raises MeetingsInUse."""
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        _refuse_begun(event)
        if EventZoom.objects.filter(event=event, withdrawn_at=None).update(withdrawn_at=now, problem=""):
            publish(ZoomChosen(event.pk, False), organization_id=event.organization_id, actor_id=actor_id)
            meetings_owe(event_id=event.pk)


def meetings_owe(*, event_id: UUID) -> None:
    """Owe bringing an event's meetings into step, in the caller's transaction, if it ever chose Zoom."""
    if EventZoom.objects.filter(event_id=event_id).exists():
        jobs.enqueue(SYNC, str(event_id), unique_key=f"{SYNC}:{event_id}")


def meetings_owe_all(*, organization_id: UUID) -> None:
    """Owe it for every event of an organization that still comes: the connection is another one."""
    coming = EventZoom.objects.filter(organization_id=organization_id, event__status=EventStatus.PUBLISHED)
    for event_id in coming.values_list("event_id", flat=True):
        meetings_owe(event_id=event_id)


def meetings_sync(*, event_id: UUID, now: datetime) -> None:
    """Make, move and delete meetings until Zoom has one for each session to come, and none for what is called off.

    Every step is kept when it is done, so a run that is killed goes on where it was; only a meeting that Zoom had made
    and we had not yet written down is made twice, and nobody gets a link to the first. What Zoom does not accept, and
    a broken connection, stand at the event for the organizer. Raises ZoomAway, SomebodyElseWorks: the job comes back.
    """
    choice = EventZoom.objects.filter(event_id=event_id).first()
    if choice is None:
        return
    with _alone(choice, now):
        event = Event.objects.get(pk=event_id)
        connection = connection_of(organization_id=event.organization_id)
        if connection is None or connection.broken_at is not None:
            _note(choice, "Zoom is not connected. Connect it under Integrations; then the meetings follow.", now)
            return
        try:
            _follow(choice, event, connection, now)
        except (ConnectionBroken, ZoomRefused) as error:
            _note(choice, error.detail, now)
        else:
            _note(choice, "", now)
    with transaction.atomic():
        registrants_owe(event_id=event_id)
        links_turn_owe(event_id=event_id, now=now)


def _follow(choice: EventZoom, event: Event, connection: ZoomConnection, now: datetime) -> None:
    wanted = {one.pk: one for one in _sessions_wanted(choice, event, now)}
    standing = list(meetings_of(event_id=event.pk))
    for meeting in standing:
        session = wanted.get(meeting.session_id) if meeting.session_id else None
        if session is not None and meeting.kind == choice.kind:
            _tell(meeting, session, event, connection, now)
        elif _may_go(meeting, event, now):
            _delete(meeting, connection, now)
    kept = {one.session_id for one in meetings_of(event_id=event.pk)}
    for session in wanted.values():
        if session.pk not in kept:
            _tell(_plan(choice, event, session), session, event, connection, now)


def _sessions_wanted(choice: EventZoom, event: Event, now: datetime) -> list[Session]:
    """What is over keeps the meeting that it had, and needs none that it had not."""
    if choice.withdrawn_at is not None or event.status != EventStatus.PUBLISHED or not event.is_online:
        return []
    return [one for one in windows_of(event_id=event.pk) if one.ends_at > now]


def _plan(choice: EventZoom, event: Event, session: Session) -> ZoomMeeting:
    row, _ = ZoomMeeting.objects.exclude(status=_Status.GONE).get_or_create(
        session=session,
        defaults={
            "organization_id": event.organization_id,
            "event": event,
            "kind": choice.kind,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
        },
    )
    return row


def _tell(meeting: ZoomMeeting, session: Session, event: Event, connection: ZoomConnection, now: datetime) -> None:
    """Zoom knows of the session as it is now."""
    topic = f"{event.title}: {session.title}"[:TOPIC_AT_MOST]
    plan = zoom.Plan(topic, session.starts_at, whole_minutes(session.starts_at, session.ends_at), event.time_zone)
    told = {"topic": topic, "starts_at": plan.starts_at, "minutes": plan.minutes, "ends_at": session.ends_at}
    if meeting.status == _Status.WANTED:
        zoom_id = with_account(
            connection, lambda account: zoom.meeting_create(account, kind=meeting.kind, plan=plan), now=now
        )
        _update(meeting, status=_Status.LIVE, zoom_id=zoom_id, **told)
    elif any(getattr(meeting, name) != value for name, value in told.items()):
        try:
            with_account(
                connection,
                lambda account: zoom.meeting_update(account, kind=meeting.kind, zoom_id=meeting.zoom_id, plan=plan),
                now=now,
            )
        except ZoomForgot:  # somebody deleted it at Zoom: another one is made in its place
            _update(meeting, status=_Status.GONE)
        else:
            _update(meeting, report_fetched_at=None, **told)


def _delete(meeting: ZoomMeeting, connection: ZoomConnection, now: datetime) -> None:
    if meeting.zoom_id:
        with suppress(ZoomForgot):
            with_account(
                connection,
                lambda account: zoom.meeting_delete(account, kind=meeting.kind, zoom_id=meeting.zoom_id),
                now=now,
            )
    _update(meeting, status=_Status.GONE)


def _may_go(meeting: ZoomMeeting, event: Event, now: datetime) -> bool:
    """A meeting that took place is kept: its report is still to come."""
    if (
        event.status in (EventStatus.COMPLETED, EventStatus.ARCHIVED)
        or ZoomInstance.objects.filter(meeting=meeting).exists()
    ):
        return False
    return event.status == EventStatus.CANCELLED or meeting.ends_at > now or meeting.session_id is None


def _refuse_begun(event: Event) -> None:
    if ZoomInstance.objects.filter(meeting__event=event).exists():
        raise MeetingsInUse


def _update(meeting: ZoomMeeting, **values: Any) -> None:
    ZoomMeeting.objects.filter(pk=meeting.pk).update(**values)


def _note(choice: EventZoom, problem: str, now: datetime) -> None:
    EventZoom.objects.filter(pk=choice.pk).update(problem=problem[:300], problem_at=now if problem else None)


@contextmanager
def _alone(choice: EventZoom, now: datetime) -> Iterator[None]:
    """Hold the event's meetings against other workers. Raises SomebodyElseWorks."""
    free = Q(working_until=None) | Q(working_until__lte=now)
    if not EventZoom.objects.filter(free, pk=choice.pk).update(working_until=now + LEASE):
        raise SomebodyElseWorks
    try:
        yield
    finally:
        EventZoom.objects.filter(pk=choice.pk, working_until=now + LEASE).update(working_until=None)
