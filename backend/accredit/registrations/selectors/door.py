"""What the door may know."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.events.models import Event
from accredit.events.rules.events import EventStatus
from accredit.organizations.models import Organization
from accredit.registrations.exceptions import IntervalNotFound, RegistrationNotFound
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.rules.door import CLOSES_AFTER
from accredit.registrations.rules.registrations import ADMITTED


def events_at_the_door(*, organization: Organization, now: datetime) -> QuerySet[Event]:
    """Events that take place somewhere and are not long over, soonest first."""
    held = (EventStatus.PUBLISHED, EventStatus.COMPLETED)
    return Event.objects.filter(
        organization=organization, status__in=held, starts_at__isnull=False, ends_at__gt=now - CLOSES_AFTER
    ).exclude(format="online")


def door_event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "time_zone": event.time_zone,
    }


def scans_of(*, event: Event) -> QuerySet[Scan]:
    """With the registration and its ticket."""
    return Scan.objects.select_related("registration__ticket_type").filter(event=event)


def admitted_of(*, event: Event, status: str = "", search: str = "") -> QuerySet[Registration]:
    """Those whose minutes count."""
    rows = Registration.objects.filter(event=event, status__in=[status] if status else ADMITTED)
    return rows.filter(name__icontains=search) if search else rows


def registration_of_event(*, event: Event, registration_id: UUID) -> Registration:
    """Raises RegistrationNotFound."""
    found = Registration.objects.filter(event=event, pk=registration_id).first()
    if found is None:
        raise RegistrationNotFound
    return found


def interval_get(*, registration: Registration, interval_id: UUID) -> AttendanceInterval:
    """Raises IntervalNotFound."""
    found = AttendanceInterval.objects.filter(registration=registration, pk=interval_id).first()
    if found is None:
        raise IntervalNotFound
    return found
