"""Registering: one person or several, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from accredit.accounts.selectors import user_by_email
from accredit.billing.models import Order
from accredit.billing.rules.orders import HOLD, OrderStatus
from accredit.billing.services.orders import order_place
from accredit.billing.services.purchasables import ItemRef
from accredit.core.constraints import violates
from accredit.core.errors import FieldError
from accredit.core.ids import new_id
from accredit.core.outbox import publish
from accredit.events.exceptions import SoldOut
from accredit.events.models import Event, Question, TicketType
from accredit.events.selectors import questions_of, tickets_of
from accredit.registrations.domain_events import RegistrationPlaced
from accredit.registrations.exceptions import (
    AlreadyRegistered,
    AnswersNotUsable,
    OrderLimit,
    RegistrationClosed,
    TicketNotOnSale,
)
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.rules.answers import QuestionFacts, answers_check
from accredit.registrations.rules.opening import EventOpening, TicketOpening, is_on_sale, is_open
from accredit.registrations.rules.registrations import ACTIVE, REGISTRATION_KIND, RegistrationStatus
from accredit.registrations.selectors import seats_left

from .places import confirm, places_hold
from .seating import seat, seat_at_once
from .telling import reminder_owe
from .tickets import new_code

_ATTEMPTS = 3
ONE_ACTIVE = ("registration_active_once", "registration_email_active_once")


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person to register. `answers`: question id → answer."""

    ticket_type_id: UUID
    name: str
    email: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of it: the places, and the order that pays for them where there is something to pay."""

    registrations: list[Registration]
    order: Order | None


def registration_place(
    *,
    event: Event,
    attendees: Sequence[Attendee],
    booked_by: UUID | None,
    contact_email: str = "",
    promo_code: str = "",
    unlocked: frozenset[UUID] = frozenset(),
    now: datetime,
) -> Placed:
    """Register these people: all of them or nobody. What is free is confirmed at once; what is not is held for an order
    whose payment page the caller opens next; where approval is asked for, everybody waits for it, without a place.

    `unlocked` are hidden tickets that the caller has the key to. A guest (`booked_by` None) gives a `contact_email`,
    and is not told who has a place already: see `_place_unseen`.
    Raises RegistrationClosed, TicketNotOnSale, OrderLimit, AnswersNotUsable, AlreadyRegistered, SoldOut and what
    billing's `order_place` raises; then nothing is kept.
    """
    tickets = _tickets(event, attendees, unlocked, now)
    answers = answers_kept(_questions(event), attendees)
    rows = [
        _row(event, tickets[one.ticket_type_id], one, given, booked_by, now)
        for one, given in zip(attendees, answers, strict=True)
    ]
    if booked_by is None:
        return _place_unseen(event, rows, contact_email, promo_code, now)
    return _place(event, rows, booked_by, contact_email, promo_code, now)


def places_accept(
    *, entry: WaitingEntry, ticket: TicketType, attendees: Sequence[Attendee], booked_by: UUID | None, now: datetime
) -> Placed:
    """Register these people in the places that an offer holds for them, in the caller's transaction. `entry` with its
    event. Raises AnswersNotUsable, AlreadyRegistered and what `order_place` raises."""
    answers = answers_kept(_questions(entry.event), attendees)
    rows = [
        _row(entry.event, ticket, one, given, booked_by, now) for one, given in zip(attendees, answers, strict=True)
    ]
    for row in rows:
        row.holds_place, row.waiting_entry_id = True, entry.id
    return _place(entry.event, rows, booked_by, entry.email, "", now)


def _place_unseen(
    event: Event, rows: Sequence[Registration], contact_email: str, promo_code: str, now: datetime
) -> Placed:
    """For somebody who has not said who they are, and could ask in this way who comes: whoever has a place already
    keeps it and is told by mail, the others get theirs, and what is returned looks as if all of them were new."""
    for attempt in range(_ATTEMPTS):
        there = _standing(event, rows)
        new = [row for row in rows if row.email not in there]
        try:
            if not there:
                return _place(event, new, None, contact_email, promo_code, now)
            _room_check(event, rows)
            with transaction.atomic():
                placed = _place(event, new, None, contact_email, promo_code, now) if new else Placed([], None)
                for registration in there.values():
                    reminder_owe(registration)
        except AlreadyRegistered:  # meanwhile
            if attempt + 1 == _ATTEMPTS:
                raise
        else:
            for row in rows:
                if row.email in there:
                    _seem_placed(event, row, placed, now)
            return Placed(list(rows), placed.order)
    raise AssertionError("unreachable")


def _standing(event: Event, rows: Sequence[Registration]) -> dict[str, Registration]:
    """By the address that was given: the place that this address or its account has in the event already."""
    same = Q(email__in=[row.email for row in rows])
    if people := [row.person_id for row in rows if row.person_id is not None]:
        same |= Q(person_id__in=people)
    there = list(Registration.objects.filter(same, event=event, status__in=ACTIVE))
    found = {}
    for row in rows:
        theirs = [one for one in there if one.email == row.email or (one.person_id and one.person_id == row.person_id)]
        if theirs:
            found[row.email] = theirs[0]
    return found


def _room_check(event: Event, rows: Sequence[Registration]) -> None:
    """Whether all of them could have places. Raises SoldOut."""
    if event.approval_required:
        return
    wanted = Counter(row.ticket_type.capacity_id for row in rows)
    for capacity_id, left in seats_left(event_id=event.id).items():
        if left is not None and left < wanted[capacity_id]:
            raise SoldOut


def _seem_placed(event: Event, row: Registration, placed: Placed, now: datetime) -> None:
    """Let a row that is not kept look as one that was."""
    if event.approval_required:
        return
    if is_seated_at_once(event, row.ticket_type):
        seat(row, now=now)
        return
    row.order_id = placed.order.id if placed.order else new_id()
    row.hold_expires_at = (placed.order.hold_expires_at if placed.order else None) or now + HOLD


def _place(
    event: Event,
    rows: list[Registration],
    booked_by: UUID | None,
    contact_email: str,
    promo_code: str,
    now: datetime,
) -> Placed:
    [first, *others] = rows
    try:
        if not others and not first.holds_place and is_seated_at_once(event, first.ticket_type):
            seat_at_once(first, actor_id=booked_by, now=now)
            return Placed(rows, None)
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
            return _settle(event, rows, booked_by, contact_email, promo_code, now)
    except IntegrityError as error:
        if any(violates(error, Registration, name) for name in ONE_ACTIVE):
            raise AlreadyRegistered from error
        raise


def _settle(
    event: Event,
    rows: list[Registration],
    booked_by: UUID | None,
    contact_email: str,
    promo_code: str,
    now: datetime,
) -> Placed:
    if event.approval_required:
        for row in rows:
            _tell_placed(row, booked_by)
        return Placed(rows, None)
    due, free = [row for row in rows if row.price_amount], [row for row in rows if not row.price_amount]
    if due and free:
        places_hold(rows)  # all at once, in one order: of two such orders neither waits for the other
    order = None
    if due:
        for row in due:
            _tell_placed(row, booked_by)
        order = order_place(
            buyer_id=booked_by,
            email="" if booked_by else contact_email or rows[0].email,
            items=[ItemRef(REGISTRATION_KIND, row.id) for row in due],
            promo_code=promo_code,
            now=now,
        )
    confirm(free, actor_id=booked_by, now=now)
    for row in rows:
        row.refresh_from_db()
    if order is not None and order.status == OrderStatus.PAID:
        confirm(due, actor_id=booked_by, now=now)
    places_hold(free)
    return Placed(rows, order)


def _tell_placed(row: Registration, booked_by: UUID | None) -> None:
    publish(RegistrationPlaced(row.id, row.event_id), organization_id=row.organization_id, actor_id=booked_by)


def _tickets(
    event: Event, attendees: Sequence[Attendee], unlocked: frozenset[UUID], now: datetime
) -> dict[UUID, TicketType]:
    if not attendees:
        raise RegistrationClosed
    opening_check(event, now=now)
    tickets = {ticket.id: ticket for ticket in tickets_of(event, with_closed=True)}
    for ticket_id, count in Counter(one.ticket_type_id for one in attendees).items():
        sale_check(tickets.get(ticket_id), count=count, is_unlocked=ticket_id in unlocked, now=now)
    return tickets


def opening_check(event: Event, *, now: datetime) -> None:
    """Whether the event takes registrations. Raises RegistrationClosed."""
    opening = EventOpening(event.status, event.ends_at, event.registration_opens_at, event.registration_closes_at)
    if not is_open(opening, now=now):
        raise RegistrationClosed


def sale_check(ticket: TicketType | None, *, count: int, is_unlocked: bool, now: datetime) -> None:
    """Whether so many of the ticket are sold in one order. Raises TicketNotOnSale, OrderLimit."""
    if ticket is None or not is_on_sale(
        TicketOpening(ticket.closed_at, ticket.sale_starts_at, ticket.sale_ends_at, ticket.is_hidden),
        unlocked=is_unlocked,
        now=now,
    ):
        raise TicketNotOnSale
    if not ticket.min_per_order <= count <= ticket.max_per_order:
        raise OrderLimit(
            f"One order holds {ticket.min_per_order} to {ticket.max_per_order} of the ticket “{ticket.name}”."
        )


def is_seated_at_once(event: Event, ticket: TicketType) -> bool:
    """Whether a place is confirmed without anybody's approval or money."""
    return not event.approval_required and not ticket.price_amount


