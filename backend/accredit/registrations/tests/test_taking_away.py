"""Taking places away: who may send money back, who is told of a shared order, and what waits for what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order, OrderLine, Payment, Refund
from accredit.billing.rules.orders import UNFINISHED
from accredit.billing.services.orders import order_settle
from accredit.billing.tests.stand import Stand
from accredit.core import clock
from accredit.core.testing import api, at_once
from accredit.events.models import Capacity, TicketType
from accredit.events.services import event_cancel
from accredit.events.tests.factories import event_with_ticket
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations import services
from accredit.registrations.exceptions import RefundNotAllowed
from accredit.registrations.models import Registration

from .factories import RegistrationFactory
from .test_placing import agree, pay, place, statuses
from .test_telling import letters


@pytest.fixture
def ticket(db: None) -> TicketType:
    return event_with_ticket(organization=OrganizationFactory(), price=10_000, size=3)


def staff(ticket: TicketType, role: str) -> Any:
    return api(member(ticket.organization, role), ticket.organization)


def revoke(client: Any, row: Registration, *, refund: bool) -> Any:
    body = {"reason": "Booked twice.", "refund": refund}
    return client.post(f"/api/registrations/{row.id}/revoke/", body, format="json")


def paid(ticket: TicketType) -> Registration:
    pay(place(ticket).order)
    return Registration.objects.get()


# Money


def test_an_organizer_sends_no_money_back_and_learns_whom_to_ask(ticket: TicketType, promised: None) -> None:
    User.objects.filter(pk=member(ticket.organization, "finance").pk).update(display_name="Fiona Bank")
    row, organizer = paid(ticket), staff(ticket, "organizer")
    for _ in range(2):
        refused = revoke(organizer, row, refund=True)
        assert (refused.status_code, refused.json()["code"]) == (403, "refund_not_allowed")
        assert "Ask Fiona Bank, or take the place away without the money." in refused.json()["detail"]
    assert (statuses(), Refund.objects.count()) == (["confirmed"], 0)
    agree(ticket, 1)
    mail.outbox.clear()
    assert letters() == [], "nobody is told of what has not happened"


def test_without_the_money_an_organizer_takes_a_paid_place_away_and_finance_refunds_it_later(
    ticket: TicketType, promised: None
) -> None:
    row = paid(ticket)
    taken = revoke(staff(ticket, "organizer"), row, refund=False)
    assert (taken.status_code, taken.json()) == (200, {"status": "cancelled", "refund": None})
    assert not Refund.objects.exists()
    answer = staff(ticket, "finance").post(
        "/api/billing/refunds/",
        {"order": str(row.order_id), "lines": [{"line": str(row.order_line_id)}], "note": ""},
        format="json",
        headers={"Idempotency-Key": "later"},
    )
    assert answer.status_code == 201, answer.json()
    assert [one.amount for one in Refund.objects.all()] == [10_000]


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_whoever_may_refund_orders_sends_the_money_back_with_the_place(
    ticket: TicketType, promised: None, role: str
) -> None:
    taken = revoke(staff(ticket, role), paid(ticket), refund=True)
    assert (taken.status_code, taken.json()["refund"]) == (200, {"amount": 10_000, "currency": ticket.price_currency})
    assert revoke(staff(ticket, role), Registration.objects.get(), refund=True).status_code == 409
    assert [one.amount for one in Refund.objects.all()] == [10_000]


def test_a_place_for_which_nothing_was_paid_needs_no_right_to_refund(ticket: TicketType) -> None:
    free = RegistrationFactory(ticket_type=event_with_ticket(organization=ticket.organization))
    assert revoke(staff(ticket, "organizer"), free, refund=True).status_code == 200


def test_an_organizer_calls_an_event_off_and_everybody_gets_all_of_it_back(ticket: TicketType, promised: None) -> None:
    paid(ticket)
    event_cancel(event=ticket.event, actor_id=UserFactory().pk, reason="Flooded", now=clock.now())
    letters()
    assert (statuses(), [one.amount for one in Refund.objects.all()]) == (["cancelled"], [10_000])


def test_a_caller_of_the_service_who_does_not_say_so_may_not_refund(ticket: TicketType) -> None:
    row = paid(ticket)
    with pytest.raises(RefundNotAllowed):
        services.registration_cancel(registration=row, actor_id=None, reason="", refund=True, now=clock.now())
    assert statuses() == ["confirmed"]


# A shared order


def test_when_one_place_of_an_unpaid_order_is_taken_away_the_others_are_told(ticket: TicketType, stand: Stand) -> None:
    people: list[Any] = UserFactory.create_batch(3)
    place(ticket, *people)
    first, *others = Registration.objects.order_by("email")
    letters()
    assert revoke(staff(ticket, "organizer"), first, refund=True).status_code == 200
    told = {one.to[0]: one for one in letters()}
    assert set(told) == {person.email for person in people}
    assert "has cancelled your place" in told[first.email].body
    for row in others:
        letter = told[row.email]
        assert letter.subject == f"“{ticket.event.title}”: your place is no longer kept"
        assert "Another place of the same unpaid order was cancelled" in letter.body
        assert "Nothing was charged." in letter.body
        assert f"/events/{ticket.event.slug}" in letter.body
        assert "Register again" in letter.body
    assert letters() == [], "and each of them once"
    agree(ticket, 0)
    assert (statuses(), Order.objects.get().status) == (["cancelled"] * 3, "cancelled")
    assert not Registration.objects.filter(hold_expires_at__isnull=False).exists()
    again = place(ticket, people[1])
    assert again.order is not None, "what was let go can be had again"


def test_who_gives_an_unpaid_place_up_takes_nobody_elses_without_a_word(ticket: TicketType, stand: Stand) -> None:
    me, other = UserFactory(), UserFactory()
    place(ticket, me, other)
    mine = Registration.objects.get(person=me)
    letters()
    assert api(me).post(f"/api/registrations/{mine.id}/cancel/").status_code == 200
    assert [one.to for one in letters()] == [[other.email]]
    agree(ticket, 0)


# Locks


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_place_taken_away_while_its_payment_arrives_waits_for_nobody_who_waits_for_it(promised: None) -> None:
    ticket = event_with_ticket(organization=OrganizationFactory(), price=10_000, size=3)
    order = place(ticket).order
    assert order is not None
    assert order_settle(order_id=order.id, coming_from=UNFINISHED, now=clock.now())
    Payment.objects.create(
        order=order, payment_intent_id="pi_1", amount=10_000, currency=order.currency, received_at=clock.now()
    )
    line = OrderLine.objects.get()
    row = Registration.objects.select_related("event", "organization", "ticket_type").get()

    def take() -> Any:
        return services.registration_cancel(
            registration=row, actor_id=None, reason="", refund=True, may_refund=True, now=clock.now()
        )

    def follow() -> None:
        services.order_line_follow(line_id=line.id, now=clock.now())

    # Whoever takes the place away stops at the capacity, having the place; then the payment's news comes.
    results = _one_after_the_other(take, follow, held=ticket.capacity_id)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert (statuses(), [one.amount for one in Refund.objects.all()]) == (["cancelled"], [10_000])
    agree(ticket, 0)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_taking_away_and_following_at_once_end_alike(promised: None, turn: int) -> None:
    ticket = event_with_ticket(organization=OrganizationFactory(), price=10_000, size=3)
    order = place(ticket).order
    assert order is not None
    assert order_settle(order_id=order.id, coming_from=UNFINISHED, now=clock.now())
    Payment.objects.create(
        order=order, payment_intent_id="pi_1", amount=10_000, currency=order.currency, received_at=clock.now()
    )
    line, mine = OrderLine.objects.get(), Registration.objects.select_related("event", "organization", "ticket_type")

    def take() -> Any:
        return services.registration_cancel(
            registration=mine.get(), actor_id=None, reason="", refund=True, may_refund=True, now=clock.now()
        )

    def follow() -> None:
        services.order_line_follow(line_id=line.id, now=clock.now())

    results = at_once([take, follow, follow, take])
    assert {type(one).__name__ for one in results if isinstance(one, Exception)} == {"IllegalTransition"}
    assert (statuses(), [one.amount for one in Refund.objects.all()]) == (["cancelled"], [10_000])
    agree(ticket, 0)


def _one_after_the_other(first: Callable[[], Any], second: Callable[[], Any], *, held: Any) -> list[Any]:
    """Begin the second when the first waits for a capacity that is held here, and let go when both wait."""
    results: list[Any] = [None, None]

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            results[place] = call()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    with transaction.atomic():
        Capacity.objects.select_for_update().get(pk=held)
        for count, thread in enumerate(threads, start=1):
            thread.start()
            _until_waiting(count, thread)
    for thread in threads:
        thread.join()
    return results


def _until_waiting(count: int, last: threading.Thread) -> None:
    """Return when so many sessions of this database wait for a lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        for _ in range(1_000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asked)
            if cursor.fetchone() == (count,):
                return
            last.join(timeout=0.02)
    raise AssertionError(f"Nobody waits where {count} should.")
