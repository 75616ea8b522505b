"""Each registration's own way into each meeting of its event."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from accredit.core import jobs
from accredit.integrations.exceptions import ConnectionBroken, ZoomForgot, ZoomRefused
from accredit.integrations.gateways import zoom
from accredit.integrations.models import EventZoom, ZoomConnection, ZoomMeeting, ZoomRegistrant
from accredit.integrations.selectors import connection_of, meetings_of, next_meeting, online_registrations, wants_links
from accredit.registrations.models import Registration
from accredit.registrations.services.joining import join_link_set

from .tokens import with_account

SYNC, OWE, TURN = (
    "integrations.zoom_registrant_sync",
    "integrations.zoom_registrants_owe",
    "integrations.zoom_links_turn",
)
AT_ONCE = 100


def registrant_owe(*, registration_id: UUID, event_id: UUID) -> None:
    """Owe one person's links following their registration, in the caller's transaction, where the event is in Zoom."""
    if EventZoom.objects.filter(event_id=event_id).exists():
        jobs.enqueue(SYNC, str(registration_id), unique_key=f"{SYNC}:{registration_id}")


def registrants_owe(*, event_id: UUID, after: str = "") -> None:
    """Owe everybody's, in the caller's transaction; those after an id first passed over."""
    jobs.enqueue(OWE, str(event_id), after, unique_key=f"{OWE}:{event_id}:{after}")


def registrants_page(*, event_id: UUID, after: str) -> None:
    """Owe a job for each of the next hundred whose links are not as they should be, and then the next hundred."""
    ids = list(online_registrations(event_id=event_id, after=after).values_list("id", flat=True)[:AT_ONCE])
    for registration_id in ids:
        jobs.enqueue(SYNC, str(registration_id), unique_key=f"{SYNC}:{registration_id}")
    if len(ids) == AT_ONCE:
        registrants_owe(event_id=event_id, after=str(ids[-1]))


def registrant_sync(*, registration_id: UUID, now: datetime) -> None:
    """Whoever may join has a link of their own into each meeting; whoever may not has none that opens.

    Zoom gives the same address the same link again, so a run that was killed is just run again. What Zoom refuses for
    one person stands at the event. Raises ZoomAway.
    """
    registration = Registration.objects.select_related("event", "ticket_type").get(pk=registration_id)
    connection = connection_of(organization_id=registration.organization_id)
    if connection is None or connection.broken_at is not None:
        return
    may_join = wants_links(registration)
    known = {one.meeting_id: one for one in ZoomRegistrant.objects.filter(registration=registration)}
    try:
        for meeting in meetings_of(event_id=registration.event_id):
            if meeting.status == ZoomMeeting.Status.LIVE:
                row = known.get(meeting.pk)
                if row is not None and (not may_join or row.email != registration.email):
                    _cancel(row, meeting, connection, now)
                if may_join and meeting.ends_at > now:
                    _add(row, registration, meeting, connection, now)
    except ConnectionBroken:
        pass  # the status says so; connecting again brings everything into step
    except ZoomRefused as error:
        sentence = f"{registration.name} has no link: {error.detail}"[:300]
        EventZoom.objects.filter(event_id=registration.event_id).update(problem=sentence, problem_at=now)
    link_turn(registration=registration, now=now)


def link_turn(*, registration: Registration, now: datetime) -> None:
    """The registration shows the link into the meeting that comes next, or runs; none where there is none."""
    row = next_meeting(registration_id=registration.pk, now=now) if wants_links(registration) else None
    join_link_set(
        registration_id=registration.pk,
        join_url=row.join_url if row else "",
        provider_registrant_id=row.registrant_id if row else "",
    )


def links_turn_owe(*, event_id: UUID, now: datetime) -> None:
    """Owe showing everybody the next link whenever a meeting is over and another one follows, in the caller's
    transaction."""
    ends = sorted({one.ends_at for one in meetings_of(event_id=event_id) if one.ends_at > now})
    for end in ends[:-1]:
        jobs.enqueue(TURN, str(event_id), "", run_after=end, unique_key=f"{TURN}:{event_id}:{end.isoformat()}")


def links_turn(*, event_id: UUID, after: str, now: datetime) -> None:
    """Show the next hundred people their next link, and owe the next hundred."""
    rows = list(online_registrations(event_id=event_id, after=after)[:AT_ONCE])
    for registration in rows:
        link_turn(registration=registration, now=now)
    if len(rows) == AT_ONCE:
        last = str(rows[-1].pk)
        jobs.enqueue(TURN, str(event_id), last, unique_key=f"{TURN}:{event_id}:after:{last}")


def _add(
    row: ZoomRegistrant | None,
    registration: Registration,
    meeting: ZoomMeeting,
    connection: ZoomConnection,
    now: datetime,
) -> None:
    if row is not None and row.cancelled_at is None and row.email == registration.email:
        return
    try:
        made = with_account(
            connection,
            lambda account: zoom.registrant_add(
                account,
                kind=meeting.kind,
                zoom_id=meeting.zoom_id,
                email=registration.email,
                name=registration.name,
            ),
            now=now,
        )
    except ZoomForgot:  # the meeting was deleted at Zoom; bringing the event into step makes another
        ZoomMeeting.objects.filter(pk=meeting.pk).update(status=ZoomMeeting.Status.GONE)
        return
    ZoomRegistrant.objects.update_or_create(
        meeting=meeting,
        registration=registration,
        defaults={
            "organization_id": registration.organization_id,
            "email": registration.email,
            "registrant_id": made.registrant_id,
            "join_url": made.join_url,
            "cancelled_at": None,
        },
    )


def _cancel(row: ZoomRegistrant, meeting: ZoomMeeting, connection: ZoomConnection, now: datetime) -> None:
    if row.cancelled_at is not None:
        return
    with suppress(ZoomForgot):  # where nothing is left, nothing opens
        with_account(
            connection,
            lambda account: zoom.registrant_cancel(
                account,
                kind=meeting.kind,
                zoom_id=meeting.zoom_id,
                registrant_id=row.registrant_id,
                email=row.email,
            ),
            now=now,
        )
    ZoomRegistrant.objects.filter(pk=row.pk).update(cancelled_at=now, join_url="")
    row.cancelled_at = now
