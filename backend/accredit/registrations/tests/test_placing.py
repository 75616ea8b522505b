"""Registering, paying, giving back: the places that are taken always equal the registrations that hold one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order, OrderLine, Payment, Refund
from accredit.billing.rules.orders import UNFINISHED, OrderStatus
from accredit.billing.services.orders import order_release, order_retake, order_settle
from accredit.billing.services.refunds import line_end, line_restore
from accredit.core import clock
from accredit.core.errors import IllegalTransition, ProblemError
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain
from accredit.events.exceptions import SoldOut
from accredit.events.models import Capacity, TicketType
from accredit.events.tests.factories import QuestionFactory, TicketTypeFactory, event_with_ticket, tomorrow
from accredit.promo_codes.tests.factories import PromoCodeFactory
from accredit.registrations import services
from accredit.registrations.exceptions import (
    AlreadyRegistered,
    AnswersNotUsable,
    OrderLimit,
    RegistrationClosed,
    TicketNotOnSale,
    TooLateToCancel,
)
from accredit.registrations.models import Registration
from accredit.registrations.services import Attendee, Placed

pytestmark = pytest.mark.django_db


def attend(ticket: TicketType, user: User | None = None, **fields: Any) -> Attendee:
    person: Any = user or UserFactory()
    return Attendee(ticket.id, fields.pop("name", person.display_name), fields.pop("email", person.email), **fields)


def place(ticket: TicketType, *people: User, **fields: Any) -> Placed:
    users: list[Any] = list(people) or [UserFactory()]
    fields = {"booked_by": users[0].id, "now": clock.now()} | fields
    return services.registration_place(event=ticket.event, attendees=[attend(ticket, one) for one in users], **fields)


def pay(order: Order | None) -> None:
    assert order is not None
    assert order_settle(order_id=order.id, coming_from=UNFINISHED, now=clock.now())
    Payment.objects.create(
        order=order,
        payment_intent_id=f"pi_{order.id}",
        amount=order.total_amount,
        currency=order.currency,
        received_at=clock.now(),
    )
    drain()


def agree(ticket: TicketType, expected: int) -> None:
    """The counter is what the rows say."""
    ticket.capacity.refresh_from_db()
    held = Registration.objects.filter(ticket_type__capacity=ticket.capacity, holds_place=True).count()
    assert (ticket.capacity.taken, held) == (expected, expected)


def statuses() -> list[str]:
    return list(Registration.objects.order_by("created_at", "id").values_list("status", flat=True))


@pytest.mark.happy
def test_a_free_place_is_confirmed_at_once() -> None:
    ticket = event_with_ticket(size=2)
    user: Any = UserFactory()
    placed = place(ticket, user)
    [registration] = placed.registrations
    assert (registration.status, registration.person_id, placed.order) == ("confirmed", user.id, None)
    assert OutboxEvent.objects.filter(name="registrations.registration_confirmed").count() == 1
    agree(ticket, 1)


@pytest.mark.happy
def test_a_paid_place_is_held_and_confirmed_when_the_money_is_there() -> None:
    ticket = event_with_ticket(size=2, price=14500)
    placed = place(ticket)
    assert placed.order is not None
    assert (placed.registrations[0].status, placed.order.total_amount) == ("pending_payment", 14500)
    agree(ticket, 1)
    pay(placed.order)
    pay_again = OrderLine.objects.get()
    services.order_line_follow(line_id=pay_again.id, now=clock.now())
    assert statuses() == ["confirmed"]
    assert OutboxEvent.objects.filter(name="registrations.registration_confirmed").count() == 1
    agree(ticket, 1)


def test_several_people_in_one_order_get_their_places_together_or_not_at_all() -> None:
    ticket = event_with_ticket(size=3, price=5000)
    place(ticket)
    with pytest.raises(SoldOut):
        place(ticket, *UserFactory.create_batch(3))
    assert statuses() == ["pending_payment"]
    assert Order.objects.count() == 1
    agree(ticket, 1)


def test_tickets_that_share_a_capacity_share_its_places() -> None:
    ticket = event_with_ticket(size=1)
    student = TicketTypeFactory(event=ticket.event, capacity=ticket.capacity)
    place(ticket)
    with pytest.raises(SoldOut):
        place(student)
    agree(ticket, 1)


def test_free_and_paid_places_of_one_order_are_taken_together() -> None:
    ticket = event_with_ticket(size=2, price=5000)
    guest = TicketTypeFactory(event=ticket.event)
    user: Any = UserFactory()
    placed = services.registration_place(
        event=ticket.event,
        attendees=[attend(ticket, user), attend(guest, name="A friend", email="friend@example.org")],
        booked_by=user.id,
        now=clock.now(),
    )
    assert sorted(one.status for one in placed.registrations) == ["confirmed", "pending_payment"]
    agree(ticket, 1)
    agree(guest, 1)


def test_nobody_has_two_places_in_one_event() -> None:
    ticket = event_with_ticket()
    user: Any = UserFactory()
    place(ticket, user)
    with pytest.raises(AlreadyRegistered):
        place(ticket, user)
    services.registration_cancel_own(registration=Registration.objects.get(), actor_id=user.id, now=clock.now())
    place(ticket, user)
    assert statuses() == ["cancelled", "confirmed"]
    agree(ticket, 1)


def test_a_guest_pays_without_an_account_but_without_a_code() -> None:
    ticket = event_with_ticket(price=5000)
    PromoCodeFactory(organization=ticket.organization, code="HALF", value=50)
    guest = {"booked_by": None, "contact_email": "guest@example.org", "now": clock.now()}
    attendees = [Attendee(ticket.id, "A guest", "Guest@Example.org")]
    with pytest.raises(ProblemError, match="Sign in to use a promo code"):
        services.registration_place(event=ticket.event, attendees=attendees, promo_code="HALF", **guest)  # type: ignore[arg-type]
    placed = services.registration_place(event=ticket.event, attendees=attendees, **guest)  # type: ignore[arg-type]
    assert placed.order is not None
    assert (placed.order.buyer_id, placed.order.email) == (None, "guest@example.org")
    pay(placed.order)
    registration = Registration.objects.get()
    assert (registration.status, registration.person_id, registration.email) == ("confirmed", None, "guest@example.org")


def test_a_code_for_the_event_lowers_its_places_and_brings_them_to_nothing() -> None:
    ticket = event_with_ticket(price=5000)
    promo_code = PromoCodeFactory(organization=ticket.organization, code="FREE", value=100)
    promo_code.targets.create(organization=ticket.organization, item_kind="event", item_id=ticket.event_id)
    placed = place(ticket, promo_code="FREE")
    assert placed.order is not None
    assert (placed.order.status, placed.order.total_amount, statuses()) == ("paid", 0, ["confirmed"])
    drain()
    assert statuses() == ["confirmed"]
    agree(ticket, 1)


def test_an_order_that_runs_out_lets_the_place_go() -> None:
    ticket = event_with_ticket(size=1, price=5000)
    placed = place(ticket)
    assert placed.order is not None
    assert order_release(order_id=placed.order.id, wanted=OrderStatus.EXPIRED, now=clock.now())
    assert not order_release(order_id=placed.order.id, wanted=OrderStatus.EXPIRED, now=clock.now())
    assert statuses() == ["expired"]
    agree(ticket, 0)


@pytest.mark.parametrize("wanted", [OrderStatus.EXPIRED, OrderStatus.CANCELLED])
def test_late_money_takes_the_place_again_if_there_is_one(wanted: OrderStatus) -> None:
    ticket = event_with_ticket(size=1, price=5000)
    placed = place(ticket)
    assert placed.order is not None
    order_release(order_id=placed.order.id, wanted=wanted, now=clock.now())
    assert order_retake(order_id=placed.order.id, now=clock.now())
    drain()
    assert statuses() == ["confirmed"]
    agree(ticket, 1)


def test_late_money_for_a_place_that_somebody_else_has_changes_nothing() -> None:
    ticket = event_with_ticket(size=1, price=5000)
    placed = place(ticket)
    assert placed.order is not None
    order_release(order_id=placed.order.id, wanted=OrderStatus.EXPIRED, now=clock.now())
    place(ticket)
    assert not order_retake(order_id=placed.order.id, now=clock.now())
    assert statuses() == ["expired", "pending_payment"]
    agree(ticket, 1)


def test_a_place_that_is_given_up_in_time_is_refunded_by_the_policy_of_that_day() -> None:
    ticket = event_with_ticket(
        price=10_000, refund_tiers=[{"hours_before": 48, "percent": 100}, {"hours_before": 1, "percent": 50}]
    )
    placed = place(ticket)
    pay(placed.order)
    registration = Registration.objects.select_related("event", "organization", "ticket_type").get()
    registration.event.refund_tiers = []
    back = services.registration_cancel_own(registration=registration, actor_id=None, now=clock.now())
    assert back is not None
    assert (back.amount, Refund.objects.get().amount) == (5000, 5000)
    agree(ticket, 0)
    line = OrderLine.objects.get()
    services.order_line_follow(line_id=line.id, now=clock.now())
    assert statuses() == ["cancelled"], "half of the money back does not bring the place back"
    with pytest.raises(IllegalTransition):
        services.registration_cancel_own(registration=registration, actor_id=None, now=clock.now())


def test_what_would_come_back_is_of_what_was_paid() -> None:
    ticket = event_with_ticket(price=10_000, refund_tiers=[{"hours_before": 1, "percent": 50}])
    promo_code = PromoCodeFactory(organization=ticket.organization, code="LESS", value=20)
    promo_code.targets.create(organization=ticket.organization, item_kind="event", item_id=ticket.event_id)
    user: Any = UserFactory()
    pay(place(ticket, user, promo_code="LESS").order)
    shown = api(user).get(f"/api/registrations/{Registration.objects.get().id}/").json()["refund_if_cancelled"]
    assert shown["amount"] == 4000, "half of what 20 % less than the price was"


def test_once_the_event_has_begun_only_the_organizer_ends_a_place() -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    pay(placed.order)
    registration = Registration.objects.select_related("event", "organization", "ticket_type").get()
    began = tomorrow(9) + timedelta(minutes=1)
    with pytest.raises(TooLateToCancel):
        services.registration_cancel_own(registration=registration, actor_id=None, now=began)
    back = services.registration_cancel(
        registration=registration, actor_id=None, reason="Left ill", refund=True, may_refund=True, now=began
    )
    assert back is not None
    assert (back.amount, statuses()) == (10_000, ["cancelled"])


def test_a_refund_ends_the_place_and_a_refund_that_comes_back_restores_it() -> None:
    ticket = event_with_ticket(price=10_000)
    pay(place(ticket).order)
    Registration.objects.update(status="attended")
    line = OrderLine.objects.get()
    line_end(line=line)
    drain()
    assert statuses() == ["cancelled"]
    agree(ticket, 0)
    line_restore(line=line)
    drain()
    drain()
    assert statuses() == ["attended"]
    agree(ticket, 1)


def test_a_place_that_somebody_else_has_is_not_restored() -> None:
    ticket = event_with_ticket(size=1, price=10_000)
    pay(place(ticket).order)
    line = OrderLine.objects.get()
    line_end(line=line)
    drain()
    place(ticket)
    line_restore(line=line)
    drain()
    assert statuses() == ["cancelled", "pending_payment"]
    agree(ticket, 1)


def test_approval_comes_before_the_place_and_before_the_money() -> None:
    ticket = event_with_ticket(size=1, price=5000, approval_required=True)
    first, second = place(ticket).registrations[0], place(ticket).registrations[0]
    agree(ticket, 0)
    organizer: Any = UserFactory()
    decision: dict[str, Any] = {"actor_id": organizer.id, "now": clock.now()}
    services.registration_approve(registration=first, **decision)
    agree(ticket, 1)
    with pytest.raises(SoldOut):
        services.registration_approve(registration=second, **decision)
    second = Registration.objects.select_related("ticket_type").get(pk=second.pk)
    services.registration_decline(registration=second, reason="Full", **decision)
    assert statuses() == ["pending_payment", "cancelled"]
    agree(ticket, 1)


def test_a_ticket_is_sold_in_its_time_and_in_its_numbers() -> None:
    now = clock.now()
    ticket = event_with_ticket()
    cases: list[tuple[dict[str, Any], type[ProblemError]]] = [
        ({"closed_at": now}, TicketNotOnSale),
        ({"is_hidden": True}, TicketNotOnSale),
        ({"sale_starts_at": now + timedelta(hours=1)}, TicketNotOnSale),
        ({"sale_ends_at": now - timedelta(hours=1)}, TicketNotOnSale),
        ({"min_per_order": 2}, OrderLimit),
    ]
    for fields, expected in cases:
        other = TicketTypeFactory(event=ticket.event, **fields)
        with pytest.raises(expected):
            place(other)
    hidden = TicketType.objects.get(is_hidden=True)
    assert place(hidden, unlocked=frozenset({hidden.id})).registrations[0].status == "confirmed"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "cancelled"},
        {"registration_opens_at": clock.now() + timedelta(hours=1)},
        {"registration_closes_at": clock.now() - timedelta(hours=1)},
        {"starts_at": clock.now() - timedelta(days=2), "ends_at": clock.now() - timedelta(days=1)},
    ],
)
def test_nobody_registers_for_what_is_not_open(fields: dict[str, Any]) -> None:
    with pytest.raises(RegistrationClosed):
        place(event_with_ticket(**fields))
    assert not Registration.objects.exists()


def test_a_required_answer_is_asked_for_by_its_question() -> None:
    ticket = event_with_ticket()
    question = QuestionFactory(event=ticket.event, is_required=True)
    other = QuestionFactory(event=ticket.event, is_required=True, ticket_type_ids=["another"])
    with pytest.raises(AnswersNotUsable) as refused:
        place(ticket)
    assert [error.path for error in refused.value.errors] == [f"attendees.0.answers.{question.id}"]
    user: Any = UserFactory()
    placed = services.registration_place(
        event=ticket.event,
        attendees=[attend(ticket, user, answers={str(question.id): " Peace ", str(other.id): "unasked", "x": 1})],
        booked_by=user.id,
        now=clock.now(),
    )
    assert placed.registrations[0].answers == {str(question.id): "Peace"}


def test_counters_and_rows_agree_over_all_capacities() -> None:
    ticket = event_with_ticket(size=5)
    for _ in range(3):
        place(ticket)
    assert Capacity.objects.aggregate(taken=Sum("taken"))["taken"] == 3
