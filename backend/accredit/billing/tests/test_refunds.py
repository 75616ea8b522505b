"""Refunds are rows before they are requests, and are made once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.billing.exceptions import PaymentProviderFailed, PaymentProviderUnavailable
from accredit.billing.models import Payment, Refund
from accredit.billing.rules.refunds import RefundReason
from accredit.billing.services.refunds import refund_request, refund_send
from accredit.billing.tests.factories import PaymentFactory
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import REFUND_FAILS_LATER, REFUND_TAKES_TIME, VISA, Stand
from accredit.billing.tests.world import buy, deliver, failed_deliveries, hear, post_event, run_failing, world
from accredit.core.clock import now
from accredit.core.models import Job
from accredit.core.money import Money
from accredit.core.testing import drain
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, request: pytest.FixtureRequest
) -> Payment:
    """A payment of 49.00, by the card that the test names."""
    stand.pay(buy(client, shop.offer(seller, 4900)).data["checkout_url"], card=getattr(request, "param", VISA))
    hear(stand)
    return Payment.objects.get()


def ask(payment: Payment) -> Refund:
    return refund_request(payment=payment, amount=payment.money, reason=RefundReason.PAID_TWICE, requested_by=None)


def status() -> str:
    return Refund.objects.get().status


def test_a_refund_is_promised_first_and_sent_by_a_job(payment: Payment, stand: Stand) -> None:
    ask(payment)
    assert (status(), stand.objects("refunds")) == ("requested", [])
    drain()
    assert status() == "succeeded"
    made = stand.objects("refunds")[0]
    assert (made["amount"], made["payment_intent"]) == (4900, payment.payment_intent_id)


def test_sending_twice_refunds_once(payment: Payment, stand: Stand) -> None:
    refund = ask(payment)
    for _ in range(2):
        refund_send(refund_id=refund.id, now=now())
        Refund.objects.update(status="requested")
    assert len(stand.objects("refunds")) == 1


@pytest.mark.parametrize("payment", [REFUND_TAKES_TIME], indirect=True)
def test_a_refund_that_takes_time_is_pending_until_stripe_says(payment: Payment, stand: Stand) -> None:
    ask(payment)
    drain()
    assert status() == "pending"
    stand.settle()
    events = stand.events()
    deliver(events[::-1])
    assert status() == "succeeded"
    before = world()
    deliver(events)
    assert world() == before


@pytest.mark.parametrize("payment", [REFUND_FAILS_LATER], indirect=True)
def test_a_refund_that_the_bank_returns_has_failed_for_good(payment: Payment, stand: Stand) -> None:
    ask(payment)
    drain()
    assert status() == "succeeded"
    stand.settle()
    events = stand.events()
    deliver(events)
    assert status() == "failed"
    assert Refund.objects.get().failure
    deliver(events[::-1])
    assert status() == "failed"


def test_while_stripe_is_away_the_promise_stands(payment: Payment, stand: Stand, settings: Any) -> None:
    refund = ask(payment)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(PaymentProviderUnavailable):
        refund_send(refund_id=refund.id, now=now())
    assert (status(), Refund.objects.get().spoiled_keys) == ("requested", 0)
    settings.STRIPE_API_BASE = stand.url
    refund_send(refund_id=refund.id, now=now())
    assert status() == "succeeded"


@pytest.mark.parametrize("executes", [True, False])
def test_after_an_error_nobody_is_refunded_twice(payment: Payment, stand: Stand, executes: bool) -> None:
    refund = ask(payment)
    stand.fail("error", path="/v1/refunds", status=500, method="POST", executes=executes)
    with pytest.raises(PaymentProviderFailed):
        refund_send(refund_id=refund.id, now=now())
    refund_send(refund_id=refund.id, now=now())
    assert (status(), len(stand.objects("refunds"))) == ("succeeded", 1)


def test_a_refund_that_stripe_will_not_make_has_failed_with_its_reason(payment: Payment, stand: Stand) -> None:
    refund_request(payment=payment, amount=Money(4901, "EUR"), reason=RefundReason.REQUESTED, requested_by=None)
    drain()
    row = Refund.objects.get()
    assert (row.status, bool(row.failure)) == ("failed", True)
    assert stand.objects("refunds") == []


def test_news_of_a_refund_made_elsewhere_is_kept_with_its_error(stand: Stand) -> None:
    body = {
        "id": "re_1",
        "status": "succeeded",
        "payment_intent": "pi_1",
        "amount": 1,
        "currency": "eur",
        "metadata": {},
    }
    event = {"id": "evt_1", "object": "event", "type": "refund.updated", "data": {"object": body}}
    post_event(json.dumps(event).encode())
    run_failing("inbound_handle")
    assert "UnknownRefund" in failed_deliveries()[0]


def test_one_request_is_one_job() -> None:
    ask(PaymentFactory())
    assert Job.objects.filter(name="billing.refund_send").count() == 1
