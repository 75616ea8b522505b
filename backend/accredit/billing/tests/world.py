"""Buying and hearing, as tests do it; and the world afterwards, to compare."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from accredit.billing.models import BalanceEntry, CheckoutAttempt, Invoice, Order, OrderLine, Payment, Refund
from accredit.billing.tests.stand import Json, Stand, signed
from accredit.core.models import InboundMessage, Job, OutboxEvent
from accredit.core.testing import drain

CHECKOUT, CART_CHECKOUT = "/api/payments/stripe/", "/api/payments/stripe_cart/"
WEBHOOK = "/api/payments/webhook/"


def buy(client: APIClient, item: UUID | None = None, *, key: str | None = None, **body: Any) -> Any:
    """POST to the checkout of one course, or of an order."""
    given = {"course": str(item), **body} if item else body
    return client.post(CHECKOUT, given, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def buy_cart(client: APIClient, **body: Any) -> Any:
    return client.post(CART_CHECKOUT, body, format="json", headers={"Idempotency-Key": str(uuid4())})


def post_event(body: bytes, signature: str | None = None) -> Any:
    """Deliver an event as Stripe does."""
    headers = {"Stripe-Signature": signed(body) if signature is None else signature}
    return APIClient().post(WEBHOOK, data=body, content_type="application/json", headers=headers)


def deliver(events: Sequence[Json], now: datetime | None = None) -> None:
    """Deliver these events one after the other, each handled before the next comes."""
    for event in events:
        assert post_event(json.dumps(event).encode()).status_code == 200
        drain(now)


def hear(stand: Stand, now: datetime | None = None) -> None:
    """Deliver everything that Stripe has to tell, in its order."""
    deliver(stand.events(), now)


def redeliver(stand: Stand, now: datetime | None = None) -> None:
    """Deliver everything anew, as if it had never been stored: what a second event of the same meaning does."""
    InboundMessage.objects.all().delete()
    hear(stand, now)


def news(name: str) -> int:
    """How often a domain event was told."""
    return OutboxEvent.objects.filter(name=f"billing.{name}").count()


def failed_deliveries() -> list[str]:
    """The last line of the error of each delivery that failed."""
    rows = InboundMessage.objects.filter(status="failed").order_by("created_at")
    return [row.error.strip().splitlines()[-1] for row in rows]


def run_failing(name_part: str) -> None:
    """Run what is due and let deliveries fail; `drain` would raise."""
    from accredit.core import clock, inbound, jobs

    inbound.collect(now=clock.now())
    for row in Job.objects.filter(status="queued", name__contains=name_part):
        jobs.run(row.id, now=clock.now())


def world() -> Json:
    """Everything that payments change, without ids that are new each time."""
    return {
        "orders": sorted(Order.objects.values_list("number", "status", "total_amount")),
        "lines": sorted(OrderLine.objects.values_list("order__number", "claims_item", "refunded_amount")),
        "attempts": sorted(CheckoutAttempt.objects.values_list("order__number", "status")),
        "payments": sorted(Payment.objects.values_list("order__number", "payment_intent_id", "amount")),
        "refunds": sorted(Refund.objects.values_list("payment__payment_intent_id", "amount", "reason", "status")),
        "balance": sorted(BalanceEntry.objects.values_list("order_line__order__number", "kind", "amount")),
        "invoices": sorted(Invoice.objects.values_list("order__number", "number", "kind", "gross_amount")),
        "news": sorted(OutboxEvent.objects.filter(name__startswith="billing.").values_list("name", flat=True)),
    }
