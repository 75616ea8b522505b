"""An event that is called off, an address that is proven, time that runs out, a person who leaves; paying again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from accredit.accounts.domain_events import EmailVerified
from accredit.accounts.services import account_erase
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CheckoutAttempt, Order, Refund
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.orders import order_place, order_release, order_retake
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.tests.stand import Stand
from accredit.core import clock, jobs, privacy
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent
from accredit.core.outbox import publish
from accredit.core.testing import api, drain
from accredit.events.models import Event
from accredit.events.services import event_cancel
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.organizations.tests.factories import member
from accredit.registrations import services
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.services import following

from .factories import RegistrationFactory, WaitingEntryFactory
from .test_placing import agree, attend, pay, place, statuses

pytestmark = pytest.mark.django_db
ACTOR = new_id()


def call_off(event: Event) -> None:
    event_cancel(event=event, actor_id=ACTOR, reason="The speaker is ill.", now=clock.now())


# Called off


@pytest.mark.happy
def test_calling_an_event_off_ends_every_place_with_all_of_its_money(promised: None) -> None:
    ticket = event_with_ticket(price=10_000)
    pay(place(ticket).order)
    waiting = RegistrationFactory(ticket_type=ticket, status="pending_approval")
    RegistrationFactory(ticket_type=ticket, status="attended")
    WaitingEntryFactory(ticket_type=ticket)
    call_off(ticket.event)
    mail.outbox.clear()
    drain()
    assert set(statuses()) == {"cancelled"}
    assert set(Registration.objects.values_list("cancelled_because", flat=True)) == {"event"}
    assert [one.amount for one in Refund.objects.all()] == [10_000]
    assert WaitingEntry.objects.get().status == "left"
    told = [one for one in mail.outbox if "called off" in one.subject]
    assert len(told) == 3
    assert all("The speaker is ill." in one.body for one in told)
    assert sum("EUR 100.00 goes back" in one.body for one in told) == 1
    assert waiting.person.email in {one.to[0] for one in told}
    agree(ticket, 0)


def test_a_killed_job_goes_on_where_it_stopped(promised: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 2)
    ticket = event_with_ticket(price=10_000)
    for _ in range(5):
        pay(place(ticket).order)
    real, calls = following._end, []

    def dying(registration_id: Any, now: Any) -> bool:
        calls.append(registration_id)
        if len(calls) == 2:
            raise SystemExit("killed")
        return real(registration_id, now)

    monkeypatch.setattr(following, "_end", dying)
    call_off(ticket.event)
    with pytest.raises(SystemExit):
        services.event_end(event_id=ticket.event_id, after="", now=clock.now())
    assert sorted(statuses()) == ["cancelled"] + ["confirmed"] * 4
    monkeypatch.setattr(following, "_end", real)
    drain()
    assert statuses() == ["cancelled"] * 5
    assert Refund.objects.count() == 5
    services.event_end(event_id=ticket.event_id, after="", now=clock.now())
    assert Refund.objects.count() == 5
    agree(ticket, 0)


def test_an_unpaid_order_goes_with_the_event_and_late_money_finds_nothing(stand: Stand) -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    assert placed.order is not None
    call_off(ticket.event)
    drain()
    row = Registration.objects.get()
    assert (row.status, row.cancelled_because, Order.objects.get().status) == ("cancelled", "event", "cancelled")
    assert [one.subject for one in mail.outbox] == [f"“{ticket.event.title}” was called off"]
    assert not order_retake(order_id=placed.order.id, now=clock.now())
    assert statuses() == ["cancelled"]


def test_while_stripe_is_away_the_place_stands_and_the_job_comes_back(stand: Stand) -> None:
    ticket, user = event_with_ticket(price=10_000), UserFactory()
    sent = {
        "event": ticket.event.slug,
        "attendees": [{"ticket_type": str(ticket.id), "name": "Ada", "email": user.email}],
    }
    api(user).post("/api/registrations/register/", sent, format="json", headers={"Idempotency-Key": "k"})
    call_off(ticket.event)
    stand.fail(count=20)
    with pytest.raises(following.PlacesStillStand):
        services.event_end(event_id=ticket.event_id, after="", now=clock.now())
    assert statuses() == ["pending_payment"]
    stand.control("faults/clear", {})
    services.event_end(event_id=ticket.event_id, after="", now=clock.now())
    assert statuses() == ["cancelled"]


def test_a_place_that_is_confirmed_while_its_event_is_called_off_ends_too(promised: None) -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    call_off(ticket.event)
    Job.objects.all().delete()
    OutboxEvent.objects.filter(name="events.event_cancelled").delete()
    pay(placed.order)
    drain()
    assert statuses() == ["cancelled"]
    assert Refund.objects.get().amount == 10_000


def test_nobody_is_approved_for_an_event_that_was_called_off() -> None:
    ticket = event_with_ticket(approval_required=True)
    [row] = place(ticket).registrations
    call_off(ticket.event)
    organizer = api(member(ticket.organization, "organizer"), ticket.organization)
    assert organizer.post(f"/api/registrations/{row.id}/approve/").json()["code"] == "registration_closed"


# A guest who makes an account


@pytest.mark.happy
def test_a_proven_address_claims_what_was_booked_for_it() -> None:
    mine = RegistrationFactory(person=None, booked_by=None, email="ada@example.org")
    other = RegistrationFactory(person=None, booked_by=None)
    waiting = WaitingEntryFactory(person=None, email="ada@example.org")
    user = UserFactory(email="ada@example.org")
    twice = RegistrationFactory(person=None, booked_by=None, email="ada@example.org")
    RegistrationFactory(ticket_type=twice.ticket_type, person=user, email="else@example.org")
    for _ in range(2):
        publish(EmailVerified(user.id), organization_id=None, actor_id=user.id)
        drain()
    for row in (mine, other, twice):
        row.refresh_from_db()
    assert (mine.person, other.person, twice.person) == (user, None, None)
    waiting.refresh_from_db()
    assert waiting.person_id == user.id
    assert OutboxEvent.objects.filter(name="registrations.registration_claimed").count() == 1


def test_an_address_that_is_not_proven_claims_nothing() -> None:
    RegistrationFactory(person=None, booked_by=None, email="ada@example.org")
    user = UserFactory(email="ada@example.org", email_verified_at=None)
    assert services.places_claim(user_id=user.id, now=clock.now()) == 0


# Paying


@pytest.fixture
def approved() -> Registration:
    ticket = event_with_ticket(size=1, price=5000, approval_required=True)
    [row] = place(ticket).registrations
    return services.registration_approve(registration=row, actor_id=ACTOR, now=clock.now())


def pay_call(row: Registration, client: Any = None, query: str = "") -> Any:
    return (client or api(row.person)).post(f"/api/registrations/{row.id}/pay/{query}")


@pytest.mark.happy
def test_an_approved_place_is_paid_on_a_page_of_its_own(approved: Registration, stand: Stand) -> None:
    first, second = pay_call(approved), pay_call(approved)
    assert first.json()["checkout_url"] == second.json()["checkout_url"]
    order = Order.objects.get()
    stand.pay(first.json()["checkout_url"])
    assert order.buyer_id == approved.person_id
    pay(order)
    again = pay_call(approved)
    assert (statuses(), again.status_code, again.json()["code"]) == (["confirmed"], 409, "illegal_transition")
    agree(approved.ticket_type, 1)


def test_an_approved_guest_pays_by_the_mailed_link(stand: Stand) -> None:
    ticket = event_with_ticket(price=5000, approval_required=True)
    attendees = [attend(ticket, name="A guest", email="guest@example.org")]
    placed = services.registration_place(event=ticket.event, attendees=attendees, booked_by=None, now=clock.now())
    [row] = placed.registrations
    services.registration_approve(registration=row, actor_id=ACTOR, now=clock.now())
    assert pay_call(row, api()).status_code == 401
    assert pay_call(row, api(UserFactory())).status_code == 404
    paid = pay_call(row, api(), f"?token={services.registration_token(row)}")
    assert paid.json()["checkout_url"] == CheckoutAttempt.objects.get().url
    assert Order.objects.get().email == "guest@example.org"


def test_a_payment_page_that_ran_out_leaves_an_approved_place_its_time(approved: Registration) -> None:
    organizer_gave = approved.pay_until
    assert organizer_gave is not None
    order = order_of(approved)
    assert order_release(order_id=order.id, wanted=OrderStatus.EXPIRED, now=clock.now())
    approved.refresh_from_db()
    assert (approved.status, approved.order_id, approved.hold_expires_at) == ("pending_payment", None, organizer_gave)
    agree(approved.ticket_type, 1)
    assert services.unpaid_expire(now=clock.now()) == 0
    assert services.unpaid_expire(now=organizer_gave) == 1
    assert services.unpaid_expire(now=organizer_gave) == 0
    assert statuses() == ["expired"]
    agree(approved.ticket_type, 0)


def test_a_place_in_an_order_never_ends_by_itself(approved: Registration) -> None:
    order_of(approved)
    assert services.unpaid_expire(now=clock.now() + timedelta(days=9)) == 0


def test_somebody_elses_order_is_not_shown(approved: Registration, stand: Stand) -> None:
    order_of(approved)
    other: Any = UserFactory()
    Registration.objects.update(person=other)
    assert pay_call(approved, api(other)).json()["code"] == "order_not_payable"


def order_of(row: Registration) -> Order:
    """Begin to pay without asking Stripe."""
    return order_place(buyer_id=row.person_id, items=[ItemRef("registration", row.id)], now=clock.now())


# Leaving


def test_who_leaves_gives_places_up_and_leaves_no_name() -> None:
    ticket, user = event_with_ticket(size=2), UserFactory()
    place(ticket, user)
    past = RegistrationFactory(person=user, status="attended", answers={"a": "b"})
    Event.objects.filter(pk=past.event_id).update(starts_at=clock.now() - timedelta(days=2))
    offered = WaitingEntryFactory(person=user)
    found = privacy.export(user.id)["registrations"]
    assert [len(found["registrations"]), len(found["waiting_lists"])] == [2, 1]
    account_erase(user_id=user.id, actor_id=user.id, now=clock.now())
    drain()
    rows = Registration.objects.filter(person=user)
    assert {(row.status, row.name, row.email) for row in rows} == {("cancelled", "", ""), ("attended", "", "")}
    assert {str(row.answers) for row in rows} == {"{}"}
    offered.refresh_from_db()
    assert (offered.status, offered.name, offered.email) == ("left", "", "")
    agree(ticket, 0)
    account_erase(user_id=user.id, actor_id=user.id, now=clock.now())


def test_an_event_completes_by_itself_when_it_is_over() -> None:
    event = event_with_ticket().event
    with time_machine.travel(tomorrow(17) + timedelta(minutes=1)):
        jobs.tick(now=clock.now())
        drain()
    event.refresh_from_db()
    assert event.status == "completed"
