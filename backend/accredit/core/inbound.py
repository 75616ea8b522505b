"""Inbound webhooks: store first, answer, then handle in a job. A row keeps its error and can be replayed."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.core import jobs
from accredit.core.constraints import violates
from accredit.core.models import InboundMessage

HANDLE = "core.inbound_handle"


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
    row = InboundMessage(source=source, external_id=external_id, body=body.decode())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            jobs.enqueue(HANDLE, str(row.id))
    except IntegrityError as error:
        if not violates(error, InboundMessage, "inbound_once"):
            raise
        return False
    return True


def replay(message_id: UUID) -> None:
    """Owe another handling of a stored message, whatever its status."""
    with transaction.atomic():
        jobs.enqueue(HANDLE, str(message_id), unique_key=f"inbound:{message_id}")


@jobs.job(HANDLE, max_attempts=6)
def handle(message_id: str, *, now: datetime) -> None:
    """Run the source's handler; the row says how it ended, and the error flies so that the job is tried again."""
    message = InboundMessage.objects.get(pk=message_id)
    try:
        _HANDLERS[message.source](message, now=now)
    except Exception as error:
        text = "".join(traceback.format_exception(error))[-4000:]
        InboundMessage.objects.filter(pk=message.pk).update(status=InboundMessage.Status.FAILED, error=text)
        raise
    InboundMessage.objects.filter(pk=message.pk).update(status=InboundMessage.Status.HANDLED, handled_at=now, error="")
