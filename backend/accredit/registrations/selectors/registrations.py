"""Places: a person's own, and an organizer's table."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accredit.events.models import Capacity, Event
from accredit.organizations.models import Organization
from accredit.registrations.exceptions import RegistrationNotFound, TicketNotFound
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.rules.registrations import ScanDirection, ScanResult


def registration_for_person(*, person_id: UUID, registration_id: UUID) -> Registration:
    """Somebody's own place, or one that they booked for another. Raises RegistrationNotFound."""
    mine = Q(person_id=person_id) | Q(booked_by_id=person_id)
    return _one(_with_parents().filter(mine, pk=registration_id))


def registration_for_staff(*, organization: Organization, registration_id: UUID) -> Registration:
    """Raises RegistrationNotFound."""
    return _one(_with_parents().filter(organization=organization, pk=registration_id))


def registration_by_link(*, registration_id: UUID, code: str | None) -> Registration:
    """The place that a mailed link opens; None is no link of ours. Raises TicketNotFound."""
    found = _with_parents().filter(pk=registration_id, code=code).first() if code else None
    if found is None:
        raise TicketNotFound
    return found


def was_seen(registration: Registration) -> bool:
    """Whether somebody was let in with this ticket, or was present in any other way. Two queries at most."""
    scans = Scan.objects.filter(registration=registration, direction=ScanDirection.ENTRY)
    return (
        scans.filter(Q(result=ScanResult.OK) | Q(forced=True)).exists()
        or AttendanceInterval.objects.filter(registration=registration, withdrawn_at=None).exists()
    )


def passed_on_by(*, registration: Registration) -> str:
    """The name of whoever had this place before; empty for one that was never passed on."""
    return Registration.objects.filter(successor=registration).values_list("name", flat=True).first() or ""


def registration_told(*, registration_id: UUID) -> Registration | None:
    """Somebody who can be told something; None for one who has left."""
    return _with_parents().filter(pk=registration_id).exclude(email="").first()


def registrations_before(*, registration: Registration) -> int:
    """How often this address had registered for the event before."""
    earlier = Registration.objects.filter(event_id=registration.event_id, email=registration.email)
    return earlier.filter(pk__lt=registration.pk).count()


def registrations_of_person(*, person_id: UUID) -> QuerySet[Registration]:
    """What a person attends themselves, and what they booked for others."""
    return _with_parents().filter(Q(person_id=person_id) | Q(booked_by_id=person_id))


def registrations_of_event(
    *, event: Event, status: str = "", ticket_type_id: UUID | None = None, search: str = ""
) -> QuerySet[Registration]:
    """The organizer's table."""
    rows = Registration.objects.select_related("ticket_type").filter(event=event)
    if status:
        rows = rows.filter(status=status)
    if ticket_type_id is not None:
        rows = rows.filter(ticket_type_id=ticket_type_id)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(email__icontains=search))
    return rows


def seats_left(*, event_id: UUID) -> dict[UUID, int | None]:
    """Places left by capacity; None without limit. One query."""
    return {row.id: row.left for row in Capacity.objects.filter(event_id=event_id)}


def _with_parents() -> QuerySet[Registration]:
    return Registration.objects.select_related(
        "event", "event__organization", "event__category", "ticket_type", "organization"
    )


def _one(rows: QuerySet[Registration]) -> Registration:
    found = rows.first()
    if found is None:
        raise RegistrationNotFound
    return found
