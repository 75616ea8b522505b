"""A free place for oneself in an event that many want: decided on what this process remembers of event and ticket, by
the rules of every registration (`placing`), and kept only if all of that is still so (`seating.seat_if_so`).

What is remembered never sells anything by itself, so nobody has to tell that something changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from accredit.accounts.services import AccessClaims
from accredit.core import clock
from accredit.core.errors import ProblemError
from accredit.core.models import IdempotencyRecord
from accredit.events.models import Event, Question, TicketType
from accredit.events.rules.events import Visibility
from accredit.registrations.models import Registration
from accredit.registrations.selectors import registration_json

from .placing import (
    Attendee,
    address_of,
    answers_kept,
    is_seated_at_once,
    name_of,
    opening_check,
    registration_new,
    sale_check,
)
from .seating import VERSION, Own, Pattern, Versions, is_one_statement, pattern_of, seat, seat_if_so

MOST_PLANS = 1000
LOOKS_AGAIN = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Plan:
    """An event that everybody may register for, asks nothing and approves nobody, and a free ticket of it. Read only:
    all threads of the process have the same."""

    event: Event
    ticket: TicketType
    pattern: Pattern
    page: Mapping[str, Any]
    """What is said of a place."""


_PLANS: dict[tuple[str, UUID], Plan | datetime] = {}
"""By how the caller names the event, and ticket. Where there is none: when to look again."""


def plan_for(*, named: str, ticket_id: UUID, now: datetime) -> Plan | None:
    """What is known of an event that a caller names so, and of this ticket; None where registering takes more than one
    free place does. One query, unless it is remembered."""
    known = _PLANS.get((named, ticket_id))
    if isinstance(known, datetime):
        known = None if known <= now else known
    if known is None:
        if len(_PLANS) >= MOST_PLANS:
            _PLANS.clear()
        found = plan_of(ticket_id=ticket_id) if is_one_statement() else None
        if found is not None and named not in (found.event.slug, str(found.event.id)):
            found = None
        known = _PLANS[named, ticket_id] = found or now + LOOKS_AGAIN
    return known if isinstance(known, Plan) else None


def plan_of(*, ticket_id: UUID) -> Plan | None:
    """What is known of a ticket now. One query."""
    # One statement, so versions and rows are of the same moment.
    ticket = (
        TicketType.objects.select_related("event")
        .annotate(
            ticket_version=RawSQL(VERSION.format("events_tickettype"), ()),  # noqa: S611  # nosec B611 - ours
            event_version=RawSQL(VERSION.format("events_event"), ()),  # noqa: S611  # nosec B611
            asks=Exists(Question.objects.filter(event=OuterRef("event"), retired_at=None)),
        )
        .filter(pk=ticket_id)
        .first()
    )
    if ticket is None or ticket.asks:
        return None
    if ticket.event.visibility == Visibility.PRIVATE or not is_seated_at_once(ticket.event, ticket):
        return None
    pattern = pattern_of(_sample(ticket), Versions(ticket.event_version, ticket.ticket_version))
    return Plan(ticket.event, ticket, pattern, registration_json(pattern.sample))


def _sample(ticket: TicketType) -> Registration:
    now, nobody = clock.now(), Attendee(ticket.id, "", "")
    row = registration_new(ticket.event, ticket, nobody, {}, person_id=None, booked_by=None, now=now)
    seat(row, now=now)
    return row


def registration_place_planned(
    *,
    plan: Plan,
    one: Attendee,
    caller: AccessClaims,
    answer: IdempotencyRecord,
    say: Callable[[Mapping[str, Any]], bytes],
    now: datetime,
) -> bytes | None:
    """Register the caller themself, and keep what `say` makes of their place as the answer of this request's key: all
    or nothing.

    None: nothing was kept, and `registration_place` has the answer. One query.
    """
    try:
        opening_check(plan.event, now=now)
        sale_check(plan.ticket, count=1, is_unlocked=False, now=now)
        answers_kept([], [one])
    except ProblemError:
        return None
    own = Own(caller, name_of(one), address_of(one), now)
    mine = {"id": own.id, "name": own.name, "email": own.email, "registered_at": now, "confirmed_at": now}
    told = say({**plan.page, **mine})
    answer.body = msgspec.Raw(told)
    kept = seat_if_so(plan.pattern, own, answer=answer)
    if kept is None:
        _forget(plan)
    return told if kept else None


def _forget(plan: Plan) -> None:
    for named in (plan.event.slug, str(plan.event.id)):
        _PLANS.pop((named, plan.ticket.id), None)
