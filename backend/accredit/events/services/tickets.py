"""Tickets and questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accredit.core.money import Money
from accredit.events.exceptions import (
    CapacityNotFound,
    CapacityTaken,
    CurrencyNotYours,
    EventNotReady,
    ModeDoesNotFit,
    OrderLimitsNotPossible,
)
from accredit.events.models import Capacity, Event, Question, TicketType
from accredit.events.rules.events import AttendanceMode, EventFormat, QuestionKind
from accredit.events.rules.publishing import mode_fits, publish_obstacles
from accredit.events.selectors import publish_facts

from .holding import event_hold, tell_update

TICKET_FIELDS = frozenset(
    {
        "name",
        "description",
        "is_hidden",
        "sale_starts_at",
        "sale_ends_at",
        "min_per_order",
        "max_per_order",
        "capacity",
        "mode",
        "position",
    }
)
QUESTION_FIELDS = frozenset({"prompt", "hint", "choices", "is_required", "ticket_type_ids", "position"})


def ticket_type_create(
    *,
    event: Event,
    actor_id: UUID,
    name: str,
    capacity: Capacity,
    mode: AttendanceMode,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> TicketType:
    """A free ticket, appended. `changes` as for `ticket_type_update`. Raises EventOver, ModeDoesNotFit."""
    with transaction.atomic():
        held = event_hold(event)
        last = TicketType.objects.filter(event=held).aggregate(last=Max("position"))["last"]
        ticket = TicketType(
            organization=event.organization,
            event=held,
            capacity=capacity,
            name=name,
            mode=mode,
            price_currency=event.organization.currency,
            position=0 if last is None else last + 1,
        )
        _guard(held, mode)
        ticket.save(force_insert=True)
        _apply(held, ticket, changes or {})
        tell_update(held, actor_id=actor_id)
    ticket.refresh_from_db()
    return ticket


def ticket_type_update(
    *, ticket_type: TicketType, actor_id: UUID, changes: Mapping[str, Any], now: datetime
) -> TicketType:
    """Change any of `TICKET_FIELDS`, or `price` (Money, or None for free); those who hold one keep what they paid for.
    Its capacity stays once places of that are taken: they are given back to where the ticket takes them from. Of a
    published event the capacity that it leaves gets another id.

    Raises EventOver, ModeDoesNotFit, CurrencyNotYours, OrderLimitsNotPossible, CapacityTaken, CapacityNotFound.
    """
    with transaction.atomic():
        held = event_hold(ticket_type.event)
        if "capacity" in changes:
            _move(held, ticket_type, changes["capacity"])
        _apply(held, ticket_type, changes)
        tell_update(held, actor_id=actor_id)
    ticket_type.refresh_from_db()
    return ticket_type


def ticket_type_close(*, ticket_type: TicketType, actor_id: UUID, now: datetime) -> TicketType:
    """Take off sale for good. Raises EventOver, EventNotReady for the last one of a published event."""
    with transaction.atomic():
        held = event_hold(ticket_type.event)
        TicketType.objects.filter(pk=ticket_type.pk, closed_at=None).update(closed_at=now)
        if held.is_published and (obstacles := publish_obstacles(publish_facts(held), now=now)):
            raise EventNotReady(errors=obstacles)
        tell_update(held, actor_id=actor_id)
    ticket_type.refresh_from_db()
    return ticket_type


def question_create(
    *,
    event: Event,
    actor_id: UUID,
    kind: QuestionKind,
    prompt: str,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> Question:
    """Ask something more, of those who register from now on. Raises EventOver."""
    with transaction.atomic():
        held = event_hold(event)
        last = Question.objects.filter(event=held).aggregate(last=Max("position"))["last"]
        question = Question(
            organization_id=held.organization_id,
            event=held,
            kind=kind,
            prompt=prompt,
            position=0 if last is None else last + 1,
        )
        question.save(force_insert=True)
        values = {field: value for field, value in (changes or {}).items() if field in QUESTION_FIELDS}
        Question.objects.filter(pk=question.pk).update(**({"prompt": prompt} | values))
        tell_update(held, actor_id=actor_id)
    question.refresh_from_db()
    return question


def question_update(*, question: Question, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> Question:
    """Change any of `QUESTION_FIELDS`; its kind stays, because answers were given. Raises EventOver."""
    values = {field: value for field, value in changes.items() if field in QUESTION_FIELDS}
    with transaction.atomic():
        held = event_hold(question.event)
        if values:
            Question.objects.filter(pk=question.pk).update(**values)
        tell_update(held, actor_id=actor_id)
    question.refresh_from_db()
    return question


def question_retire(*, question: Question, actor_id: UUID, now: datetime) -> None:
    """Ask it no more; answers that were given stay. Raises EventOver."""
    with transaction.atomic():
        held = event_hold(question.event)
        Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=now)
        tell_update(held, actor_id=actor_id)


def _apply(event: Event, ticket: TicketType, changes: Mapping[str, Any]) -> None:
    values = {field: value for field, value in changes.items() if field in TICKET_FIELDS}
    if "mode" in values:
        _guard(event, values["mode"])
    if "price" in changes:
        price: Money | None = changes["price"]
        if price is not None and price.currency != ticket.price_currency:
            raise CurrencyNotYours(f"Set the price in {ticket.price_currency}.")
        values["price_amount"] = price.amount if price else 0
    fewest, most = values.get("min_per_order", ticket.min_per_order), values.get("max_per_order", ticket.max_per_order)
    if not 1 <= fewest <= most:
        raise OrderLimitsNotPossible
    if values:
        TicketType.objects.filter(pk=ticket.pk).update(**values)


def _move(event: Event, ticket: TicketType, wanted: Capacity) -> None:
    """Let a ticket take its places elsewhere, while the event is held.

    Somebody may be about to take one where the ticket took them until now, and it would be given back where it takes
    them from now on. So what stays behind is another row: whoever still goes by the old one finds nothing there, and
    nothing is kept of the attempt. Raises CapacityTaken, CapacityNotFound.
    """
    current = Capacity.objects.select_for_update(of=("self",)).get(ticket_types=ticket)
    if wanted.pk == current.pk:
        return
    if not Capacity.objects.filter(pk=wanted.pk, event=event).exists():
        raise CapacityNotFound
    if current.taken:
        raise CapacityTaken
    TicketType.objects.filter(pk=ticket.pk).update(capacity=wanted)
    if not event.is_published:
        return
    behind = Capacity(
        created_at=current.created_at,
        organization_id=current.organization_id,
        event=event,
        name=current.name,
        size=current.size,
    )
    behind.save(force_insert=True)
    TicketType.objects.filter(capacity=current).update(capacity=behind)
    Capacity.objects.filter(pk=current.pk, taken=0).delete()


def _guard(event: Event, mode: AttendanceMode) -> None:
    if not mode_fits(EventFormat(event.format), AttendanceMode(mode)):
        raise ModeDoesNotFit
