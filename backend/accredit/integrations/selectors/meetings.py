"""Meetings, and who may join them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accredit.events.rules.events import AttendanceMode
from accredit.integrations.models import ZoomInstance, ZoomMeeting, ZoomRegistrant
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED

REPORT_DUE_AFTER, REPORT_DUE_FOR = timedelta(minutes=15), timedelta(hours=48)
"""How long after the planned end a report that no webhook announced is asked for, and until when."""


def meetings_of(*, event_id: UUID) -> QuerySet[ZoomMeeting]:
    """Those that are not gone, in order."""
    rows = ZoomMeeting.objects.filter(event_id=event_id).exclude(status=ZoomMeeting.Status.GONE)
    return rows.order_by("starts_at", "id")


def meeting_by_zoom_id(*, zoom_id: str) -> ZoomMeeting | None:
    """None: a meeting of the same account that is none of ours. A deleted one still tells who was there."""
    return ZoomMeeting.objects.filter(zoom_id=zoom_id).first() if zoom_id else None


def meetings_unreported(*, now: datetime) -> QuerySet[ZoomMeeting]:
    """Meetings that are over and whose report nobody brought."""
    due = ZoomMeeting.objects.filter(status=ZoomMeeting.Status.LIVE, report_fetched_at=None)
    return due.filter(ends_at__lte=now - REPORT_DUE_AFTER, ends_at__gt=now - REPORT_DUE_FOR).order_by("ends_at")


def meetings_begun(*, event_id: UUID, now: datetime) -> QuerySet[ZoomMeeting]:
    """Of an event: those that a webhook told of, and those whose time has come."""
    planned = Q(status=ZoomMeeting.Status.LIVE, starts_at__lte=now)
    told = Exists(ZoomInstance.objects.filter(meeting=OuterRef("pk")))
    return ZoomMeeting.objects.filter(planned | Q(told), event_id=event_id).order_by("starts_at", "id")


def online_registrations(*, event_id: UUID, after: str = "") -> QuerySet[Registration]:
    """Those who may join, in the order of their ids."""
    rows = Registration.objects.filter(
        event_id=event_id, status__in=ADMITTED, ticket_type__mode=AttendanceMode.ONLINE
    ).exclude(email="")
    rows = rows.filter(pk__gt=after) if after else rows
    return rows.select_related("ticket_type").order_by("id")


def wants_links(registration: Registration) -> bool:
    """Whether this person may join: the place stands, and it is an online one. Read with its ticket."""
    return (
        registration.status in ADMITTED
        and registration.ticket_type.mode == AttendanceMode.ONLINE
        and bool(registration.email)
    )


def next_meeting(*, registration_id: UUID, now: datetime) -> ZoomRegistrant | None:
    """A person's way into the meeting that runs or comes next; once all are over, into the last."""
    ways = ZoomRegistrant.objects.filter(
        registration_id=registration_id, cancelled_at=None, meeting__status=ZoomMeeting.Status.LIVE
    )
    coming = ways.filter(meeting__ends_at__gt=now).order_by("meeting__starts_at", "meeting_id").first()
    return coming or ways.order_by("-meeting__starts_at", "-meeting_id").first()
