"""POST /api/payments/webhook/: what Stripe tells, twice, late, in any order, forged, wrong."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from accredit.billing.models import CheckoutAttempt, Order, Payment
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import Stand, session_event, signed
from accredit.billing.tests.world import (
    buy,
    deliver,
    failed_deliveries,
    hear,
    news,
    post_event,
    redeliver,
    run_failing,
    world,
)
from accredit.core import clock, inbound
from accredit.core.models import InboundMessage, Job
from accredit.core.testing import drain
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db
HANDLE = "inbound_handle"


@pytest.fixture
def bought(client: APIClient, stand: Stand, shop: Shop, seller: Organization) -> Any:
    """The answer of a checkout of 49.00."""
    return buy(client, shop.offer(seller, 4900)).data


@pytest.mark.happy
def test_a_payment_makes_the_order_paid(bought: Any, stand: Stand, client: APIClient) -> None:
    assert stand.pay(bought["checkout_url"]).status_code == 303
    assert Order.objects.get().status == "pending"
    hear(stand)
    order = Order.objects.get()
    assert (order.status, order.hold_expires_at, news("order_paid")) == ("paid", None, 1)
    payment = Payment.objects.get()
    assert (payment.amount, payment.currency, payment.order_id) == (4900, "EUR", order.id)
    assert CheckoutAttempt.objects.get().status == "paid"
    assert client.get(f"/api/billing/orders/{order.id}/").data["status"] == "paid"


def test_the_answer_says_whether_it_was_kept(bought: Any, stand: Stand) -> None:
    session = stand.get(f"checkout/sessions/{bought['session_id']}")
    body = session_event(session, "checkout.session.expired")
    assert [post_event(body).json() for _ in range(2)] == [{"kept": True}, {"kept": False}]
    assert InboundMessage.objects.count() == 1


def test_events_that_concern_nobody_are_not_kept(stand: Stand) -> None:
    body = json.dumps({"id": "evt_1", "object": "event", "type": "customer.created", "data": {"object": {}}}).encode()
    assert post_event(body).json() == {"kept": False}
    assert not InboundMessage.objects.exists()


def test_every_delivery_twice_leaves_the_same_world(bought: Any, stand: Stand) -> None:
    stand.pay(bought["checkout_url"])
    hear(stand)
    before = world()
    hear(stand)
    redeliver(stand)
    assert world() == before
    assert news("order_paid") == 1


@pytest.mark.parametrize("method", ["bank_debit_succeeds", "bank_debit_fails"])
@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_leaves_the_same_world(bought: Any, stand: Stand, method: str, seed: int) -> None:
    stand.pay(bought["checkout_url"], method=method)
    stand.settle()
    events = stand.events()
    random.Random(seed).shuffle(events)  # noqa: S311 - a repeatable order, no secret
    deliver(events)
    order = Order.objects.get()
    paid = method == "bank_debit_succeeds"
    assert (order.status, news("order_paid"), news("order_cancelled")) == (
        ("paid", 1, 0) if paid else ("cancelled", 0, 1)
    )
    before = world()
    deliver(events[::-1])
    assert world() == before


def test_every_permutation_of_one_payments_news_is_one_world(bought: Any, stand: Stand, shop: Shop) -> None:
    stand.pay(bought["checkout_url"], method="bank_debit_succeeds")
    stand.settle()
    ours = [event for event in stand.events() if event["type"].startswith("checkout.session.")]
    late = json.loads(session_event(ours[0]["data"]["object"], "checkout.session.completed"))
    worlds = []
    for arrival in itertools.permutations([*ours, late]):
        before = transaction.savepoint()
        deliver(arrival)
        worlds.append(world())
        transaction.savepoint_rollback(before)
    assert (worlds[0]["orders"][0][1], len(worlds[0]["payments"]), len(worlds[0]["invoices"])) == ("paid", 1, 1)
    assert worlds == [worlds[0]] * 6


def test_a_delayed_payment_holds_without_end_and_then_is_paid(
    bought: Any, stand: Stand, client: APIClient, shop: Shop
) -> None:
    stand.pay(bought["checkout_url"], method="bank_debit_succeeds")
    hear(stand)
    order = client.get(f"/api/billing/orders/{bought['order']}/").data
    assert (order["status"], order["settling"], order["hold_expires_at"]) == ("pending", True, None)
    assert news("order_paid") == 0
    stand.settle()
    hear(stand)
    assert Order.objects.get().status == "paid"
    assert shop.reserved


def test_a_delayed_payment_that_fails_lets_go_and_is_told(
    bought: Any, stand: Stand, shop: Shop, mailoutbox: list[Any]
) -> None:
    stand.pay(bought["checkout_url"], method="bank_debit_fails")
    hear(stand)
    stand.settle()
    hear(stand)
    order = Order.objects.get()
    assert (order.status, shop.reserved) == ("cancelled", [])
    assert [order.number in mail.subject for mail in mailoutbox] == [True]
    assert "You have not been charged" in mailoutbox[0].body


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1,v1=00",
        "nonsense",
        "t=٣,v1=ü",
        f"t={'9' * 5000},v1=00",
        pytest.param("no-time", id="no-time"),
        pytest.param(None, id="other-secret"),
        pytest.param("old", id="six-minutes-old"),
        pytest.param("other-body", id="other-body"),
    ],
)
def test_a_forged_delivery_is_refused_and_not_kept(bought: Any, stand: Stand, signature: str | None) -> None:
    session = stand.get(f"checkout/sessions/{bought['session_id']}")
    body = session_event(session, status="complete", payment_status="paid", payment_intent="pi_forged")
    if signature is None:
        signature = signed(body, secret="whsec_other")
    elif signature == "old":
        signature = signed(body, at=clock.now().timestamp() - 360)
    elif signature == "no-time":
        signature = signed(body).partition(",")[2]
    elif signature == "other-body":
        signature = signed(body + b" ")
    answer = post_event(body, signature)
    assert (answer.status_code, answer.json()["code"]) == (400, "webhook_signature_invalid")
    assert not InboundMessage.objects.exists()
    drain()
    assert Order.objects.get().status == "pending"


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"{}", b"\xff\xfe", b'{"id": 1, "type": []}'])
def test_a_signed_body_that_is_no_event_is_refused(stand: Stand, body: bytes) -> None:
    text = body if body != b"\xff\xfe" else b"x"
    assert post_event(body, signed(text)).status_code == 400


def test_while_a_secret_is_changed_either_signature_will_do(stand: Stand) -> None:
    body = b'{"id":"evt_turned","type":"customer.created"}'
    other = signed(body, secret="whsec_other").partition(",")[2]
    at, ours = signed(body).split(",")

    assert post_event(body, f"{at},{other},{ours}").status_code == 200


def test_the_golden_signature_vector_holds(stand: Stand) -> None:
    body = b'{"id":"evt_1","object":"event"}'
    expected = "t=1700000000,v1=4c15fb2a43f93ef61eaa3e0893866d57cad9cad4223242cfb96f362480cb4021"
    assert signed(body, secret="whsec_test", at=1700000000) == expected


@pytest.mark.parametrize(
    "wrong", [{"amount_total": 4899}, {"amount_total": 4901}, {"currency": "usd"}, {"amount_total": 0}]
)
def test_money_of_another_amount_grants_nothing_and_is_kept_with_its_error(
    bought: Any, stand: Stand, wrong: dict[str, Any]
) -> None:
    session = stand.get(f"checkout/sessions/{bought['session_id']}")
    paid = {"status": "complete", "payment_status": "paid", "payment_intent": "pi_wrong"}
    assert post_event(session_event(session, **{**paid, **wrong})).status_code == 200
    run_failing(HANDLE)
    assert "PaymentMismatch" in failed_deliveries()[0]
    assert Order.objects.get().status == "pending"
    assert (news("order_paid"), Payment.objects.count()) == (0, 0)


@pytest.mark.parametrize("reference", ["", "order-7", "01938f5e-6f7a-7c3e-9b1d-2f4a6c8e0b12", None])
def test_an_unknown_order_is_kept_with_its_error(stand: Stand, bought: Any, reference: str | None) -> None:
    session = stand.get(f"checkout/sessions/{bought['session_id']}")
    post_event(session_event(session, status="complete", payment_status="paid", client_reference_id=reference))
    run_failing(HANDLE)
    assert "UnknownOrder" in failed_deliveries()[0]
    assert not Payment.objects.exists()


def test_a_failed_delivery_can_be_replayed_once_its_cause_is_gone(bought: Any, stand: Stand) -> None:
    stand.pay(bought["checkout_url"])
    Order.objects.update(total_amount=1)
    for event in stand.events():
        post_event(json.dumps(event).encode())
    run_failing(HANDLE)
    assert len(failed_deliveries()) == 1
    Job.objects.all().delete()
    Order.objects.update(total_amount=4900)
    message = InboundMessage.objects.get(status="failed")
    inbound.replay(message.id)
    drain()
    message.refresh_from_db()
    assert (message.status, message.error, Order.objects.get().status) == ("handled", "", "paid")
    inbound.replay(message.id)
    drain()
    assert news("order_paid") == 1


def test_an_expired_page_lets_the_order_go(bought: Any, stand: Stand, shop: Shop) -> None:
    stand.control(f"sessions/{bought['session_id']}/expire", {})
    hear(stand)
    assert (Order.objects.get().status, shop.reserved, news("order_expired")) == ("expired", [], 1)
    before = world()
    redeliver(stand)
    assert world() == before


def test_a_page_whose_answer_was_lost_is_recognised_by_its_attempt(bought: Any, stand: Stand) -> None:
    CheckoutAttempt.objects.update(session_id=None, url="")
    stand.pay(bought["checkout_url"], method="bank_debit_succeeds")
    hear(stand)
    assert CheckoutAttempt.objects.get().session_id == bought["session_id"]
    assert Order.objects.get().settling


def test_a_declined_card_changes_nothing(bought: Any, stand: Stand) -> None:
    before = world()
    assert stand.pay(bought["checkout_url"], card="4000000000000002").status_code == 402
    hear(stand)
    assert world() == before
