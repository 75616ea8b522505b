"""One free place, confirmed at once: what a hot event sees a thousand times a second.

The row of the capacity is what all of them wait for, and it stays locked until the commit has reached the disk. On
PostgreSQL the counter, the place, the news, and the owed mail with its way into the queue are therefore one statement,
which is its own transaction and costs one round trip; elsewhere they are some in one transaction. What is written is
the same.

The statement can also make sure of all that the caller has not read anew (`seat_if_so`), and keep the request's answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from accredit.accounts.services import SESSION_LIVE, AccessClaims
from accredit.core import jobs, outbox
from accredit.core.context import request_id
from accredit.core.ids import new_id
from accredit.core.models import IdempotencyRecord, Job, OutboxEvent
from accredit.core.statements import Numbered, given_of, insert_given, json_text
from accredit.events.exceptions import SoldOut
from accredit.events.services import PLACE_TAKE, places_take
from accredit.registrations.domain_events import RegistrationConfirmed
from accredit.registrations.exceptions import AlreadyRegistered
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ACTIVE, RegistrationStatus

from .telling import confirmation_key, confirmation_owe, confirmation_owed
from .tickets import new_code

VERSION = "{0}.xmin::text || {0}.ctid::text"
"""Which version of a table's row it is, as PostgreSQL keeps it: which transaction wrote it, and where it lies."""
Way = Callable[[Registration, UUID | None], None]


@dataclass(frozen=True, slots=True)
class Versions:
    """Which versions of their rows a decision rests on: any change makes another. The event asks its people nothing."""

    event: str
    ticket: str


def seat_at_once(row: Registration, *, actor_id: UUID | None, now: datetime) -> None:
    """Write a new registration as confirmed, with its place taken, the news published and the ticket's mail owed: all
    or nothing. `row` was never saved, and is complete but for its state.

    Raises SoldOut, AlreadyRegistered, or the IntegrityError of the constraint that says so.
    """
    seat(row, now=now)
    _WAYS.get(connection.vendor, _in_some)(row, actor_id)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What all free places of one ticket have in common: a confirmed registration of it, never saved, and the values of
    all rows that are written for it. Read only."""

    sample: Registration
    given: Mapping[str, Any]
    versions: Versions


@dataclass(frozen=True, slots=True)
class Own:
    """What is the caller's own in it. `now` is when they registered."""

    caller: AccessClaims
    name: str
    email: str
    now: datetime
    id: UUID = field(default_factory=new_id)


def pattern_of(sample: Registration, versions: Versions) -> Pattern:
    """Of a registration that is complete (`seat`)."""
    return Pattern(sample, _given(sample, sample.person_id), versions)


def seat_if_so(pattern: Pattern, own: Own, *, answer: IdempotencyRecord) -> bool | None:
    """As `seat_at_once`, together with the answer that is kept for the request's key; and only if event and ticket are
    as they were, no question is asked, the caller is signed in, and the place is for the address of their account.

    False: nothing was kept, for any of these reasons or those of `seat_at_once`. None: likewise, because the event or
    its ticket has changed. On PostgreSQL only.
    """
    try:
        [(placed, as_before)] = statement(asks=True).rows(given_if_so(pattern, own, answer))
    except DatabaseError:
        return False  # registered already, or the key was used; whatever it is, the long way says it
    return bool(placed) if as_before else None


def given_if_so(pattern: Pattern, own: Own, answer: IdempotencyRecord) -> dict[str, Any]:
    """The values of `seat_if_so`."""
    now, caller_id = own.now, own.caller.id
    news = RegistrationConfirmed(own.id, pattern.sample.event_id)
    job_id, request = new_id(), request_id()
    return {
        **pattern.given,
        **given_of("kept", answer),
        "event_version": pattern.versions.event,
        "ticket_version": pattern.versions.ticket,
        "session": own.caller.session_id,
        "now": now,
        "row_id": own.id,
        "row_created_at": now,
        "row_person_id": caller_id,
        "row_booked_by_id": caller_id,
        "row_name": own.name,
        "row_email": own.email,
        "row_code": new_code(),
        "row_confirmed_at": now,
        "told_id": new_id(),
        "told_created_at": now,
        "told_payload": json_text(outbox.payload_of(news)),
        "told_actor_id": caller_id,
        "told_request_id": request,
        "owed_id": job_id,
        "owed_created_at": now,
        "owed_args": json_text([str(own.id)]),
        "owed_unique_key": confirmation_key(own.id),
        "owed_run_at": now,
        "owed_request_id": request,
        "queued_id": new_id(),
        "queued_enqueued_at": now,
        "queued_args_kwargs": json_text(jobs.carried(job_id)),
    }


