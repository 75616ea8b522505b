"""Stripe's webhook deliveries: kept when their signature holds, acted upon in a job."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from accredit.billing.exceptions import UnknownRefund
from accredit.billing.gateways import stripe as gateway
from accredit.billing.services.disputes import dispute_apply
from accredit.billing.services.payments import session_apply
from accredit.billing.services.refunds import refund_apply, refunds_compare
from accredit.core import inbound

SOURCE = "stripe"
EventHandler = Callable[[Mapping[str, Any], datetime], None]


def delivery_receive(*, body: bytes, signature: str) -> bool:
    """Keep a delivery to be handled; False when it was kept before, or is of a kind that concerns nobody here.

    Raises WebhookForged.
    """
    event = gateway.verify_event(body, signature)
    return event.type in _HANDLERS and inbound.store(SOURCE, event.id, body)


def delivery_handle(*, body: str, now: datetime) -> None:
    """Act on a kept delivery; again changes nothing more. Raises UnknownOrder, PaymentMismatch,
    UnknownRefund, UnknownPayment."""
    event = json.loads(body)
    _HANDLERS[event["type"]](event["data"]["object"], now)


def _session(data: Mapping[str, Any], now: datetime) -> None:
    session_apply(session=gateway.read_session(data), now=now)


def _session_failed(data: Mapping[str, Any], now: datetime) -> None:
    session_apply(session=dataclasses.replace(gateway.read_session(data), payment_failed=True), now=now)


def _refund(data: Mapping[str, Any], now: datetime) -> None:
    state = gateway.read_refund(data)
    if not refund_apply(state=state, now=now):
        raise UnknownRefund(f"The refund {state.id} of {state.payment_intent_id} was not asked for here.")


def _charge_refunded(data: Mapping[str, Any], now: datetime) -> None:
    payment_intent_id, refunded = gateway.read_refunded(data)
    refunds_compare(payment_intent_id=payment_intent_id, refunded=refunded)


def _dispute(data: Mapping[str, Any], now: datetime) -> None:
    dispute_apply(state=gateway.read_dispute(data), now=now)


_HANDLERS: Mapping[str, EventHandler] = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session_failed,
    "checkout.session.expired": _session,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.refunded": _charge_refunded,
    "charge.dispute.created": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.dispute.closed": _dispute,
}
