"""The waiting list: who waits, who is offered a place, and what comes of the offer.

Offers go out in the order of `(place, id)`, each to the first whose whole quantity fits into one of the wanted tickets;
who wants more places than there are stays where they stand and does not hold up those behind. The places are taken
before the offer is made, so nobody else can have them while it lives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Min, Q

from accredit.core import jobs
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.models import Event, TicketType
from accredit.events.rules.events import EventStatus
from accredit.events.selectors import tickets_of
from accredit.events.services import places_give_back, places_take
from accredit.registrations.domain_events import WaitingEntryMoved, WaitingEntryOffered
from accredit.registrations.exceptions import (
    AlreadyRegistered,
    AlreadyWaiting,
    NotSoldOut,
    OfferOver,
    OrderLimit,
    RegistrationClosed,
    TicketNotOnSale,
)
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.rules.opening import EventOpening, TicketOpening, is_on_sale, is_open
from accredit.registrations.rules.registrations import ACTIVE, WaitingStatus
from accredit.registrations.rules.waiting import first_that_fits, offer_until
from accredit.registrations.selectors import ticket_offered

from .placing import Attendee, Placed, places_accept
from .telling import reminder_owe

OFFER_NEXT, JOINED_SEND, OFFER_SEND, REMINDER_SEND = (
    "registrations.waiting_offer_next",
    "registrations.waiting_joined_send",
    "registrations.waiting_offer_send",
    "registrations.waiting_reminder_send",
)
OPEN = (WaitingStatus.WAITING, WaitingStatus.OFFERED)
EXPIRED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes one of the places that are offered. `answers`: question id → answer."""

    name: str
    email: str
    answers: Mapping[str, Any] = field(default_factory=dict)


class _NoPlaces(Exception):
    """Somebody was faster; undoes the offer."""


def waiting_join(
    *,
    event: Event,
    ticket_type_ids: Sequence[UUID],
    quantity: int,
    name: str,
    email: str,
    person_id: UUID | None,
    now: datetime,
) -> WaitingEntry:
    """Wait for so many places of any of these tickets, the preferred one first; a mail says so. A guest (`person_id`
    None) whose address waits or has a place already gets what looks like a new entry and is not kept, and the address a
    mail that says how it stands.

    Raises RegistrationClosed, TicketNotOnSale, OrderLimit, NotSoldOut, AlreadyRegistered, AlreadyWaiting.
    """
    if not _takes_registrations(event, now):
        raise RegistrationClosed
    wanted = _wanted(event, ticket_type_ids, quantity, now)
    address = email.strip().lower()
    mine = Q(email=address) if person_id is None else Q(email=address) | Q(person_id=person_id)
    there = Registration.objects.filter(mine, event=event, status__in=ACTIVE).first()
    if there is not None and person_id is not None:
        raise AlreadyRegistered
    entry = WaitingEntry(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        person_id=person_id,
        name=name.strip(),
        email=address,
        quantity=quantity,
        ticket_type_ids=wanted,
        place=int(now.timestamp() * 1_000_000),
    )
    if there is not None:
        reminder_owe(there)
        return entry
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
            jobs.enqueue(JOINED_SEND, str(entry.id))
    except IntegrityError as error:
        if not violates(error, WaitingEntry, "waiting_once"):
            raise
        if person_id is not None:
            raise AlreadyWaiting from error
        _reminder_owe(event, address)
    return entry


def _wanted(event: Event, ticket_type_ids: Sequence[UUID], quantity: int, now: datetime) -> list[str]:
    on_sale = _on_sale(event, now, unlocked=False)
    wanted = list(dict.fromkeys(str(ticket_id) for ticket_id in ticket_type_ids))
    if not wanted or not on_sale.keys() >= set(wanted):
        raise TicketNotOnSale
    for ticket in (on_sale[ticket_id] for ticket_id in wanted):
        if not ticket.min_per_order <= quantity <= ticket.max_per_order:
            raise OrderLimit
        if ticket.capacity.left is None or ticket.capacity.left >= quantity:
            raise NotSoldOut
    return wanted


