"""Places: a person's own, and an organizer's table."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accredit.events.models import Capacity, Event
from accredit.organizations.models import Organization
from accredit.registrations.exceptions import RegistrationNotFound
from accredit.registrations.models import Registration


def registration_for_person(*, person_id: UUID, registration_id: UUID) -> Registration:
    """Somebody's own place, or one that they booked for another. Raises RegistrationNotFound."""
    mine = Q(person_id=person_id) | Q(booked_by_id=person_id)
    return _one(_with_parents().filter(mine, pk=registration_id))


def registration_for_staff(*, organization: Organization, registration_id: UUID) -> Registration:
    """Raises RegistrationNotFound."""
    return _one(_with_parents().filter(organization=organization, pk=registration_id))


def registration_by_code(*, code: str) -> Registration:
    """Whom a ticket's secret names. Raises RegistrationNotFound."""
    return _one(_with_parents().filter(code=code))


def registrations_of_person(*, person_id: UUID) -> QuerySet[Registration]:
    """What a person attends themselves."""
    return _with_parents().filter(person_id=person_id)


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
