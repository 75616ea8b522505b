"""Inbound webhooks: store first, answer, then handle in a job. A row keeps its error and can be replayed.

A stored row is itself the promise of its handling: storing is one statement, and a worker owes the job a moment later.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, connections, transaction

from accredit.core import clock, jobs
from accredit.core.context import request_id
from accredit.core.ids import new_id
from accredit.core.models import InboundMessage
from accredit.core.statements import planned_cursor

HANDLE = "core.inbound_handle"
AT_ONCE = 100
"""So many rows are owed their jobs in one transaction."""
# Written down because the ORM cannot say whether an insert met a row that was there, short of failing on it.
_STORE = """
    INSERT INTO core_inboundmessage (id, created_at, source, external_id, body, status, error, request_id)
    VALUES ($1, $2, $3, $4, $5, 'received', '', $6) ON CONFLICT (source, external_id) DO NOTHING
"""
_STORE_ELSEWHERE = re.sub(r"\$\d", "%s", _STORE)
"""For a driver that does not take numbered places as they are."""
_IS_ANY = "SELECT 1 FROM core_inboundmessage WHERE status = 'received' LIMIT 1"
_KEY, _CREATED_AT = InboundMessage._meta.pk, InboundMessage._meta.get_field("created_at")


class Handler(Protocol):
    """Acts on one stored message; called again on replay, so it must leave the same world each time."""

    def __call__(self, message: InboundMessage, *, now: datetime) -> None: ...


_HANDLERS: dict[str, Handler] = {}


def handler(source: str) -> Callable[[Handler], Handler]:
    """Register who acts on the messages of a source."""

    def register(function: Handler) -> Handler:
        _HANDLERS[source] = function
        return function

    return register


def store(source: str, external_id: str, body: bytes) -> bool:
    """Keep a delivery whose signature the caller has checked. False when this id was stored before."""
    now = clock.now()
    real = connections[connection.alias]  # asked for each value, the proxy costs more than the answer
    values = [_KEY.get_db_prep_value(new_id(), real), _CREATED_AT.get_db_prep_value(now, real)]
    numbered = getattr(real, "numbered_cursor", None)
    with numbered() if numbered else real.cursor() as cursor:
        text = _STORE if numbered else _STORE_ELSEWHERE
        cursor.execute(text, [*values, source, external_id, body.decode(), request_id()])
        is_new = bool(cursor.rowcount)
    if is_new and settings.JOBS_AT_ONCE:
        collect(now=now)
    return is_new


def collect(*, now: datetime) -> int:
    """Owe the handling of what was stored since; a worker asks several times a second. Returns how many."""
    with planned_cursor() as cursor:
        cursor.execute(_IS_ANY)
        if not cursor.fetchone():
            return 0
    waiting = InboundMessage.objects.filter(status=InboundMessage.Status.RECEIVED)
    with transaction.atomic():
        locked = waiting.select_for_update(skip_locked=True).order_by("created_at")
        rows = list(locked.values_list("id", "request_id")[:AT_ONCE])
        ids = [message_id for message_id, _ in rows]
        InboundMessage.objects.filter(pk__in=ids).update(status=InboundMessage.Status.QUEUED)
        jobs.enqueue_each(HANDLE, [jobs.Call((str(message_id),), request) for message_id, request in rows])
    return len(rows)


class BodyCleared(RuntimeError):
    """The message was handled and its body emptied since: there is nothing to handle again."""


def replay(message_id: UUID) -> None:
    """Owe another handling of a stored message, whatever its status. Raises BodyCleared."""
    if InboundMessage.objects.filter(pk=message_id, body_cleared_at__isnull=False).exists():
        raise BodyCleared(str(message_id))
    with transaction.atomic():
        jobs.enqueue(HANDLE, str(message_id), unique_key=f"inbound:{message_id}")


@jobs.job(HANDLE, max_attempts=6)
def handle(message_id: str, *, now: datetime) -> None:
    """Run the source's handler; the row says how it ended, and the error flies so that the job is tried again."""
    message = InboundMessage.objects.get(pk=message_id)
    if message.body_cleared_at is not None:
        return  # it was handled, and nothing is left to handle again
    try:
        _HANDLERS[message.source](message, now=now)
    except Exception as error:
        text = "".join(traceback.format_exception(error))[-4000:]
        InboundMessage.objects.filter(pk=message.pk).update(status=InboundMessage.Status.FAILED, error=text)
        raise
    InboundMessage.objects.filter(pk=message.pk).update(status=InboundMessage.Status.HANDLED, handled_at=now, error="")
