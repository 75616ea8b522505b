"""News: typed domain events, stored with the change they tell of and delivered to each receiver exactly once in effect.

`publish` writes one row, which is itself the promise of its deliveries: a worker owes one job a receiver a moment later
(`dispatch`). A receiver's effect and its `handled` row commit together, so a second delivery does nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar, cast, get_type_hints
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from accredit.core import clock, jobs
from accredit.core.context import request_id
from accredit.core.events import DomainEvent, event_class, event_name
from accredit.core.models import OutboxEvent, OutboxHandled
from accredit.core.statements import Given, Insert, Statement, planned_cursor

E = TypeVar("E", bound=DomainEvent)
DELIVER = "core.outbox_deliver"
AT_ONCE = 100
"""So many rows are owed their deliveries in one transaction."""
# Written down because the ORM cannot say whether an insert met a row that was there, short of failing on it. It waits
# for a delivery that is under way, and finds it done when that commits.
_HANDLED = """
    INSERT INTO core_outboxhandled (event_id, receiver, handled_at) VALUES (%s, %s, %s)
    ON CONFLICT (event_id, receiver) DO NOTHING
"""
_INSERT = Insert(OutboxEvent)
_EVENT, _HANDLED_AT = OutboxHandled._meta.get_field("event"), OutboxHandled._meta.get_field("handled_at")


class Receiver(Protocol):
    """A function that hears one kind of domain event. News is a hint: read the row again, never apply the payload."""

    __module__: str
    __qualname__: str

    def __call__(self, event: Any, *, now: datetime) -> None: ...


_RECEIVERS: dict[str, dict[str, Receiver]] = {}


def subscribe(event: type[E], receiver: Callable[..., None]) -> None:
    """Deliver every `event` to `receiver(event, now=…)`; called from an app's `ready()`."""
    heard = cast("Receiver", receiver)
    _RECEIVERS.setdefault(event_name(event)[0], {})[f"{heard.__module__}.{heard.__qualname__}"] = heard


def publish(event: DomainEvent, *, organization_id: UUID | None, actor_id: UUID | None) -> None:
    """Record a domain event in the caller's transaction. Ids and primitives only; no secret, no personal text.

    What nobody listens to is for the audit trail alone.
    """
    row = row_of(event, organization_id=organization_id, actor_id=actor_id)
    _INSERT.add(row)
    published(row)


def publish_each(events: Sequence[DomainEvent], *, organization_id: UUID | None, actor_id: UUID | None) -> None:
    """Record many domain events of one kind, in few statements of the caller's transaction."""
    if not events:
        return
    if len({type(event) for event in events}) > 1:
        raise TypeError("These are events of several kinds.")
    row = row_of(events[0], organization_id=organization_id, actor_id=actor_id)
    _INSERT.add_like(row, {"payload": [payload_of(event) for event in events]})
    for _ in range(0, len(events), AT_ONCE):  # each time so many are dispatched
        published(row)


def row_of(event: DomainEvent, *, organization_id: UUID | None, actor_id: UUID | None) -> OutboxEvent:
    """The row that `publish` writes, for a statement that writes it together with others and calls `published` then."""
    name, version = event_name(type(event))
    return OutboxEvent(
        name=name,
        version=version,
        payload=payload_of(event),
        organization_id=organization_id,
        actor_id=actor_id,
        request_id=request_id(),
        dispatched_at=None if _RECEIVERS.get(name) else clock.now(),
    )


def payload_of(event: DomainEvent) -> dict[str, Any]:
    """What a row says of its event."""
    return {key: str(value) if isinstance(value, UUID) else value for key, value in _fields(event).items()}


def published(row: OutboxEvent) -> None:
    """What follows once the row is written."""
    if row.dispatched_at is None and settings.JOBS_AT_ONCE:
        transaction.on_commit(lambda: dispatch(now=clock.now()))


def dispatch(*, now: datetime) -> int:
    """Owe one delivery a receiver of what was published since; a worker asks several times a second. Marking the rows
    and the deliveries commit together. Returns how many rows."""
    if not _IS_ANY.rows():
        return 0
    with transaction.atomic():
        rows = _WAITING.rows()
        OutboxEvent.objects.filter(pk__in=[event_id for event_id, _, _ in rows]).update(dispatched_at=now)
        jobs.enqueue_each(
            DELIVER,
            [
                jobs.Call((str(event_id), receiver), request)
                for event_id, name, request in rows
                for receiver in _RECEIVERS.get(name, {})
            ],
        )
    return len(rows)


@jobs.job(DELIVER, max_attempts=20)
def deliver(event_id: str, receiver: str, *, now: datetime) -> None:
    """One delivery: the effect and the record of it in one transaction."""
    [(name, payload)] = _STORED.rows(event=UUID(event_id))
    function = _RECEIVERS[name][receiver]
    with transaction.atomic():
        if _mark_handled(UUID(event_id), receiver, now):
            function(_load(name, payload), now=now)


def _undispatched() -> QuerySet[OutboxEvent]:
    return OutboxEvent.objects.filter(dispatched_at=None).order_by("created_at")


_IS_ANY = Statement(lambda: _undispatched().values_list("id")[:1])
_WAITING = Statement(
    lambda: _undispatched().select_for_update(skip_locked=True).values_list("id", "name", "request_id")[:AT_ONCE]
)
_STORED = Statement(
    lambda: OutboxEvent.objects.filter(pk=Given("event", OutboxEvent._meta.pk)).values_list("name", "payload")
)


def _mark_handled(event_id: UUID, receiver: str, now: datetime) -> bool:
    """False when this receiver has acted on the event before."""
    values = [_EVENT.get_db_prep_value(event_id, connection), receiver]
    with planned_cursor() as cursor:
        cursor.execute(_HANDLED, [*values, _HANDLED_AT.get_db_prep_value(now, connection)])
        return bool(cursor.rowcount)


def _fields(event: DomainEvent) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}


@cache
def _uuid_fields(name: str) -> tuple[str, ...]:
    hints = get_type_hints(event_class(name))
    return tuple(name for name, hint in hints.items() if hint in (UUID, UUID | None))


def _load(name: str, payload: Mapping[str, Any]) -> DomainEvent:
    kind = event_class(name)
    known = {field.name for field in dataclasses.fields(kind)}
    values = {key: value for key, value in payload.items() if key in known}
    for field in _uuid_fields(name):
        values[field] = UUID(values[field]) if values.get(field) else None
    return cast("DomainEvent", kind(**values))
