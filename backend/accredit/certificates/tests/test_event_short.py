"""Those who are not yet eligible: how many, what they lack, and writing to them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from accredit.certificates.models import Certificate
from accredit.certificates.services import event_standing
from accredit.core.testing import api, assert_same_queries, drain
from accredit.events.models import Event
from accredit.events.tests.factories import event_with_ticket
from accredit.feedback.tests.factories import SurveyFactory
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations.models import MessageDelivery, Registration
from accredit.registrations.tests.factories import RegistrationFactory

from .event_factories import ENOUGH, ISSUED, attend, certified_by_event, complete_event
from .test_event_issuing import gate

pytestmark = pytest.mark.django_db
WORDS = {"subject": "What is missing", "body": "Please come to the next one."}


def url(event: Event) -> str:
    return f"/api/certificates/events/{event.id}/short/"


def organizer(event: Event, role: str = "organizer") -> Any:
    return api(member(event.organization, role), event.organization)


def half_and_whole() -> tuple[Registration, Registration]:
    """Two people in one event that asks for minutes and a survey: one came for half of it, one for all. Neither
    answered."""
    ticket = event_with_ticket()
    half, whole = attend(ticket, ENOUGH // 2, name="Half"), attend(ticket, ENOUGH, name="Whole")
    SurveyFactory(event=ticket.event)
    gate(ticket.event, {"kind": "attendance", "percent": 80}, {"kind": "survey"})
    complete_event(ticket.event)
    return half, whole


@pytest.mark.happy
def test_says_how_many_are_short_and_of_what() -> None:
    half, _ = half_and_whole()
    client = organizer(half.event)

    everybody = client.get(url(half.event)).json()
    by_minutes = client.get(url(half.event), {"lacks": "attendance"}).json()

    assert (everybody["people"], everybody["names"]) == (2, ["Half", "Whole"])
    assert [(one["kind"], one["people"]) for one in everybody["clauses"]] == [("survey", 2), ("attendance", 1)]
    assert (by_minutes["people"], by_minutes["names"]) == (1, ["Half"])


@pytest.mark.happy
def test_those_who_lack_something_are_written_to_and_nobody_else() -> None:
    half, whole = half_and_whole()
    mail.outbox.clear()

    answer = organizer(half.event).post(url(half.event), WORDS | {"lacks": ["attendance"]}, format="json")
    drain(now=ISSUED)

    assert (answer.status_code, answer.json()["recipients"]) == (201, 1)
    assert [one.to for one in mail.outbox if one.subject == WORDS["subject"]] == [[half.email]]
    listed = organizer(half.event).get(f"/api/registrations/event/{half.event_id}/messages/").json()["results"]
    assert [(one["id"], one["sent"]) for one in listed] == [(answer.json()["id"], 1)]
    assert not MessageDelivery.objects.filter(registration=whole).exists()


def test_asked_twice_with_one_key_is_sent_once() -> None:
    half, _ = half_and_whole()
    client, key = organizer(half.event), str(uuid4())

    answers = [client.post(url(half.event), WORDS, format="json", headers={"Idempotency-Key": key}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert MessageDelivery.objects.count() == 2


def test_the_certified_and_those_without_an_address_are_not_short() -> None:
    certificate = certified_by_event()
    event = certificate.event
    assert event is not None
    RegistrationFactory(ticket_type=event.ticket_types.get(), person=None, booked_by=None, email="", status="absent")
    gate(event, {"kind": "attendance", "percent": 100}, when_changed="keep")
    drain(now=ISSUED)
    assert Certificate.objects.get().status == "issued"

    answer = organizer(event).post(url(event), WORDS, format="json")

    assert organizer(event).get(url(event)).json()["people"] == 0
    assert (answer.status_code, answer.json()["code"]) == (422, "nobody_is_short")
    standing = event_standing(event=event)
    assert (standing.people, standing.met, standing.short, standing.due) == (2, 1, 1, 0)


def test_what_cannot_be_asked_or_sent_is_refused() -> None:
    event = event_with_ticket().event
    client = organizer(event)

    assert client.get(url(event), {"lacks": "lessons"}).status_code == 400
    assert client.post(url(event), WORDS | {"lacks": ["lessons"]}, format="json").status_code == 400
    assert client.post(url(event), WORDS | {"subject": ""}, format="json").status_code == 400


@pytest.mark.isolation
def test_is_for_those_who_manage_events() -> None:
    event = event_with_ticket().event
    elsewhere = OrganizationFactory()
    stranger = api(member(elsewhere, "owner"), elsewhere)

    for client, status in ((organizer(event, "instructor"), 403), (stranger, 404), (api(), 401)):
        assert client.get(url(event)).status_code == status
        assert client.post(url(event), WORDS, format="json").status_code == status


def test_costs_the_same_for_one_and_for_many() -> None:
    tickets = [event_with_ticket(), event_with_ticket()]
    for ticket, people in zip(tickets, (1, 20), strict=True):
        for _ in range(people):
            attend(ticket, ENOUGH // 2)
    clients = [organizer(ticket.event) for ticket in tickets]

    assert_same_queries(
        lambda: clients[0].get(url(tickets[0].event)),
        lambda: clients[1].get(url(tickets[1].event)),
    )
    assert clients[1].get(url(tickets[1].event)).json()["people"] == 20
