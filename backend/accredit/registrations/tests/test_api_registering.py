"""Registering over HTTP, and what becomes of one's own places."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CheckoutAttempt, Order
from accredit.billing.tests.stand import Stand
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, queries
from accredit.events.models import TicketType
from accredit.events.tests.factories import QuestionFactory, TicketTypeFactory, event_with_ticket, tomorrow
from accredit.organizations.tests.factories import member
from accredit.promo_codes.tests.factories import PromoCodeFactory
from accredit.registrations.models import Registration

from .factories import RegistrationFactory

pytestmark = pytest.mark.django_db
REGISTER = "/api/registrations/register/"
MINE = "/api/registrations/"


def body(ticket: TicketType, *emails: str, **fields: Any) -> dict[str, Any]:
    people = [
        {"ticket_type": str(ticket.id), "name": "Ifeoma Adeyemi", "email": email}
        for email in emails or ("ifeoma@example.org",)
    ]
    return {"event": ticket.event.slug, "attendees": people, **fields}


def register(client: Any, sent: dict[str, Any], key: str = "") -> Any:
    return client.post(REGISTER, sent, format="json", headers={"Idempotency-Key": key or str(new_id())})


def session_of(order: Order, stand: Stand) -> Any:
    return stand.get(f"checkout/sessions/{CheckoutAttempt.objects.get(order=order).session_id}")


# Registering


@pytest.mark.happy
def test_somebody_registers_for_a_free_event_and_has_a_ticket() -> None:
    ticket, user = event_with_ticket(), UserFactory()
    answer = register(api(user), body(ticket, user.email))
    assert answer.status_code == 201
    assert (answer.json()["order"], answer.json()["checkout_url"]) == (None, None)
    [made] = answer.json()["registrations"]
    mine = api(user).get(f"{MINE}{made['id']}/").json()
    assert (mine["status"], mine["can_cancel"], mine["refund_if_cancelled"]) == ("confirmed", True, None)
    assert mine["ticket"].startswith("ACC1.")
    assert [one["id"] for one in api(user).get(MINE).json()["results"]] == [made["id"]]


@pytest.mark.happy
def test_a_guest_registers_without_an_account() -> None:
    ticket = event_with_ticket()
    answer = register(api(), body(ticket, "Guest@Example.org"))
    assert (answer.status_code, answer.json()["registrations"][0]["status"]) == (201, "confirmed")
    registration = Registration.objects.get()
    assert (registration.person_id, registration.booked_by_id, registration.email) == (None, None, "guest@example.org")


def test_what_costs_is_held_and_paid_on_the_page_of_its_order(stand: Stand) -> None:
    ticket, user = event_with_ticket(price=14500), UserFactory()
    answer = register(api(user), body(ticket, user.email, "friend@example.org")).json()
    order = Order.objects.get(pk=answer["order"])
    assert (order.total_amount, order.buyer_id) == (29000, user.id)
    assert {one["status"] for one in answer["registrations"]} == {"pending_payment"}
    assert all(one["hold_expires_at"] for one in answer["registrations"])
    assert session_of(order, stand)["url"] == answer["checkout_url"]


def test_a_guest_pays_by_address_alone(stand: Stand) -> None:
    ticket = event_with_ticket(price=14500)
    answer = register(api(), body(ticket, "guest@example.org", contact_email="office@example.org"))
    assert (answer.status_code, answer.json()["checkout_url"] is None) == (201, False)
    order = Order.objects.get()
    assert (order.email, session_of(order, stand)["customer_email"]) == ("office@example.org", "office@example.org")


def test_places_are_held_while_the_payment_service_is_away(stand: Stand) -> None:
    ticket, user = event_with_ticket(price=14500), UserFactory()
    stand.fail(count=20)
    answer = register(api(user), body(ticket, user.email))
    assert (answer.status_code, answer.json()["checkout_url"]) == (201, None)
    assert Registration.objects.get().status == "pending_payment"


def test_the_same_key_registers_once_and_no_key_not_at_all() -> None:
    ticket, user = event_with_ticket(), UserFactory()
    client, sent = api(user), body(ticket, user.email)
    assert client.post(REGISTER, sent, format="json").json()["code"] == "idempotency_key_required"
    first, second = (register(client, sent, key="once") for _ in range(2))
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    again = register(client, sent)
    assert (again.status_code, again.json()["code"]) == (409, "already_registered")
    assert Registration.objects.count() == 1


def test_guests_at_one_address_cannot_register_without_end() -> None:
    ticket, client = event_with_ticket(size=None), api()
    with time_machine.travel(clock.now().replace(minute=5)):
        answers = [register(client, body(ticket, f"guest{n}@example.org")) for n in range(31)]
    assert [answer.status_code for answer in answers] == [201] * 30 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"attendees": []}, 400, "bad_request"),
        ({"attendees": [{"name": "N", "email": "not an address"}]}, 400, "bad_request"),
        ({"event": "no-such-event"}, 404, "event_not_found"),
    ],
)
def test_a_registration_that_cannot_be_read_is_refused(change: dict[str, Any], status: int, code: str) -> None:
    refused = register(api(), body(event_with_ticket()) | change)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Registration.objects.exists()


def test_a_registration_that_cannot_be_is_refused_by_name() -> None:
    full, closed = event_with_ticket(size=1), event_with_ticket(registration_closes_at=clock.now())
    asked = event_with_ticket()
    question = QuestionFactory(event=asked.event, is_required=True)
    hidden = TicketTypeFactory(event=asked.event, is_hidden=True)
    other = event_with_ticket()
    cases: list[tuple[dict[str, Any], int, str]] = [
        (body(full, "a@example.org", "b@example.org"), 409, "sold_out"),
        (body(full, "a@example.org", "a@example.org"), 400, "answers_not_usable"),
        (body(closed), 409, "registration_closed"),
        (body(asked), 400, "answers_not_usable"),
        (body(hidden), 409, "ticket_not_on_sale"),
        (body(other) | {"event": full.event.slug}, 409, "ticket_not_on_sale"),
        (body(other, *(f"p{n}@example.org" for n in range(11))), 422, "order_limit"),
    ]
    for sent, status, code in cases:
        refused = register(api(UserFactory()), sent)
        assert (refused.status_code, refused.json()["code"]) == (status, code), sent
        if sent["event"] == asked.event.slug and code == "answers_not_usable":
            assert refused.json()["errors"][0]["path"] == f"attendees.0.answers.{question.id}"
    assert not Registration.objects.exists()


def test_a_code_opens_a_hidden_ticket() -> None:
    event = event_with_ticket().event
    hidden = TicketTypeFactory(event=event, is_hidden=True)
    promo_code = PromoCodeFactory(organization=event.organization, code="FRIENDS", value=10)
    promo_code.targets.create(organization=event.organization, item_kind="ticket", item_id=hidden.id)
    user: Any = UserFactory()
    answer = register(api(user), body(hidden, user.email, promo_code="friends"))
    assert (answer.status_code, answer.json()["registrations"][0]["status"]) == (201, "confirmed")


def test_a_code_shows_the_hidden_tickets_that_it_is_for() -> None:
    event = event_with_ticket().event
    hidden, another = (TicketTypeFactory(event=event, is_hidden=True, price_amount=price) for price in (0, 900))
    code = PromoCodeFactory(organization=event.organization, code="FRIENDS", value=10)
    for one in (hidden, TicketTypeFactory(is_hidden=True)):
        code.targets.create(organization=event.organization, item_kind="ticket", item_id=one.id)

    def shown(word: str, at: str = event.slug) -> list[str]:
        answer = api().get(f"/api/registrations/unlocked-tickets/?event={at}&promo_code={word}")
        assert answer.status_code == 200
        return [one["id"] for one in answer.json()["tickets"]]

    assert shown("friends") == shown("FRIENDS", str(event.id)) == [str(hidden.id)]
    assert another.is_hidden
    assert shown("OTHERS") == []
    PromoCodeFactory(organization=event.organization, code="ALL")
    assert shown("ALL") == [], "a code for everything shows nothing that is hidden"
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        code.__class__.objects.filter(pk=code.pk).update(ends_at=clock.now())
        assert shown("friends") == []
    for query, status in (("event=nowhere&promo_code=A", 404), (f"event={event.slug}", 400)):
        assert api().get(f"/api/registrations/unlocked-tickets/?{query}").status_code == status


def test_codes_cannot_be_tried_without_end() -> None:
    event, client = event_with_ticket().event, api()
    with time_machine.travel(clock.now().replace(minute=5)):
        answers = [
            client.get(f"/api/registrations/unlocked-tickets/?event={event.slug}&promo_code=W{n}") for n in range(61)
        ]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]


def test_only_members_register_for_a_private_event() -> None:
    private, unlisted = event_with_ticket(visibility="private"), event_with_ticket(visibility="unlisted")
    insider = member(private.organization, "viewer")
    assert register(api(UserFactory()), body(private)).status_code == 404
    assert register(api(insider), body(private, insider.email)).status_code == 201
    assert register(api(), body(unlisted)).status_code == 201


# One's own places


def test_a_place_is_seen_by_its_person_and_by_who_booked_it_and_nobody_else() -> None:
    person, booker = UserFactory(), UserFactory()
    registration = RegistrationFactory(person=person, booked_by=booker)
    address = f"{MINE}{registration.id}/"
    assert api(person).get(address).status_code == api(booker).get(address).status_code == 200
    assert api().get(address).status_code == 401
    assert api(UserFactory()).get(address).json()["code"] == "registration_not_found"
    assert [(one["id"], one["for_another"]) for one in api(booker).get(MINE).json()["results"]] == [
        (str(registration.id), True)
    ]
    assert [one["for_another"] for one in api(person).get(MINE).json()["results"]] == [False]
    assert api(UserFactory()).get(MINE).json()["results"] == []


def test_the_own_link_is_shown_a_quarter_of_an_hour_before_and_not_to_who_is_out() -> None:
    ticket = event_with_ticket(format="online", online_url="https://meet.example.org/all")
    mine = RegistrationFactory(ticket_type=ticket, join_url="https://meet.example.org/mine")
    out = RegistrationFactory(ticket_type=ticket, status="cancelled")
    shared = RegistrationFactory(ticket_type=ticket)

    def link(row: Registration) -> str | None:
        found: str | None = api(row.person).get(f"{MINE}{row.id}/").json()["join_url"]
        return found

    assert link(mine) is None
    with time_machine.travel(tomorrow(9) - timedelta(minutes=14)):
        assert [link(row) for row in (mine, out, shared)] == [mine.join_url, None, "https://meet.example.org/all"]


@pytest.mark.happy
def test_a_place_is_given_up_once_and_can_be_taken_again() -> None:
    ticket, user = event_with_ticket(size=1), UserFactory()
    [made] = register(api(user), body(ticket, user.email)).json()["registrations"]
    address = f"{MINE}{made['id']}/cancel/"
    assert api(UserFactory()).post(address).status_code == 404
    assert api().post(address).status_code == 401
    assert api(user).post(address).json() == {"status": "cancelled", "refund": None}
    again = api(user).post(address)
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    assert register(api(user), body(ticket, user.email)).status_code == 201


def test_a_place_that_waits_for_its_payment_is_given_up_with_its_order(stand: Stand) -> None:
    ticket, user = event_with_ticket(size=1, price=5000), UserFactory()
    [made] = register(api(user), body(ticket, user.email)).json()["registrations"]
    assert api(user).post(f"{MINE}{made['id']}/cancel/").json()["status"] == "cancelled"
    assert Order.objects.get().status == "cancelled"
    assert session_of(Order.objects.get(), stand)["status"] == "expired"
    ticket.capacity.refresh_from_db()
    assert ticket.capacity.taken == 0


def test_a_list_costs_the_same_for_one_place_and_for_twenty() -> None:
    user = UserFactory()
    RegistrationFactory(person=user)

    def read() -> None:
        assert api(user).get(MINE).status_code == 200

    one = queries(read)
    for _ in range(20):
        RegistrationFactory(person=user)
    RegistrationFactory.create_batch(20, booked_by=user)
    assert queries(read) == one
