"""What nothing may undo: money without a place, a person's correction, the count of places, one bad scan among many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.exceptions import PaymentProviderUnavailable
from accredit.billing.models import Order, OrderLine, Refund
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.checkout import checkout_start
from accredit.billing.services.orders import order_release, order_retake
from accredit.billing.tests.stand import Stand
from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain
from accredit.events.models import Event
from accredit.events.services import event_archive, places_take
from accredit.events.tests.factories import QuestionFactory, SessionFactory, event_with_ticket, tomorrow
from accredit.organizations.tests.factories import member
from accredit.registrations import services
from accredit.registrations.exceptions import AnswersNotUsable, RegistrationClosed
from accredit.registrations.models import AttendanceInterval, Registration
from accredit.registrations.services import ending, places

from .factories import RegistrationFactory, WaitingEntryFactory
from .test_attendance import IN, OUT, complete, minutes, pass_door, registered, status, tell
from .test_placing import agree, attend, pay, place, statuses

pytestmark = pytest.mark.django_db


def take_away(row: Registration, *, refund: bool = True) -> Any:
    actor: Any = UserFactory()
    return services.registration_cancel(
        registration=row, actor_id=actor.id, reason="Booked twice.", refund=refund, may_refund=True, now=clock.now()
    )


# Money


def test_a_place_that_is_taken_away_while_it_is_being_paid_closes_its_payment_page(stand: Stand) -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    assert placed.order is not None
    url = checkout_start(order=placed.order, now=clock.now()).url
    assert take_away(placed.registrations[0]) is None
    row = Registration.objects.get()
    assert (row.status, row.cancelled_because, row.cancel_reason) == ("cancelled", "organizer", "Booked twice.")
    assert Order.objects.get().status == "cancelled"
    assert stand.pay(url).status_code >= 400
    drain()
    assert [one.to for one in mail.outbox] == [[row.email]]
    agree(ticket, 0)


def test_while_stripe_is_away_a_place_that_is_being_paid_is_not_taken_away(stand: Stand) -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    assert placed.order is not None
    checkout_start(order=placed.order, now=clock.now())
    stand.fail()
    with pytest.raises(PaymentProviderUnavailable):
        take_away(placed.registrations[0])
    assert statuses() == ["pending_payment"]
    agree(ticket, 1)


def test_money_for_a_place_that_ended_while_it_was_on_its_way_goes_back_once(promised: None) -> None:
    ticket = event_with_ticket(price=10_000)
    placed = place(ticket)
    # As when a bank is moving the money: the page cannot be closed any more.
    Registration.objects.update(
        status="cancelled", status_before="pending_payment", cancelled_because="organizer", holds_place=False
    )
    pay(placed.order)
    drain()
    services.order_line_follow(line_id=OrderLine.objects.get().id, now=clock.now())
    assert statuses() == ["cancelled"]
    assert [(one.amount, one.reason) for one in Refund.objects.all()] == [(10_000, "requested")]


def test_a_refund_is_not_lost_to_minutes_that_are_worked_out_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = event_with_ticket(price=10_000)
    pay(place(ticket).order)
    OrderLine.objects.update(claims_item=False)
    real = places.cancel

    def overtaken(row: Registration, **how: Any) -> bool:
        Registration.objects.filter(status="confirmed").update(status="attended")
        return real(row, **how)

    monkeypatch.setattr(ending, "cancel", overtaken)
    services.order_line_follow(line_id=OrderLine.objects.get().id, now=clock.now())
    assert statuses() == ["cancelled"]
    agree(ticket, 0)


def test_late_money_leaves_nothing_of_the_end_that_it_undid() -> None:
    ticket = event_with_ticket(price=10_000)
    order = place(ticket).order
    assert order is not None
    assert order_release(order_id=order.id, wanted=OrderStatus.CANCELLED, now=clock.now())
    assert order_retake(order_id=order.id, now=clock.now())
    row = Registration.objects.get()
    assert (row.status, row.cancelled_at, row.cancelled_because, row.status_before) == ("confirmed", None, "", "")


# Offers


def test_an_offer_for_an_event_that_was_moved_into_the_past_is_over() -> None:
    ticket = event_with_ticket(size=1)
    entry = WaitingEntryFactory(
        ticket_type=ticket,
        status="offered",
        offered_ticket_type_id=ticket.id,
        offer_expires_at=clock.now() + timedelta(hours=20),
    )
    assert places_take(capacity_id=ticket.capacity_id, count=1)
    Event.objects.update(starts_at=clock.now() - timedelta(hours=2), ends_at=clock.now() - timedelta(hours=1))
    with pytest.raises(RegistrationClosed):
        services.waiting_accept(entry=entry, actor_id=entry.person_id, now=clock.now())
    assert statuses() == []


# The own link


def test_who_booked_for_another_does_not_see_their_own_link() -> None:
    booker: Any = UserFactory()
    ticket = event_with_ticket(format="online", starts_at=clock.now() + timedelta(minutes=5))
    mine = RegistrationFactory(ticket_type=ticket, booked_by=booker, join_url="https://meet.example.org/mine")
    guest = RegistrationFactory(
        ticket_type=ticket, person=None, booked_by=booker, join_url="https://meet.example.org/guest"
    )
    at = "/api/registrations/{}/"
    for row in (mine, guest):
        found = api(booker).get(at.format(row.id))
        assert (found.status_code, found.json()["join_url"]) == (200, None)
    by_mail = api(booker).get(at.format(guest.id), {"token": services.registration_token(guest)})
    assert by_mail.json()["join_url"] == guest.join_url
    assert api(mine.person).get(at.format(mine.id)).json()["join_url"] == mine.join_url


# Minutes


def test_a_scan_does_not_bring_back_what_a_person_has_taken_out() -> None:
    registration = registered()
    actor: Any = UserFactory()
    pass_door(registration, IN, tomorrow(9))
    services.interval_correct(
        registration=registration,
        actor_id=actor.id,
        reason="Lent the badge to a colleague.",
        starts_at=None,
        ends_at=None,
        replaces=AttendanceInterval.objects.get(),
        now=tomorrow(10),
    )
    pass_door(registration, OUT, tomorrow(12))
    complete(registration.event)
    row = AttendanceInterval.objects.get()
    assert (row.withdrawn_at, row.actor_id, row.reason) == (tomorrow(10), actor.id, "Lent the badge to a colleague.")
    assert (status(registration), minutes(registration)) == ("absent", [0])


def test_what_a_person_said_keeps_its_reason_when_it_is_taken_out() -> None:
    registration = registered()
    first, second = UserFactory.create_batch(2)
    said: dict[str, Any] = {"registration": registration, "now": tomorrow(18)}
    made = services.interval_correct(
        **said, actor_id=first.id, reason="Seen in row two.", starts_at=tomorrow(9), ends_at=tomorrow(10)
    )
    services.interval_correct(**said, actor_id=second.id, reason="A twin.", starts_at=None, ends_at=None, replaces=made)
    row = AttendanceInterval.objects.get()
    assert (row.withdrawn_at, row.actor_id, row.reason) == (tomorrow(18), first.id, "Seen in row two.")


def test_while_an_event_runs_who_was_in_one_session_is_not_told_of_anew_each_time() -> None:
    registration = registered()
    SessionFactory(event=registration.event, starts_at=tomorrow(18), ends_at=tomorrow(19))
    tell(registration, tomorrow(9), tomorrow(10))
    told = OutboxEvent.objects.filter(name="registrations.attendance_recorded")
    assert services.attendance_recompute(event_id=registration.event_id, now=tomorrow(11)) == 1
    assert services.attendance_recompute(event_id=registration.event_id, now=tomorrow(12)) == 0
    AttendanceInterval.objects.update(withdrawn_at=tomorrow(12))
    assert services.attendance_recompute(event_id=registration.event_id, now=tomorrow(13)) == 1
    assert services.attendance_recompute(event_id=registration.event_id, now=tomorrow(14)) == 0
    assert (told.count(), minutes(registration)) == (2, [0, 0])


def test_late_proof_counts_in_an_event_that_was_archived() -> None:
    registration = registered()
    complete(registration.event)
    actor: Any = UserFactory()
    event_archive(event=registration.event, actor_id=actor.id, now=tomorrow(19))
    tell(registration, tomorrow(9), tomorrow(10))
    drain(now=tomorrow(20))
    assert (status(registration), minutes(registration)) == ("attended", [60])


# Hostile input


def test_one_code_that_is_no_ticket_does_not_stop_the_scans_beside_it() -> None:
    row = RegistrationFactory(ticket_type=event_with_ticket(starts_at=clock.now()))
    scans = [
        {"text": text, "nonce": str(uuid4()), "scanned_at": clock.now().isoformat()}
        for text in ("ACC1.ABC.é", "ACC1.é.ABC", "ACC1..", "é", services.ticket_of(row))
    ]
    client = api(member(row.organization, "door"), row.organization)
    answer = client.post("/api/registrations/check-in/", {"event": row.event_id, "scans": scans}, format="json")
    assert answer.status_code == 200
    assert [one["result"] for one in answer.json()["scans"]] == ["unknown"] * 4 + ["ok"]


@pytest.mark.parametrize("kind", ["single", "multiple", "text", "date", "number", "yes_no", "phone", "email"])
@pytest.mark.parametrize("given", [["x"], {"a": "b"}, [["x"]], [{}], 10**30, "x" * 5000])
def test_an_answer_of_another_kind_is_refused_by_question(kind: str, given: Any) -> None:
    ticket = event_with_ticket()
    choices = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}] if kind in ("single", "multiple") else []
    question = QuestionFactory(event=ticket.event, kind=kind, choices=choices)
    with pytest.raises(AnswersNotUsable) as refused:
        services.registration_place(
            event=ticket.event,
            attendees=[attend(ticket, answers={str(question.id): given})],
            booked_by=None,
            now=clock.now(),
        )
    assert [one.path for one in refused.value.errors] == [f"attendees.0.answers.{question.id}"]
