"""Real threads against each other for the last places."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order
from accredit.billing.services.orders import order_place
from accredit.billing.services.purchasables import ItemRef
from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.core.testing import at_once
from accredit.events.exceptions import SoldOut
from accredit.events.models import Capacity, TicketType
from accredit.events.services.holding import event_hold
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations import services
from accredit.registrations.exceptions import AlreadyRegistered, OfferOver
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.services import Placed

from .factories import RegistrationFactory, WaitingEntryFactory
from .test_placing import place

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE, PLACES = 30, 10


def wanting(ticket: TicketType) -> list[Callable[[], Any]]:
    users: list[Any] = UserFactory.create_batch(PEOPLE)
    event = ticket.event

    def want(user: Any) -> Callable[[], Any]:
        return lambda: place(TicketType.objects.select_related("event").get(pk=ticket.pk), user)

    assert event.is_published
    return [want(user) for user in users]


@pytest.mark.parametrize(("price", "status"), [(0, "confirmed"), (14500, "pending_payment")])
def test_thirty_people_want_the_last_ten_places(price: int, status: str) -> None:
    ticket = event_with_ticket(size=PLACES, price=price)
    results = at_once(wanting(ticket))
    assert [type(one) for one in results if isinstance(one, Exception)] == [SoldOut] * (PEOPLE - PLACES)
    ticket.capacity.refresh_from_db()
    held = Registration.objects.filter(status=status, holds_place=True)
    assert (ticket.capacity.taken, held.count(), Registration.objects.count()) == (PLACES, PLACES, PLACES)
    assert Order.objects.count() == (PLACES if price else 0)
    news = OutboxEvent.objects.filter(name="registrations.registration_confirmed").count()
    assert news == (0 if price else PLACES)


def test_who_changes_an_event_keeps_nobody_waiting_who_registers_and_waits_for_nobody() -> None:
    ticket = event_with_ticket(size=PLACES)
    [want, *_], results = wanting(ticket), list[Any]()
    thread = threading.Thread(target=lambda: results.extend(at_once([want])))
    with transaction.atomic():
        event_hold(ticket.event)
        thread.start()
        thread.join(timeout=10)
        assert [type(one) for one in results] == [Placed]
        Capacity.objects.update(size=PLACES + 1)
    ticket.capacity.refresh_from_db()
    assert (ticket.capacity.size, ticket.capacity.taken) == (PLACES + 1, 1)


def test_one_person_who_registers_in_many_windows_has_one_place() -> None:
    ticket, user = event_with_ticket(size=PLACES), UserFactory()
    results = at_once([lambda: place(TicketType.objects.select_related("event").get(pk=ticket.pk), user)] * 6)
    assert [type(one) for one in results if isinstance(one, Exception)] == [AlreadyRegistered] * 5
    ticket.capacity.refresh_from_db()
    assert (ticket.capacity.taken, Registration.objects.count()) == (1, 1)


def test_a_place_that_is_given_up_twice_at_once_is_given_back_once() -> None:
    ticket, user = event_with_ticket(size=PLACES), UserFactory()
    place(ticket, user)
    place(ticket)
    mine = Registration.objects.filter(person=user)

    def give_up() -> Any:
        row = mine.select_related("event", "ticket_type", "organization").get()
        return services.registration_cancel_own(registration=row, actor_id=user.id, now=clock.now())

    results = at_once([give_up] * 4)
    assert sum(result is None for result in results) == 1
    ticket.capacity.refresh_from_db()
    assert ticket.capacity.taken == 1


@pytest.mark.parametrize("turn", range(5))
def test_of_an_offers_end_and_its_acceptance_exactly_one_wins(turn: int) -> None:
    ticket = event_with_ticket(size=1)
    entry: WaitingEntry = WaitingEntryFactory(ticket_type=ticket)
    assert services.waiting_offer_next(event_id=ticket.event_id, now=clock.now()) == 1
    entry.refresh_from_db()
    assert entry.offer_expires_at is not None
    before, after = entry.offer_expires_at - timedelta(seconds=1), entry.offer_expires_at
    accepting = [lambda: services.waiting_accept(entry=entry, actor_id=entry.person_id, now=before)] * 2
    results = at_once([*accepting, *[lambda: services.offers_expire(now=after)] * 2])
    accepted = sum(isinstance(one, Placed) for one in results)
    expired = sum(one for one in results if isinstance(one, int))
    assert accepted + expired == 1
    assert {type(one) for one in results if isinstance(one, Exception)} <= {OfferOver}
    entry.refresh_from_db()
    ticket.capacity.refresh_from_db()
    assert (entry.status, ticket.capacity.taken) == (("accepted", 1) if accepted else ("expired", 0))
    assert Registration.objects.count() == accepted


def test_offers_made_at_once_go_to_the_first_and_never_beyond_the_places() -> None:
    ticket = event_with_ticket(size=3)
    entries = [WaitingEntryFactory(ticket_type=ticket) for _ in range(8)]
    made = at_once([lambda: services.waiting_offer_next(event_id=ticket.event_id, now=clock.now())] * 6)
    assert sum(made) == 3
    for entry in entries:
        entry.refresh_from_db()
    assert [entry.status for entry in entries] == ["offered"] * 3 + ["waiting"] * 5
    ticket.capacity.refresh_from_db()
    assert ticket.capacity.taken == 3


def test_an_approved_place_is_either_paid_or_let_go() -> None:
    ticket = event_with_ticket(size=1, price=5000)
    row: Registration = RegistrationFactory(
        ticket_type=ticket, status="pending_payment", holds_place=True, hold_expires_at=clock.now()
    )
    Capacity.objects.update(taken=1)
    items = [ItemRef("registration", row.id)]
    results = at_once(
        [
            lambda: order_place(buyer_id=row.person_id, items=items, now=clock.now()),
            lambda: services.unpaid_expire(now=clock.now()),
        ]
    )
    row.refresh_from_db()
    ticket.capacity.refresh_from_db()
    ordered = isinstance(results[0], Order)
    assert (row.status, ticket.capacity.taken) == (("pending_payment", 1) if ordered else ("expired", 0))
    assert results[1] == (0 if ordered else 1)