def _reminder_owe(event: Event, address: str) -> None:
    waiting = WaitingEntry.objects.filter(event=event, email=address, status__in=OPEN)
    for entry_id in waiting.values_list("id", flat=True):
        jobs.enqueue(REMINDER_SEND, str(entry_id), unique_key=f"{REMINDER_SEND}:{entry_id}")


def waiting_offer_next(*, event_id: UUID, now: datetime) -> int:
    """Offer the places that are free to those who wait; returns how many offers were made. Run again, or beside
    itself, it offers nothing twice."""
    event = Event.objects.get(pk=event_id)
    until = offer_until(starts_at=event.starts_at, now=now)
    if until is None or not _takes_registrations(event, now):
        return 0
    on_sale = _on_sale(event, now, unlocked=True)
    capacities = {ticket_id: ticket.capacity_id for ticket_id, ticket in on_sale.items()}
    left = {ticket.capacity_id: ticket.capacity.left for ticket in on_sale.values()}
    made = 0
    waiting = WaitingEntry.objects.filter(event=event, status=WaitingStatus.WAITING).order_by("place", "id")
    for entry in waiting:
        while ticket_id := first_that_fits(
            entry.ticket_type_ids, quantity=entry.quantity, capacities=capacities, left=left
        ):
            capacity_id = capacities[ticket_id]
            free = left[capacity_id]
            try:
                made += _offer(entry, on_sale[ticket_id], until, now)
            except _NoPlaces:
                left[capacity_id] = entry.quantity - 1
                continue
            if free is not None:
                left[capacity_id] = free - entry.quantity
            break
    return made


def waiting_offer_owe(*, event_id: UUID) -> None:
    """Owe offers for what is free, in the caller's transaction; many at once are one."""
    jobs.enqueue(OFFER_NEXT, str(event_id), unique_key=f"{OFFER_NEXT}:{event_id}")


def waiting_accept(
    *, entry: WaitingEntry, people: Sequence[Person] = (), actor_id: UUID | None, now: datetime
) -> Placed:
    """Turn an offer into places: confirmed when free, held for an order where there is something to pay, waiting where
    approval is asked for. Fewer people than places give the rest back; without `people` it is who waited.

    Raises OfferOver, RegistrationClosed, OrderLimit, AnswersNotUsable, AlreadyRegistered and what `order_place` raises;
    then the offer stands as before.
    """
    with transaction.atomic():
        # The one write that ends an offer well: it and the one that expires it exclude each other.
        accepted = WaitingEntry.objects.filter(
            pk=entry.pk, status=WaitingStatus.OFFERED, offer_expires_at__gt=now
        ).update(status=WaitingStatus.ACCEPTED, closed_at=now)
        if not accepted:
            raise OfferOver
        entry = WaitingEntry.objects.select_related("event", "event__organization").get(pk=entry.pk)
        # The window of registration may have closed since; an event that was moved may be over.
        if entry.event.status != EventStatus.PUBLISHED or entry.event.ends_at is None or entry.event.ends_at <= now:
            raise RegistrationClosed
        ticket = ticket_offered(entry)
        coming = people or [Person(entry.name, entry.email)]
        if len(coming) > entry.quantity:
            raise OrderLimit(f"The offer is for {entry.quantity} of the ticket “{ticket.name}”.")
        placed = places_accept(
            entry=entry,
            ticket=ticket,
            attendees=[Attendee(ticket.id, one.name, one.email, one.answers) for one in coming],
            booked_by=actor_id,
            now=now,
        )
        if rest := entry.quantity - len(coming):
            _give_back(entry, ticket, rest)
    return placed


def waiting_leave(*, entry: WaitingEntry, now: datetime) -> None:
    """Wait no longer; what was offered goes to the next. Raises IllegalTransition for an entry that has ended."""
    if not waiting_close(entry, WaitingStatus.LEFT, now=now):
        entry.refresh_from_db()
        raise IllegalTransition("entry", entry.status, WaitingStatus.LEFT)