def seat(row: Registration, *, now: datetime) -> None:
    """What a new registration says of itself that is confirmed at once."""
    row.status, row.confirmed_at, row.holds_place = RegistrationStatus.CONFIRMED, now, True


def is_one_statement() -> bool:
    """Whether all of it can be one: this is PostgreSQL, and it keeps the queue as well."""
    return connection.vendor == "postgresql" and jobs.is_queue_kept()


def _in_some(row: Registration, actor_id: UUID | None) -> None:
    with transaction.atomic():
        row.save(force_insert=True)
        outbox.publish(_news(row), organization_id=row.organization_id, actor_id=actor_id)
        confirmation_owe(row)
        if not places_take(capacity_id=row.ticket_type.capacity_id, count=1):
            raise SoldOut


def _in_one(row: Registration, actor_id: UUID | None) -> None:
    if not jobs.is_queue_kept():
        _in_some(row, actor_id)
        return
    [(placed,)] = statement(asks=False).rows(_given(row, actor_id))
    if not placed:
        if _is_registered(row):
            raise AlreadyRegistered
        raise SoldOut
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as `save` does


_WAYS: Mapping[str, Way] = {"postgresql": _in_one}


def _given(row: Registration, actor_id: UUID | None) -> dict[str, Any]:
    owed = confirmation_owed(row)
    return {
        "capacity": row.ticket_type.capacity_id,
        **given_of("row", row),
        **given_of("told", outbox.row_of(_news(row), organization_id=row.organization_id, actor_id=actor_id)),
        **given_of("owed", owed),
        **given_of("queued", jobs.queue_row(owed)),
    }


def _news(row: Registration) -> RegistrationConfirmed:
    return RegistrationConfirmed(row.id, row.event_id)


def _is_registered(row: Registration) -> bool:
    """Whether the same person stands in the event: a full event says so first, as an insert before the count would."""
    same = Q(email=row.email)
    if row.person_id is not None:
        same |= Q(person_id=row.person_id)
    return Registration.objects.filter(same, event_id=row.event_id, status__in=ACTIVE).exists()


_AS_BEFORE = f"""
    SELECT ticket.capacity_id FROM events_tickettype ticket JOIN events_event event ON event.id = ticket.event_id
    WHERE ticket.id = %(row_ticket_type_id)s AND {VERSION.format("ticket")} = %(ticket_version)s
      AND event.id = %(row_event_id)s AND {VERSION.format("event")} = %(event_version)s
      AND NOT EXISTS (SELECT FROM events_question asked WHERE asked.event_id = event.id AND asked.retired_at IS NULL)
"""  # noqa: S608  # nosec B608 - constants of our own
_ALLOWED = f"""
    SELECT capacity_id FROM as_before
    WHERE EXISTS ({SESSION_LIVE} AND user_id = %(row_person_id)s)
      AND EXISTS (SELECT FROM accounts_user WHERE id = %(row_person_id)s AND email = %(row_email)s AND is_active)
"""  # noqa: S608  # nosec B608 - constants of our own


@cache
def statement(*, asks: bool) -> Numbered:
    """Of one free place; whether it `asks` makes the difference between the two functions above."""
    first = f"as_before AS ({_AS_BEFORE}), allowed AS ({_ALLOWED})," if asks else ""
    capacity = "(SELECT capacity_id FROM allowed)" if asks else "%(capacity)s"
    kept = f"kept AS ({insert_given('kept', IdempotencyRecord, source='placed')})," if asks else ""
    seen = ", EXISTS (SELECT FROM as_before)" if asks else ""
    # All names are the models' own; values go apart.
    return Numbered(f"""
        WITH {first} seat AS ({PLACE_TAKE.replace("%s", capacity)}),
        placed AS ({insert_given("row", Registration, source="seat")} RETURNING id),
        {kept}
        told AS ({insert_given("told", OutboxEvent, source="placed")}),
        owed AS ({insert_given("owed", Job, source="placed")}),
        queued AS ({insert_given("queued", DBTaskResult, source="placed")})
        SELECT (SELECT count(*) FROM placed){seen}
    """)  # noqa: S608  # nosec B608