def _questions(event: Event) -> list[QuestionFacts]:
    return [question_facts(question) for question in questions_of(event)]


def answers_kept(questions: Sequence[QuestionFacts], attendees: Sequence[Attendee]) -> list[dict[str, Any]]:
    """What is kept of each person's answers. Raises AnswersNotUsable, also for names and addresses."""
    kept: list[dict[str, Any]] = []
    wrong: list[FieldError] = []
    for index, one in enumerate(attendees):
        asked = [question for question in questions if question.is_for(one.ticket_type_id)]
        given, errors = answers_check(asked, one.answers, path=f"attendees.{index}.answers")
        kept.append(given)
        wrong += errors
        if not name_of(one):
            wrong.append(FieldError(f"attendees.{index}.name", "required", "Give the name of this person."))
    addresses = [address_of(one) for one in attendees]
    if len(set(addresses)) < len(addresses):
        wrong.append(FieldError("attendees", "address_twice", "Give each person an address of their own."))
    if wrong:
        raise AnswersNotUsable(errors=wrong)
    return kept


def question_facts(question: Question) -> QuestionFacts:
    """What checking an answer needs."""
    return QuestionFacts(
        id=question.id,
        kind=question.kind,
        is_required=question.is_required,
        choices=frozenset(str(choice["id"]) for choice in question.choices),
        ticket_type_ids=frozenset(question.ticket_type_ids),
    )


