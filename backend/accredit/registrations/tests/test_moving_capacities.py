"""A ticket takes its places elsewhere, or there are more or fewer of them, while the first one is sold."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.testing import at_once
from accredit.events.exceptions import CapacityBelowTaken, CapacityNotFound, CapacityTaken, SoldOut
from accredit.events.models import Capacity, Event, TicketType
from accredit.events.services import capacity_change, ticket_type_update
from accredit.events.tests.factories import CapacityFactory, TicketTypeFactory, event_with_ticket
from accredit.registrations.models import Registration

from .test_placing import place

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def read(ticket: TicketType) -> TicketType:
    return TicketType.objects.select_related("event", "capacity").get(pk=ticket.pk)


def move(ticket: TicketType, to: Capacity) -> TicketType:
    return ticket_type_update(ticket_type=read(ticket), actor_id=ticket.id, changes={"capacity": to}, now=clock.now())


def counted(event: Event) -> dict[Any, tuple[int, int]]:
    """Of each capacity: places taken, and registrations that hold one of it."""
    return {
        one.id: (
            one.taken,
            Registration.objects.filter(ticket_type__capacity=one, holds_place=True, status="confirmed").count(),
        )
        for one in Capacity.objects.filter(event=event)
    }


@pytest.mark.race
def test_the_first_place_is_sold_while_its_ticket_moves_and_every_counter_says_what_is_held() -> None:
    for _ in range(ROUNDS):
        ticket = event_with_ticket(size=5)
        other: Capacity = CapacityFactory(event=ticket.event, size=5)
        stale, user = read(ticket), UserFactory()

        sold, moved = at_once([partial(place, stale, user), partial(move, ticket, other)])

        assert all(taken == held for taken, held in counted(ticket.event).values())
        assert isinstance(sold, SoldOut) or not isinstance(sold, Exception)
        assert isinstance(moved, CapacityTaken) or read(ticket).capacity_id == other.id


def test_whoever_read_the_ticket_before_it_moved_takes_no_place_that_nobody_would_give_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket = event_with_ticket(size=5)
    neighbour: TicketType = TicketTypeFactory(event=ticket.event, capacity=ticket.capacity)
    other: Capacity = CapacityFactory(event=ticket.event, size=5)
    stale = read(ticket)
    move(ticket, other)
    monkeypatch.setattr("accredit.registrations.services.placing.tickets_of", lambda *_, **__: [stale])

    with pytest.raises(SoldOut):
        place(stale, UserFactory())

    assert Registration.objects.count() == 0
    behind = read(neighbour).capacity
    assert (behind.id != stale.capacity_id, behind.name, behind.size, behind.taken) == (True, "The room", 5, 0)
    monkeypatch.undo()
    assert place(read(ticket), UserFactory()).registrations[0].holds_place
    assert counted(ticket.event) == {behind.id: (0, 0), other.id: (1, 1)}


def test_what_another_organizer_moved_meanwhile_is_no_place_to_move_to_or_to_change() -> None:
    ticket = event_with_ticket(size=5)
    neighbour: TicketType = TicketTypeFactory(event=ticket.event, capacity=CapacityFactory(event=ticket.event))
    gone = ticket.capacity
    move(ticket, neighbour.capacity)

    with pytest.raises(CapacityNotFound):
        move(neighbour, gone)
    with pytest.raises(CapacityNotFound):
        capacity_change(capacity=gone, actor_id=ticket.id, size=9, now=clock.now())
    assert move(ticket, neighbour.capacity).capacity_id == neighbour.capacity_id


@pytest.mark.race
def test_places_are_made_fewer_while_the_first_one_is_sold_and_one_of_both_is_refused() -> None:
    for _ in range(ROUNDS):
        ticket = event_with_ticket(size=1)
        user = UserFactory()

        sold, lowered = at_once(
            [
                partial(place, read(ticket), user),
                partial(capacity_change, capacity=ticket.capacity, actor_id=ticket.id, size=0, now=clock.now()),
            ]
        )

        assert (isinstance(sold, SoldOut), isinstance(lowered, CapacityBelowTaken)) in {(True, False), (False, True)}
        assert all(taken == held for taken, held in counted(ticket.event).values())
