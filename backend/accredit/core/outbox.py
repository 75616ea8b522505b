"""News: typed domain events, stored with the change they tell of and delivered to each receiver exactly once in effect.

`publish` writes one row. When the transaction commits, one job a receiver is owed. A receiver's effect and its
`handled` row commit together, so a second delivery does nothing. `sweep` picks up rows that a crash left undispatched.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar, cast, get_type_hints
from uuid import UUID

from django.db import transaction

from accredit.core import clock, jobs
from accredit.core.context import request_id
from accredit.core.events import DomainEvent, event_class, event_name
from accredit.core.models import OutboxEvent, OutboxHandled

E = TypeVar("E", bound=DomainEvent)
SWEEP_GRACE = timedelta(seconds=20)
DELIVER = "core.outbox_deliver"


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
    """Record a domain event in the caller's transaction. Ids and primitives only; no secret, no personal text."""
    name, version = event_name(type(event))
    row = OutboxEvent(
        name=name,
        version=version,
        payload={key: str(value) if isinstance(value, UUID) else value for key, value in _fields(event).items()},
        organization_id=organization_id,
        actor_id=actor_id,
        request_id=request_id(),
    )
    row.save(force_insert=True)
    transaction.on_commit(lambda: dispatch(row.id, name))


def dispatch(event_id: UUID, name: str) -> None:
    """Owe one delivery a receiver; marking the row and the deliveries commit together."""
    with transaction.atomic():
        if not OutboxEvent.objects.filter(pk=event_id, dispatched_at=None).update(dispatched_at=clock.now()):
            return
        for receiver in _RECEIVERS.get(name, {}):
            jobs.enqueue(DELIVER, str(event_id), receiver)


@jobs.job(DELIVER, max_attempts=20)
def deliver(event_id: str, receiver: str, *, now: datetime) -> None:
    """One delivery: the effect and the record of it in one transaction."""
    row = OutboxEvent.objects.get(pk=event_id)
    function = _RECEIVERS[row.name][receiver]
    with transaction.atomic():
        handled = OutboxHandled(event_id=row.id, receiver=receiver, handled_at=now)
        if OutboxHandled.objects.filter(event_id=row.id, receiver=receiver).exists():
            return
        handled.save(force_insert=True)  # a racing twin fails on outbox_handled_once and finds it done when retried
        function(_load(row), now=now)


def sweep(*, now: datetime) -> int:
    """Dispatch rows that a crash left between commit and dispatch. Returns how many."""
    lost = list(
        OutboxEvent.objects.filter(dispatched_at=None, created_at__lte=now - SWEEP_GRACE).values_list("id", "name")[
            :500
        ]
    )
    for event_id, name in lost:
        dispatch(event_id, name)
    return len(lost)


def _fields(event: DomainEvent) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}


@cache
def _uuid_fields(name: str) -> tuple[str, ...]:
    hints = get_type_hints(event_class(name))
    return tuple(name for name, hint in hints.items() if hint in (UUID, UUID | None))


def _load(row: OutboxEvent) -> DomainEvent:
    kind = event_class(row.name)
    known = {field.name for field in dataclasses.fields(kind)}
    values = {key: value for key, value in row.payload.items() if key in known}
    for name in _uuid_fields(row.name):
        values[name] = UUID(values[name]) if values.get(name) else None
    return cast("DomainEvent", kind(**values))