def name_of(one: Attendee) -> str:
    """The name as it is kept."""
    return one.name.strip()


def address_of(one: Attendee) -> str:
    """The address as it is kept."""
    return one.email.strip().lower()


def _row(
    event: Event, ticket: TicketType, one: Attendee, answers: dict[str, Any], booked_by: UUID | None, now: datetime
) -> Registration:
    account = user_by_email(email=address_of(one))
    is_theirs = account is not None and (account.email_verified or account.id == booked_by)
    person_id = account.id if account is not None and is_theirs else None
    return registration_new(event, ticket, one, answers, person_id=person_id, booked_by=booked_by, now=now)


def registration_new(
    event: Event,
    ticket: TicketType,
    one: Attendee,
    answers: dict[str, Any],
    *,
    person_id: UUID | None,
    booked_by: UUID | None,
    now: datetime,
) -> Registration:
    """A registration as it begins, not saved."""
    waits = RegistrationStatus.PENDING_APPROVAL if event.approval_required else RegistrationStatus.PENDING_PAYMENT
    return Registration(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        ticket_type=ticket,
        person_id=person_id,
        booked_by_id=booked_by,
        name=name_of(one),
        email=address_of(one),
        status=waits,
        code=new_code(),
        price_amount=ticket.price_amount,
        price_currency=ticket.price_currency,
        refund_tiers=event.refund_tiers,
        answers=answers,
    )
