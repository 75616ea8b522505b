"""Registering: one person or several, at once."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accounts.selectors import user_by_email
from accredit.billing.models import Order
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.orders import order_place
from accredit.billing.services.purchasables import ItemRef
from accredit.core.constraints import violates
from accredit.core.errors import FieldError
from accredit.core.outbox import publish
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
from accredit.registrations.rules.registrations import REGISTRATION_KIND, RegistrationStatus

from .places import confirm, places_hold
from .seating import seat_at_once

ONE_ACTIVE = ("registration_active_once", "registration_email_active_once")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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

    `unlocked` are hidden tickets that the caller has the key to. A guest (`booked_by` None) gives a `contact_email`.
    Raises RegistrationClosed, TicketNotOnSale, OrderLimit, AnswersNotUsable, AlreadyRegistered, SoldOut and what
    billing's `order_place` raises; then nothing is kept.
    """
    tickets = _tickets(event, attendees, unlocked, now)
    answers = _answers(event, attendees)
    rows = [
        _row(event, tickets[one.ticket_type_id], one, given, booked_by, now)
        for one, given in zip(attendees, answers, strict=True)
    ]
    return _place(event, rows, booked_by, contact_email, promo_code, now)


def places_accept(
    *, entry: WaitingEntry, ticket: TicketType, attendees: Sequence[Attendee], booked_by: UUID | None, now: datetime
) -> Placed:
    """Register these people in the places that an offer holds for them, in the caller's transaction. `entry` with its
    event. Raises AnswersNotUsable, AlreadyRegistered and what `order_place` raises."""
    answers = _answers(entry.event, attendees)
    rows = [
        _row(entry.event, ticket, one, given, booked_by, now) for one, given in zip(attendees, answers, strict=True)
    ]
    for row in rows:
        row.holds_place, row.waiting_entry_id = True, entry.id
    return _place(entry.event, rows, booked_by, entry.email, "", now)


def new_code() -> str:
    """128 random bits and two more in Crockford's alphabet: what a ticket is known by."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(26))


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
        if not others and not event.approval_required and not first.price_amount and not first.holds_place:
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
    opening = EventOpening(event.status, event.ends_at, event.registration_opens_at, event.registration_closes_at)
    if not attendees or not is_open(opening, now=now):
        raise RegistrationClosed
    tickets = {ticket.id: ticket for ticket in tickets_of(event, with_closed=True)}
    for ticket_id, count in Counter(one.ticket_type_id for one in attendees).items():
        ticket = tickets.get(ticket_id)
        if ticket is None or not is_on_sale(
            TicketOpening(ticket.closed_at, ticket.sale_starts_at, ticket.sale_ends_at, ticket.is_hidden),
            unlocked=ticket_id in unlocked,
            now=now,
        ):
            raise TicketNotOnSale
        if not ticket.min_per_order <= count <= ticket.max_per_order:
            raise OrderLimit(
                f"One order holds {ticket.min_per_order} to {ticket.max_per_order} of the ticket “{ticket.name}”."
            )
    return tickets


def _answers(event: Event, attendees: Sequence[Attendee]) -> list[dict[str, Any]]:
    questions = [question_facts(question) for question in questions_of(event)]
    kept: list[dict[str, Any]] = []
    wrong: list[FieldError] = []
    for index, one in enumerate(attendees):
        asked = [question for question in questions if question.is_for(one.ticket_type_id)]
        given, errors = answers_check(asked, one.answers, path=f"attendees.{index}.answers")
        kept.append(given)
        wrong += errors
        if not one.name.strip():
            wrong.append(FieldError(f"attendees.{index}.name", "required", "Give the name of this person."))
    addresses = [one.email.strip().lower() for one in attendees]
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


def _row(
    event: Event, ticket: TicketType, one: Attendee, answers: dict[str, Any], booked_by: UUID | None, now: datetime
) -> Registration:
    email = one.email.strip().lower()
    account = user_by_email(email=email)
    is_theirs = account is not None and (account.email_verified or account.id == booked_by)
    waits = RegistrationStatus.PENDING_APPROVAL if event.approval_required else RegistrationStatus.PENDING_PAYMENT
    return Registration(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        ticket_type=ticket,
        person=account if is_theirs else None,
        booked_by_id=booked_by,
        name=one.name.strip(),
        email=email,
        status=waits,
        code=new_code(),
        price_amount=ticket.price_amount,
        price_currency=ticket.price_currency,
        refund_tiers=event.refund_tiers,
        answers=answers,
    )
