"""How an organization stands with Zoom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accredit.events.models import Event
from accredit.integrations.models import EventZoom, ZoomConnection, ZoomMeeting, ZoomRegistrant
from accredit.integrations.selectors.meetings import meetings_of
from accredit.organizations.models import Organization

REMOVED = (
    "Somebody removed our app from the account at Zoom, so we deleted its keys. Meetings that are planned there stay, "
    "but no new ones are made and no minutes fetched. Connect again to go on."
)
BROKEN = "Zoom no longer accepts the connection. Meetings that are planned stay; connect again to go on."


def connection_of(*, organization_id: UUID) -> ZoomConnection | None:
    """The one that was not ended; it may be broken."""
    return ZoomConnection.objects.filter(organization_id=organization_id, disconnected_at=None).first()


def connection_status(*, organization: Organization, is_offered: bool) -> dict[str, Any]:
    """`state`: not_offered, not_connected, connected, broken or removed. Three queries or less."""
    row = connection_of(organization_id=organization.pk)
    troubled = EventZoom.objects.filter(organization=organization, withdrawn_at=None).exclude(problem="")
    state = "not_connected" if is_offered else "not_offered"
    if row is not None:
        state = "removed" if row.removed_at is not None else "connected" if row.broken_at is None else "broken"
    return {
        "state": state,
        "connected_at": row.created_at if row else None,
        "connected_by": row.connected_by.display_name if row else "",
        "broken_at": row.broken_at if row else None,
        "removed_at": row.removed_at if row else None,
        "next_step": {"broken": BROKEN, "removed": REMOVED}.get(state, ""),
        "problems": [
            {"event": one.event_id, "title": one.event.title, "problem": one.problem, "since": one.problem_at}
            for one in troubled.select_related("event").order_by("-problem_at", "-id")[:20]
        ],
    }


def event_zoom(*, event: Event) -> dict[str, Any]:
    """An event's choice and its meetings, without anybody's link. Three queries."""
    choice = EventZoom.objects.filter(event=event, withdrawn_at=None).first()
    meetings = list(meetings_of(event_id=event.pk))
    links = ZoomRegistrant.objects.filter(meeting__in=meetings, cancelled_at=None)
    count = dict.fromkeys((one.pk for one in meetings), 0)
    for meeting_id in links.values_list("meeting_id", flat=True):
        count[meeting_id] += 1
    return {
        "event": event.pk,
        "kind": choice.kind if choice else None,
        "problem": choice.problem if choice else "",
        "meetings": [_meeting(one, count[one.pk]) for one in meetings],
    }


def _meeting(meeting: ZoomMeeting, links: int) -> dict[str, Any]:
    return {
        "id": meeting.pk,
        "session": meeting.session_id,
        "kind": meeting.kind,
        "status": meeting.status,
        "zoom_id": meeting.zoom_id,
        "topic": meeting.topic,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "links": links,
        "report_fetched_at": meeting.report_fetched_at,
        "report_problem": meeting.report_problem,
    }