def waiting_move(*, entry: WaitingEntry, actor_id: UUID, reason: str, now: datetime) -> WaitingEntry:
    """Put somebody first, with a reason that stays. Raises IllegalTransition for one who does not wait any more."""
    with transaction.atomic():
        first = WaitingEntry.objects.filter(event_id=entry.event_id, status=WaitingStatus.WAITING).aggregate(
            place=Min("place")
        )["place"]
        moved = WaitingEntry.objects.filter(pk=entry.pk, status=WaitingStatus.WAITING).update(
            place=(entry.place if first is None else first) - 1, moved_by_id=actor_id, moved_reason=reason
        )
        entry.refresh_from_db()
        if not moved:
            raise IllegalTransition("entry", entry.status, "first")
        publish(WaitingEntryMoved(entry.id, entry.event_id), organization_id=entry.organization_id, actor_id=actor_id)
    return entry


def offers_expire(*, now: datetime) -> int:
    """End the offers whose time is over and give their places back, which is news for the next; returns how many."""
    over = WaitingEntry.objects.filter(status=WaitingStatus.OFFERED, offer_expires_at__lte=now)
    due = list(over.order_by("offer_expires_at", "id")[:EXPIRED_AT_ONCE])
    return sum(waiting_close(entry, WaitingStatus.EXPIRED, now=now) for entry in due)


def waiting_end(*, event_id: UUID, now: datetime) -> None:
    """Nobody waits for an event that was called off."""
    for entry in WaitingEntry.objects.filter(event_id=event_id, status__in=OPEN).order_by("id"):
        waiting_close(entry, WaitingStatus.LEFT, now=now)


def waiting_close(entry: WaitingEntry, wanted: WaitingStatus, *, now: datetime) -> bool:
    """End an entry and give back what was offered. False when it has ended already; an offer expires only once its time
    is over."""
    sources = [WaitingStatus.OFFERED] if wanted == WaitingStatus.EXPIRED else list(OPEN)
    with transaction.atomic():
        # Held, so that what is given back is what was offered at that moment.
        held = WaitingEntry.objects.select_for_update().filter(pk=entry.pk, status__in=sources).first()
        if held is None:
            return False
        WaitingEntry.objects.filter(pk=held.pk, status=held.status).update(status=wanted, closed_at=now)
        if held.status == WaitingStatus.OFFERED:
            _give_back(held, ticket_offered(held), held.quantity)
    return True


def _offer(entry: WaitingEntry, ticket: TicketType, until: datetime, now: datetime) -> bool:
    """False when this entry waits no more. Raises _NoPlaces."""
    with transaction.atomic():
        offered = WaitingEntry.objects.filter(pk=entry.pk, status=WaitingStatus.WAITING).update(
            status=WaitingStatus.OFFERED, offered_ticket_type_id=ticket.id, offered_at=now, offer_expires_at=until
        )
        if not offered:
            return False
        news = WaitingEntryOffered(entry.id, entry.event_id)
        publish(news, organization_id=entry.organization_id, actor_id=None)
        jobs.enqueue(OFFER_SEND, str(entry.id))
        if not places_take(capacity_id=ticket.capacity_id, count=entry.quantity):
            raise _NoPlaces
    return True


def _give_back(entry: WaitingEntry, ticket: TicketType, count: int) -> None:
    places_give_back(
        capacity_id=ticket.capacity_id, event_id=entry.event_id, organization_id=entry.organization_id, count=count
    )


def _takes_registrations(event: Event, now: datetime) -> bool:
    opening = EventOpening(event.status, event.ends_at, event.registration_opens_at, event.registration_closes_at)
    return is_open(opening, now=now)


def _on_sale(event: Event, now: datetime, *, unlocked: bool) -> dict[str, TicketType]:
    return {
        str(ticket.id): ticket
        for ticket in tickets_of(event)
        if is_on_sale(
            TicketOpening(ticket.closed_at, ticket.sale_starts_at, ticket.sale_ends_at, ticket.is_hidden),
            unlocked=unlocked,
            now=now,
        )
    }
