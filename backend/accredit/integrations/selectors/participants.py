"""Who is known in an event, and the queue of those who are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from accredit.events.models import Event
from accredit.integrations.exceptions import ItemNotFound
from accredit.integrations.models import ParticipantDecision, ReconciliationItem, ZoomMeeting, ZoomRegistrant
from accredit.integrations.rules.matching import Decided, Known
from accredit.organizations.models import Organization
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED


def known_of(*, meeting: ZoomMeeting) -> Known:
    """Whose link and whose proven address leads to which place that stands. Two queries."""
    ways = ZoomRegistrant.objects.filter(meeting=meeting).exclude(registrant_id="")
    owners = sorted(
        ways.values_list("registrant_id", "registration_id", "registration__status"),
        key=lambda way: (way[2] in ADMITTED, way[1]),
    )
    proven = Registration.objects.filter(
        event_id=meeting.event_id,
        status__in=ADMITTED,
        person__email_verified_at__isnull=False,
        person__email=F("email"),
    )
    return Known(
        # The link of a place that ended leads to that place, where minutes count no more; one that stands comes first.
        by_registrant={registrant_id: registration_id for registrant_id, registration_id, _ in owners},
        by_email=dict(proven.exclude(email="").values_list("email", "id")),
    )


def live_decisions(*, event: Event) -> dict[str, Decided]:
    """What people decided for the event or its series, by key: the place in this event of whoever was meant. One
    query for the decisions, one for places in other events of a series."""
    rows = list(
        ParticipantDecision.objects.filter(scope_id=event.series_id or event.pk, undone_at=None).select_related(
            "registration"
        )
    )
    elsewhere = [one.registration for one in rows if one.registration and one.registration.event_id != event.pk]
    here = _places_of(event, elsewhere)
    found = {}
    for one in rows:
        registration = one.registration
        if registration is None:
            found[one.key] = Decided(one.pk, None)
        elif registration.event_id == event.pk:
            if registration.status in ADMITTED:
                found[one.key] = Decided(one.pk, registration.pk)
        elif (place := here.get(_who(registration))) is not None:
            found[one.key] = Decided(one.pk, place)
    return found


def items_of(
    *, organization: Organization, event_id: UUID | None = None, status: str = ""
) -> QuerySet[ReconciliationItem]:
    """The queue, with what was decided."""
    rows = ReconciliationItem.objects.filter(organization=organization).select_related(
        "event", "registration", "decision__decided_by"
    )
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    return rows.filter(status=status) if status else rows


def item_for_staff(*, organization: Organization, item_id: UUID) -> ReconciliationItem:
    """Raises ItemNotFound."""
    found = items_of(organization=organization).filter(pk=item_id).first()
    if found is None:
        raise ItemNotFound
    return found


def item_json(item: ReconciliationItem) -> dict[str, Any]:
    """Read as `items_of` reads it."""
    registration, decision = item.registration, item.decision
    return {
        "id": item.pk,
        "event": {"id": item.event_id, "title": item.event.title},
        "name": item.name,
        "email": item.email,
        "first_seen_at": item.first_seen_at,
        "last_seen_at": item.last_seen_at,
        "seconds": item.seconds,
        "joins": item.joins,
        "status": item.status,
        "registration": {"id": registration.pk, "name": registration.name, "email": registration.email}
        if registration
        else None,
        "decided_at": decision.created_at if decision else None,
        "decided_by": decision.decided_by.display_name if decision else "",
    }


def _places_of(event: Event, others: Iterable[Registration]) -> dict[tuple[str, str], UUID]:
    """The places in this event of people who have one in another."""
    others = list(others)
    if not others:
        return {}
    rows = Registration.objects.filter(event=event, status__in=ADMITTED)
    people = rows.filter(person_id__in=[one.person_id for one in others if one.person_id])
    guests = rows.filter(person=None, email__in=[one.email for one in others if not one.person_id and one.email])
    return {_who(row): row.pk for row in (people | guests).only("id", "person_id", "email")}


def _who(registration: Registration) -> tuple[str, str]:
    return ("person", str(registration.person_id)) if registration.person_id else ("guest", registration.email)
