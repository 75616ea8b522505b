"""One free place, confirmed at once: what a hot event sees a thousand times a second.

The row of the capacity is what all of them wait for, and it stays locked until the commit has reached the disk. On
PostgreSQL the counter, the place, the news and the owed mail are therefore one statement, which is its own transaction
and costs one round trip; elsewhere they are four in one transaction. What is written is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, Q

from accredit.core import jobs, outbox
from accredit.core.models import Job, OutboxEvent
from accredit.core.statements import planned_cursor
from accredit.events.exceptions import SoldOut
from accredit.events.models import Capacity
from accredit.events.services import PLACE_TAKE, places_take
from accredit.registrations.domain_events import RegistrationConfirmed
from accredit.registrations.exceptions import AlreadyRegistered
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ACTIVE, RegistrationStatus

from .telling import confirmation_owe, confirmation_owed

Way = Callable[[Registration, RegistrationConfirmed, UUID | None], None]


def seat_at_once(row: Registration, *, actor_id: UUID | None, now: datetime) -> None:
    """Write a new registration as confirmed, with its place taken, the news published and the ticket's mail owed: all
    or nothing. `row` was never saved, and is complete but for its state.

    Raises SoldOut, AlreadyRegistered, or the IntegrityError of the constraint that says so.
    """
    row.status, row.confirmed_at, row.holds_place = RegistrationStatus.CONFIRMED, now, True
    _WAYS.get(connection.vendor, _in_four)(row, RegistrationConfirmed(row.id, row.event_id), actor_id)


def _in_four(row: Registration, news: RegistrationConfirmed, actor_id: UUID | None) -> None:
    with transaction.atomic():
        row.save(force_insert=True)
        outbox.publish(news, organization_id=row.organization_id, actor_id=actor_id)
        confirmation_owe(row)
        if not places_take(capacity_id=row.ticket_type.capacity_id, count=1):
            raise SoldOut


def _in_one(row: Registration, news: RegistrationConfirmed, actor_id: UUID | None) -> None:
    told = outbox.row_of(news, organization_id=row.organization_id, actor_id=actor_id)
    owed = confirmation_owed(row)
    capacity_id = Capacity._meta.pk.get_db_prep_value(row.ticket_type.capacity_id, connection)
    # A statement is a transaction by itself; inside another it needs a point to which its failure goes back.
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), planned_cursor() as cursor:
        cursor.execute(_statement(), [capacity_id, *_values(row), *_values(told), *_values(owed)])
        [(placed,)] = cursor.fetchall()
    if not placed:
        if _is_registered(row):
            raise AlreadyRegistered
        raise SoldOut
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as `save` does
    outbox.published(told)
    jobs.enqueued(owed)


_WAYS: Mapping[str, Way] = {"postgresql": _in_one}


def _is_registered(row: Registration) -> bool:
    """Whether the same person stands in the event: a full event says so first, as an insert before the count would."""
    same = Q(email=row.email)
    if row.person_id is not None:
        same |= Q(person_id=row.person_id)
    return Registration.objects.filter(same, event_id=row.event_id, status__in=ACTIVE).exists()


@cache
def _statement() -> str:
    # All names are the models' own; values go apart.
    return f"""
        WITH seat AS ({PLACE_TAKE}),
        placed AS ({_insert(Registration, "seat")} RETURNING id),
        told AS ({_insert(OutboxEvent, "placed")}),
        owed AS ({_insert(Job, "placed")} ON CONFLICT DO NOTHING)
        SELECT count(*) FROM placed
    """  # noqa: S608


def _insert(model: type[Model], source: str) -> str:
    """One row where `source` has one."""
    fields = model._meta.concrete_fields
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {places} FROM {source}'  # noqa: S608


def _values(row: Model) -> list[Any]:
    fields = row._meta.concrete_fields
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
