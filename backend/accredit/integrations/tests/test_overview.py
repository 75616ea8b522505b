"""An event in figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accredit.certificates.tests.event_factories import ENOUGH, attend, complete_event
from accredit.core import clock
from accredit.core.testing import api, assert_same_queries
from accredit.events.models import Capacity, Event, TicketType
from accredit.events.tests.factories import TicketTypeFactory, event_with_ticket
from accredit.feedback.models import SurveyParticipation
from accredit.feedback.tests.factories import SurveyFactory
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations.models import AttendanceInterval
from accredit.registrations.tests.factories import RegistrationFactory, WaitingEntryFactory

from .factories import ReconciliationItemFactory, ZoomMeetingFactory

pytestmark = pytest.mark.django_db


def url(event: Event) -> str:
    return f"/api/events/{event.id}/overview/"


def organizer(event: Event, role: str = "organizer") -> Any:
    return api(member(event.organization, role), event.organization)


def seen(event: Event, role: str = "organizer") -> dict[str, Any]:
    answer = organizer(event, role).get(url(event))
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def held(*, people: int) -> TicketType:
    """An event that is over, with so many who were there long enough and one who was not."""
    ticket = event_with_ticket()
    for _ in range(people):
        attend(ticket, ENOUGH)
    attend(ticket, 60)
    complete_event(ticket.event, until=None)
    return ticket


@pytest.mark.happy
def test_before_the_event_it_says_who_has_a_place_and_who_waits() -> None:
    ticket = event_with_ticket()
    Capacity.objects.filter(pk=ticket.capacity_id).update(size=30)
    RegistrationFactory.create_batch(3, ticket_type=ticket)
    for status in ("pending_approval", "pending_payment", "cancelled", "cancelled"):
        RegistrationFactory(ticket_type=ticket, status=status)
    WaitingEntryFactory(ticket_type=ticket)

    body = seen(ticket.event)

    assert body["places"] == {
        "registered": 3,
        "capacity": 30,
        "pending_approval": 1,
        "pending_payment": 1,
        "cancelled": 2,
        "waiting": 1,
        "offered": 0,
    }
    assert body["gate"] is None
    assert (body["money"], body["survey"]) == ([], None)
    assert (body["certificates"]["due"], body["certificates"]["issues_at"]) == (0, None)


def test_places_without_limit_have_no_capacity() -> None:
    ticket = event_with_ticket()
    Capacity.objects.filter(pk=ticket.capacity_id).update(size=None)

    assert seen(ticket.event)["places"]["capacity"] is None


@pytest.mark.happy
def test_after_the_event_it_says_who_came_who_is_past_the_gate_and_what_the_others_lack() -> None:
    ticket = held(people=2)
    RegistrationFactory(ticket_type=ticket, status="absent")

    body = seen(ticket.event)

    assert (body["presence"]["came"], body["presence"]["in_person"]) == (3, 3)
    assert (body["gate"]["people"], body["gate"]["met"], body["gate"]["short"]) == (4, 2, 2)
    assert body["gate"]["clauses"] == [{"kind": "attendance", "text": "Attend at least 80% of the event", "people": 2}]
    certificates = body["certificates"]
    assert (certificates["due"], certificates["issued"], certificates["by_hand"]) == (2, 0, False)


def test_while_it_runs_it_says_who_is_inside() -> None:
    now = clock.now()
    ticket = event_with_ticket(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    rows = RegistrationFactory.create_batch(2, ticket_type=ticket)
    for row, left in zip(rows, (None, now - timedelta(minutes=5)), strict=True):
        AttendanceInterval.objects.create(
            organization=row.organization,
            event=row.event,
            registration=row,
            source="door",
            starts_at=now - timedelta(minutes=30),
            ends_at=left,
            external_id=str(row.id),
        )

    body = seen(ticket.event)

    assert (body["presence"]["inside"], body["presence"]["came"]) == (1, 2)
    assert body["gate"]["people"] == 2
    assert body["certificates"]["due"] == 0


def test_strangers_meetings_and_the_survey_are_counted() -> None:
    ticket = held(people=1)
    event = ticket.event
    ReconciliationItemFactory(event=event)
    ReconciliationItemFactory(event=event, status="ignored")
    fetched = clock.now()
    meeting = {"event": event, "status": "live", "report_fetched_at": fetched}
    ZoomMeetingFactory(session=event.sessions.get(), **meeting)
    survey: Any = SurveyFactory(event=event)
    row = RegistrationFactory(ticket_type=ticket)
    SurveyParticipation.objects.create(
        organization=event.organization, survey=survey, registration=row, answered_on=fetched.date()
    )

    body = seen(event)

    assert (body["presence"]["unmatched"], body["presence"]["meetings"], body["presence"]["reported"]) == (1, 1, 1)
    assert body["survey"] == {
        "id": str(survey.id),
        "title": survey.title,
        "status": "published",
        "asked": 1,
        "answered": 1,
    }


def test_what_stands_beside_the_tabs_is_counted_without_asking_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = held(people=2)
    RegistrationFactory(ticket_type=ticket, status="cancelled")
    other = TicketTypeFactory(event=ticket.event, capacity=ticket.capacity)
    RegistrationFactory.create_batch(2, ticket_type=other, status="absent")
    monkeypatch.setattr("accredit.integrations.selectors.overview.event_standing", None)

    answer = organizer(ticket.event).get(f"/api/events/{ticket.event_id}/figures/")
    body = answer.json()

    assert body["has_begun"] is True
    assert {(one["status"], one["ticket_type"]): one["count"] for one in body["people"]} == {
        ("attended", str(ticket.id)): 3,
        ("cancelled", str(ticket.id)): 1,
        ("absent", str(other.id)): 2,
    }
    assert (body["places"]["registered"], body["presence"]["came"]) == (5, 3)
    assert (body["issued"], body["answered"]) == (0, 0)


@pytest.mark.isolation
@pytest.mark.parametrize("part", ["overview", "figures"])
def test_is_for_those_who_manage_events(part: str) -> None:
    event = event_with_ticket().event
    elsewhere = OrganizationFactory()
    address = f"/api/events/{event.id}/{part}/"

    assert organizer(event, "door").get(address).status_code == 403
    assert organizer(event, "viewer").get(address).status_code == 403
    assert api(member(elsewhere, "owner"), elsewhere).get(address).status_code == 404
    assert api().get(address).status_code == 401


@pytest.mark.parametrize("part", ["overview", "figures"])
def test_costs_the_same_for_one_and_for_many(part: str) -> None:
    one, many = held(people=1).event, held(people=19).event
    clients = {event.id: organizer(event) for event in (one, many)}

    assert_same_queries(
        lambda: clients[one.id].get(f"/api/events/{one.id}/{part}/"),
        lambda: clients[many.id].get(f"/api/events/{many.id}/{part}/"),
    )
