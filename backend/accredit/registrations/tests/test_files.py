"""The people of an event as a file: out, and in."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core import mail

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, at_once, drain, queries
from accredit.events.models import TicketType
from accredit.events.tests.factories import QuestionFactory, TicketTypeFactory, event_with_ticket
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations import services
from accredit.registrations.exceptions import FileNotReadable, FileTooLong, ImportOvertaken
from accredit.registrations.models import ImportedRow, Registration
from accredit.registrations.rules.files import people_read

from .factories import RegistrationFactory
from .test_placing import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def organizer(organization: Organization) -> Any:
    return api(member(organization, "organizer"), organization)


def take_in(client: Any, ticket: TicketType, content: str, **given: bool) -> Any:
    address = f"/api/registrations/event/{ticket.event_id}/import/"
    return client.post(address, {"content": content, **given}, format="json")


def exported(client: Any, ticket: TicketType, query: str = "") -> tuple[str, list[dict[str, str]]]:
    answer = client.get(f"/api/registrations/event/{ticket.event_id}/export.csv{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = b"".join(answer.streaming_content).decode()
    return text, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def statuses() -> list[str]:
    return sorted(Registration.objects.values_list("status", flat=True))


# Out


@pytest.mark.happy
def test_the_table_is_a_file_with_all_answers(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization, price=14500)
    meal = QuestionFactory(
        event=ticket.event,
        kind="multiple",
        prompt="Meals",
        choices=[{"id": "v", "text": "Vegan"}, {"id": "n", "text": "No nuts"}],
    )
    gone = QuestionFactory(event=ticket.event, kind="yes_no", prompt="Bus", retired_at=clock.now())
    RegistrationFactory(
        ticket_type=ticket, name="=1+1", answers={str(meal.id): ["v", "n"], str(gone.id): True}, status="cancelled"
    )
    RegistrationFactory(ticket_type=ticket, name="Grace Hopper")
    RegistrationFactory(ticket_type=event_with_ticket(organization=organization), name="Elsewhere")
    text, rows = exported(organizer, ticket)
    assert [row["Name"] for row in rows] == ["'=1+1", "Grace Hopper"]
    assert (rows[0]["Meals"], rows[0]["Bus"], rows[0]["Price"]) == ("Vegan; No nuts", "yes", "145.00")
    assert (rows[1]["Meals"], rows[1]["Status"]) == ("", "confirmed")
    assert text.startswith("\ufeffName,Email")
    assert [row["Name"] for row in exported(organizer, ticket, "?status=cancelled")[1]] == ["'=1+1"]
    assert organizer.get(f"/api/registrations/event/{ticket.event_id}/export.csv?status=odd").status_code == 400


def test_the_file_costs_the_same_for_one_row_and_for_twenty(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization)
    RegistrationFactory(ticket_type=ticket)
    one = queries(lambda: exported(organizer, ticket))
    RegistrationFactory.create_batch(20, ticket_type=ticket)
    assert queries(lambda: exported(organizer, ticket)) == one


# In


@pytest.mark.happy
def test_people_of_a_file_have_confirmed_places_without_payment(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization, price=14500, approval_required=True)
    meal = QuestionFactory(
        event=ticket.event, kind="single", prompt="Meal", choices=[{"id": "v", "text": "Vegan"}], is_required=True
    )
    account = UserFactory(email="ada@example.org")
    content = (
        "\ufeffName;Email;Meal;Shoe size\r\n"
        "Ada  Lovelace;ADA@example.org;vegan;38\r\n;;;\r\n"
        '"Hopper, Grace";grace@example.org;;\r\n'
    )
    answer = take_in(organizer, ticket, content)
    assert (answer.status_code, answer.json()["added"], answer.json()["ignored_columns"]) == (200, 2, ["Shoe size"])
    ada, grace = Registration.objects.order_by("email")
    assert (ada.name, ada.person, ada.booked_by, ada.answers) == ("Ada Lovelace", account, None, {str(meal.id): "v"})
    assert (grace.name, grace.person, grace.price_amount, grace.order_id) == ("Hopper, Grace", None, 0, None)
    assert statuses() == ["confirmed"] * 2
    agree(ticket, 2)
    news = OutboxEvent.objects.filter(name="registrations.registration_confirmed")
    assert {str(row.payload["registration_id"]) for row in news} == {str(ada.id), str(grace.id)}
    drain()
    assert {one.to[0] for one in mail.outbox} == {"ada@example.org", "grace@example.org"}


def test_the_same_file_twice_adds_nobody(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization)
    content = "Name,Email,Reference\nAda,ada@example.org,1\nGrace,grace@example.org,2\n"
    assert take_in(organizer, ticket, content).json()["added"] == 2
    again = take_in(organizer, ticket, content).json()
    assert (again["added"], again["known"], len(again["lines"])) == (0, 2, 2)
    [grace] = Registration.objects.filter(email="grace@example.org")
    services.registration_cancel(registration=grace, actor_id=None, reason="", refund=False, now=clock.now())
    later = take_in(organizer, ticket, content + "New,new@example.org,3\n").json()
    assert (later["added"], later["known"]) == (1, 2), "who has given the place up is not put back by the old file"
    assert "before" in later["lines"][1]["reason"]
    renamed = "Name,Email,Reference\nAda,ada@work.example,1\n"
    assert take_in(organizer, ticket, renamed).json()["known"] == 1, "a line is known by its reference"
    agree(ticket, 2)


def test_a_dry_run_names_every_mistake_and_changes_nothing(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization)
    TicketTypeFactory(event=ticket.event, capacity=ticket.capacity, name="Online")
    QuestionFactory(event=ticket.event, kind="number", prompt="Years")
    RegistrationFactory(ticket_type=ticket, email="here@example.org", person=None, booked_by=None)
    content = (
        "Name,Email,Ticket,Years\n"
        f"Ada,ada@example.org,{ticket.name.upper()},7\n"
        "Here,here@example.org,online,\n"
        ",nobody,Gala,x\n"
        "Ada again,Ada@example.org,Online,many\n"
    )
    answer = take_in(organizer, ticket, content, dry_run=True).json()
    assert (answer["dry_run"], answer["added"], answer["known"], answer["wrong"]) == (True, 1, 1, 2)
    found = {line["line"]: [error["path"] for error in line["errors"]] for line in answer["lines"]}
    assert found == {3: [], 4: ["Name", "Email", "Ticket"], 5: ["Years", "Email"]}
    assert "Line 2 is about the same person." in str(answer["lines"])
    assert not ImportedRow.objects.exists()
    refused = take_in(organizer, ticket, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "file_has_mistakes")
    assert {error["path"] for error in refused.json()["errors"]} >= {"lines.4.Name", "lines.5.Years"}
    assert Registration.objects.count() == 1
    some = take_in(organizer, ticket, content, skip_wrong=True).json()
    assert (some["added"], some["wrong"]) == (1, 2)
    assert set(Registration.objects.values_list("email", flat=True)) == {"ada@example.org", "here@example.org"}


def test_a_file_never_sells_more_places_than_there_are(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization, size=2)
    content = "Name,Email\n" + "".join(f"P,p{n}@example.org\n" for n in range(3))
    said = take_in(organizer, ticket, content, dry_run=True).json()
    assert said["shortfalls"] == [{"capacity": "The room", "wanted": 3, "left": 2}]
    refused = take_in(organizer, ticket, content)
    assert (refused.status_code, refused.json()["code"]) == (409, "sold_out")
    assert (Registration.objects.count(), ImportedRow.objects.count(), OutboxEvent.objects.count()) == (0, 0, 0)
    agree(ticket, 0)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_file_at_once_adds_everybody_once() -> None:
    ticket, actor = event_with_ticket(), UserFactory()
    content = "Name,Email\n" + "".join(f"P,p{n}@example.org\n" for n in range(20))

    def take() -> services.Imported:
        return services.registrations_import(
            event=ticket.event, text=content, dry_run=False, skip_wrong=False, actor_id=actor.pk, now=clock.now()
        )

    results = at_once([take] * 3)
    assert all(isinstance(one, ImportOvertaken | services.Imported) for one in results), results
    assert sum(one.count(services.LineResult.ADDED) for one in results if isinstance(one, services.Imported)) == 20
    agree(ticket, 20)


def test_two_thousand_people_come_in_at_once_and_more_do_not(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization, size=None)
    content = "Name,Email\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(2000))
    assert take_in(organizer, ticket, content).json()["added"] == 2000
    refused = take_in(organizer, ticket, content + "One,more@example.org\n")
    assert (refused.status_code, refused.json()["code"]) == (422, "file_too_long")


@pytest.mark.parametrize("content", ["", "\n\n", "Name\nAda\n", "Who,Where\nAda,There\n", 'Name,Email\n"Ada,a@b.cd\n'])
def test_a_file_that_is_no_table_of_people_is_refused(content: str) -> None:
    with pytest.raises(FileNotReadable):
        people_read(content, [])


def test_a_file_of_ours_is_read_again_as_it_was() -> None:
    [row] = people_read("Name,Email\n'=Ada,'+a@example.org\n", []).rows
    assert (row.name, row.email, row.line) == ("=Ada", "+a@example.org", 2)
    with pytest.raises(FileTooLong):
        people_read("Name,Email\n" + "A,a\n" * 2001, [])


def test_only_who_manages_a_published_event_takes_people_in_and_out(organization: Organization) -> None:
    ticket = event_with_ticket(organization=organization)
    other = OrganizationFactory()
    content = "Name,Email\nAda,ada@example.org\n"
    callers = {
        401: api(None, organization),
        403: api(member(organization, "door"), organization),
        404: api(member(other, "owner"), other),
    }
    for status, client in callers.items():
        assert take_in(client, ticket, content).status_code == status
        assert client.get(f"/api/registrations/event/{ticket.event_id}/export.csv").status_code == status
    draft = event_with_ticket(organization=organization, status="draft")
    organizer = api(member(organization, "organizer"), organization)
    assert take_in(organizer, draft, content).json()["code"] == "registration_closed"
    assert organizer.post(f"/api/registrations/event/{new_id()}/import/").status_code == 404
    assert take_in(organizer, ticket, "").status_code == 400
    assert not Registration.objects.exists()
