"""Who has not said who they are: whose links they get, and what they cannot find out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order
from accredit.billing.tests.stand import Stand
from accredit.core import clock
from accredit.core.models import Job, OutboxEvent
from accredit.core.testing import api, drain
from accredit.events.models import TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations import services
from accredit.registrations.models import Registration, WaitingEntry

from .factories import RegistrationFactory, WaitingEntryFactory
from .test_api_registering import MINE, body, register
from .test_placing import agree

pytestmark = pytest.mark.django_db
ADA, GRACE, OFFICE = "ada@example.org", "grace@example.org", "office@example.org"


def shape(answer: Any) -> Any:
    """An answer without what differs from one registration to the next."""

    def shown(value: Any) -> Any:
        return value if value is None or isinstance(value, bool) else type(value)

    found = answer.json()
    places = [
        {name: shown(value) for name, value in place.items()} | {"status": place["status"], "email": place["email"]}
        for place in found.pop("registrations")
    ]
    return answer.status_code, places, {name: shown(value) for name, value in found.items()}


def seated(ticket: TicketType, email: str = ADA) -> Registration:
    """Somebody who has a place already."""
    answer = register(api(), body(ticket, email))
    assert answer.status_code == 201
    drain()
    return Registration.objects.get(ticket_type=ticket, email=email)


def test_the_links_of_places_go_to_their_people_by_mail_alone(mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket()
    answer = register(api(), body(ticket, ADA, GRACE, contact_email=OFFICE))
    assert [one["token"] for one in answer.json()["registrations"]] == [None, None]
    drain()
    assert sorted(mail.to[0] for mail in mailoutbox) == [ADA, GRACE]
    assert all("?token=" in mail.body for mail in mailoutbox)


def test_who_pays_gets_the_link_of_their_own_place_and_of_no_other(stand: Stand) -> None:
    ticket = event_with_ticket(price=900)
    [own, other] = register(api(), body(ticket, "Ada@Example.org", GRACE)).json()["registrations"]
    assert other["token"] is None
    opened = api().get(f"{MINE}{own['id']}/", {"token": own["token"]})
    assert (opened.status_code, opened.json()["email"]) == (200, ADA)
    paid_by_an_office = register(api(), body(event_with_ticket(price=900), ADA, contact_email=OFFICE))
    assert [one["token"] for one in paid_by_an_office.json()["registrations"]] == [None]


def test_a_guest_who_takes_an_offer_gets_the_link_of_the_address_that_it_went_to() -> None:
    ticket = event_with_ticket(size=2)
    entry = WaitingEntryFactory(ticket_type=ticket, person=None, email=ADA, quantity=2)
    services.waiting_offer_next(event_id=ticket.event_id, now=clock.now())
    people = {"attendees": [{"name": "Ada", "email": ADA}, {"name": "Grace", "email": GRACE}]}
    address = f"/api/registrations/waiting-list/{entry.id}/accept/?token={services.waiting_token(entry)}"
    [own, other] = api().post(address, people, format="json").json()["registrations"]
    assert (bool(own["token"]), other["token"]) == (True, None)


@pytest.mark.parametrize("fields", [{}, {"approval_required": True}])
def test_a_guest_cannot_find_out_who_comes(fields: dict[str, Any], mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket(size=5, **fields)
    row = seated(ticket)
    mailoutbox.clear()
    news = OutboxEvent.objects.count()
    again, fresh = (register(api(), body(ticket, email)) for email in ("ADA@example.org", GRACE))
    assert [one["email"] for one in again.json()["registrations"]] == [ADA]
    told = shape(again)
    told[1][0]["email"] = GRACE
    assert told == shape(fresh)
    assert Registration.objects.filter(email=ADA).get().id == row.id
    drain()
    [mail] = [mail for mail in mailoutbox if mail.to == [ADA]]
    assert mail.subject == f"You are registered for “{ticket.event.title}” already"
    assert f"/tickets/{row.id}?token=" in mail.body
    assert "nothing was changed and nothing was charged" in mail.body
    assert OutboxEvent.objects.count() == news + 1, "of the new one alone"
    agree(ticket, 0 if fields else 2)


def test_an_account_that_has_a_place_is_found_out_as_little() -> None:
    ticket, user = event_with_ticket(), UserFactory()
    RegistrationFactory(ticket_type=ticket, person=user, email="earlier@example.org", holds_place=True)
    TicketType.objects.get().capacity.__class__.objects.update(taken=1)
    assert register(api(), body(ticket, user.email)).status_code == 201
    assert Registration.objects.count() == 1
    assert Job.objects.filter(name="registrations.reminder_send").count() == 1


def test_of_several_people_the_new_ones_get_their_places() -> None:
    ticket = event_with_ticket(size=3)
    seated(ticket)
    answer = register(api(), body(ticket, ADA, GRACE)).json()["registrations"]
    assert [(one["email"], one["status"]) for one in answer] == [(ADA, "confirmed"), (GRACE, "confirmed")]
    assert Registration.objects.count() == 2
    agree(ticket, 2)


def test_a_full_event_is_full_for_who_is_in_it_as_well() -> None:
    ticket = event_with_ticket(size=1)
    seated(ticket)
    jobs = Job.objects.count()
    for people in ([ADA], [GRACE], [ADA, GRACE]):
        refused = register(api(), body(ticket, *people))
        assert (refused.status_code, refused.json()["code"]) == (409, "sold_out")
    assert Job.objects.count() == jobs
    agree(ticket, 1)


def test_nobody_pays_for_a_place_that_is_there(stand: Stand) -> None:
    ticket = event_with_ticket(price=900)
    first = register(api(), body(ticket, ADA)).json()
    both = register(api(), body(ticket, ADA, GRACE)).json()
    assert Order.objects.get(pk=both["order"]).total_amount == 900
    assert [one["status"] for one in both["registrations"]] == ["pending_payment"] * 2
    assert {one["order"] for one in both["registrations"]} == {both["order"]}
    alone = register(api(), body(ticket, ADA)).json()
    assert (alone["registrations"][0]["status"], alone["checkout_url"]) == ("pending_payment", None)
    assert alone["order"] not in (None, first["order"])
    assert Order.objects.count() == 2
    opened = api().get(f"{MINE}{alone['registrations'][0]['id']}/", {"token": alone["registrations"][0]["token"]})
    assert opened.status_code == 404


def test_nobody_is_reminded_more_than_once_in_an_hour(mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket()
    seated(ticket)
    mailoutbox.clear()
    for _ in range(3):
        register(api(), body(ticket, ADA))
        drain()
    assert len(mailoutbox) == 1


def test_who_is_signed_in_is_told_of_their_own_place() -> None:
    ticket, user = event_with_ticket(), UserFactory()
    assert register(api(user), body(ticket, user.email)).status_code == 201
    again = register(api(user), body(ticket, user.email))
    assert (again.status_code, again.json()["code"]) == (409, "already_registered")


def test_the_reminder_of_a_place_that_has_ended_is_not_sent(mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket()
    row = seated(ticket)
    register(api(), body(ticket, ADA))
    mailoutbox.clear()
    Registration.objects.filter(pk=row.pk).update(status="cancelled")
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        drain()
    assert mailoutbox == []


def joined(ticket: TicketType, email: str) -> Any:
    sent = {"event": ticket.event.slug, "ticket_types": [str(ticket.id)], "name": "Ada", "email": email}
    return api().post("/api/registrations/waiting-list/", sent, format="json")


@pytest.mark.parametrize("has", ["a place", "waited"])
def test_the_waiting_list_does_not_tell_either(has: str, mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket(size=1)
    seated(ticket, ADA if has == "a place" else GRACE)
    if has == "waited":
        assert joined(ticket, ADA).status_code == 201
    drain()
    mailoutbox.clear()
    entries = WaitingEntry.objects.count()
    again = joined(ticket, "Ada@Example.org")
    fresh = joined(ticket, "new@example.org")
    assert (again.status_code, fresh.status_code) == (201, 201)
    one, other = again.json(), fresh.json()
    assert {name: type(value) for name, value in one.items()} == {name: type(value) for name, value in other.items()}
    assert (one["position"], one["status"], one["offer"]) == (other["position"], "waiting", None)
    assert WaitingEntry.objects.count() == entries + 1
    drain()
    [mail] = [mail for mail in mailoutbox if mail.to == [ADA]]
    assert mail.subject.startswith("You are registered for" if has == "a place" else "You are on the waiting list of")
