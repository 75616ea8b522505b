"""One free place, written as one statement and as four: the same comes of both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.forms import model_to_dict

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.errors import ProblemError
from accredit.core.models import Job, OutboxEvent
from accredit.core.testing import at_once, queries
from accredit.events.exceptions import SoldOut
from accredit.events.models import TicketType
from accredit.events.tests.factories import QuestionFactory, event_with_ticket
from accredit.registrations import services
from accredit.registrations.exceptions import AlreadyRegistered
from accredit.registrations.models import Registration
from accredit.registrations.services import Attendee, Placed, seating

from .factories import RegistrationFactory
from .test_placing import agree, attend

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
OTHERS = ("event_id", "ticket_type_id", "code", "confirmed_at", "person_id", "booked_by_id", "email", "name")
WAYS: dict[str, Mapping[str, seating.Way]] = {"one": seating._WAYS, "four": {}}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of the two is under test."""
    monkeypatch.setattr(seating, "_WAYS", WAYS[request.param])
    name: str = request.param
    return name


def register(ticket: TicketType, person: User | None, **fields: Any) -> Placed:
    return services.registration_place(
        event=ticket.event,
        attendees=[attend(ticket, person, **fields)],
        booked_by=person.pk if person else None,
        now=fields.pop("now", clock.now()),
    )


def written(row: Any, *without: str) -> dict[str, Any]:
    """All columns of a row but those that differ from one row to the next."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in {"id", "created_at", *without}}


def everything(ticket: TicketType, person: User, monkeypatch: pytest.MonkeyPatch, name: str) -> list[Any]:
    """All that registering leaves behind, with the ids taken out."""
    monkeypatch.setattr(seating, "_WAYS", WAYS[name])
    register(ticket, person)
    kept = Registration.objects.get(event=ticket.event)
    told, owed = OutboxEvent.objects.order_by("-created_at")[0], Job.objects.order_by("-created_at")[0]
    assert told.payload == {"registration_id": str(kept.id), "event_id": str(kept.event_id)}
    assert (owed.args, owed.unique_key) == ([str(kept.id)], f"registrations.confirmation_send:{kept.id}")
    ticket.capacity.refresh_from_db()
    return [
        written(kept, *OTHERS),
        written(told, "payload", "actor_id", "dispatched_at") | {"is_dispatched": told.dispatched_at is not None},
        written(owed, "args", "unique_key", "run_at"),
        (kept.person_id, kept.booked_by_id, told.actor_id) == (person.pk,) * 3,
        model_to_dict(ticket.capacity, ["size", "taken"]),
    ]


def test_both_ways_leave_the_same_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    first = event_with_ticket(size=3, refund_tiers=[{"hours_before": 24, "percent": 50}])
    second = event_with_ticket(
        size=3, organization=first.organization, refund_tiers=[{"hours_before": 24, "percent": 50}]
    )
    people: list[Any] = UserFactory.create_batch(2)
    one = everything(first, people[0], monkeypatch, "one")
    four = everything(second, people[1], monkeypatch, "four")
    assert one == four
    assert one[0]["status"] == "confirmed"
    assert one[0]["holds_place"] is True
    assert one[-1] == {"size": 3, "taken": 1}


def test_what_is_returned_is_what_is_kept(way: str) -> None:
    person: Any = UserFactory()
    ticket = event_with_ticket()
    question = QuestionFactory(event=ticket.event)
    placed = register(ticket, person, answers={str(question.id): "“Rest” & 'peace' %s"})
    [row] = placed.registrations
    kept = Registration.objects.get()
    assert written(row) == written(kept)
    assert (placed.order, row.created_at, row.id, row._state.adding) == (None, kept.created_at, kept.id, False)
    agree(ticket, 1)


def test_a_full_event_takes_nobody_and_keeps_nothing(way: str) -> None:
    ticket, last = event_with_ticket(size=1), UserFactory()
    register(ticket, UserFactory())
    before = (OutboxEvent.objects.count(), Job.objects.count())
    with pytest.raises(SoldOut):
        register(ticket, last)
    assert (Registration.objects.count(), OutboxEvent.objects.count(), Job.objects.count()) == (1, *before)
    agree(ticket, 1)


def test_nobody_has_two_places_in_one_event_full_or_not(way: str) -> None:
    ticket = event_with_ticket(size=2)
    person: Any = UserFactory()
    other: Any = RegistrationFactory(ticket_type=ticket, person=person, email="else@example.org", holds_place=True)
    ticket.capacity.__class__.objects.filter(pk=ticket.capacity_id).update(taken=1)
    for _ in range(2):
        before = (OutboxEvent.objects.count(), Job.objects.count())
        with pytest.raises(AlreadyRegistered):
            register(ticket, person)
        with pytest.raises(AlreadyRegistered):
            register(ticket, UserFactory(), email=other.email)
        assert (OutboxEvent.objects.count(), Job.objects.count()) == before
        ticket.capacity.__class__.objects.filter(pk=ticket.capacity_id).update(taken=2)
    assert Registration.objects.count() == 1


def test_an_event_without_limit_takes_everybody(way: str) -> None:
    ticket = event_with_ticket(size=None)
    places = [register(ticket, UserFactory()).registrations[0].status for _ in range(3)]
    assert places == ["confirmed"] * 3
    agree(ticket, 3)


def test_what_is_not_simple_goes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: Any) -> None:
        raise AssertionError("this is not one free place")

    monkeypatch.setattr(seating, "_WAYS", {connection.vendor: never})
    asked = event_with_ticket(approval_required=True)
    assert register(asked, UserFactory()).registrations[0].status == "pending_approval"
    paid = event_with_ticket(price=900)
    assert register(paid, UserFactory()).order is not None
    free = event_with_ticket()
    two = [Attendee(free.id, "P", f"p{n}@example.org") for n in range(2)]
    assert services.registration_place(event=free.event, attendees=two, booked_by=None, now=clock.now())
    agree(free, 2)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_thirty_people_want_the_last_ten_places_either_way(way: str) -> None:
    ticket = event_with_ticket(size=10)
    people: list[Any] = UserFactory.create_batch(30)
    results = at_once([partial(register, ticket, person) for person in people])
    assert sum(isinstance(one, SoldOut) for one in results) == 20
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, ProblemError)]
    agree(ticket, 10)
    assert OutboxEvent.objects.filter(name="registrations.registration_confirmed").count() == 10
    assert Job.objects.filter(name="registrations.confirmation_send").count() == 10


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_it_is_one_statement_with_the_hand_over_to_the_queue(settings: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has it")
    settings.JOBS_AT_ONCE = False
    ticket, person = event_with_ticket(), UserFactory()
    row = RegistrationFactory.build(
        ticket_type=ticket,
        event=ticket.event,
        organization=ticket.organization,
        person=person,
        created_at=clock.now() - timedelta(seconds=1),
    )
    assert queries(lambda: seating.seat_at_once(row, actor_id=person.pk, now=clock.now())) == 1
    agree(ticket, 1)
