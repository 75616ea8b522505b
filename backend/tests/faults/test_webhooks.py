"""Webhooks as a hostile or a clumsy network brings them, over HTTP, handled by a worker process."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from accredit.billing.models import Order
from accredit.billing.tests.stand import session_event, signed
from accredit.core import inbound
from accredit.core.models import InboundMessage, Job

from .deployment import Deployment, http, until
from .journeys import ONE_PURCHASE, PRICE, Learner, bought, course_on_sale, given_up, learner, quiet, receipts

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]


@pytest.fixture(scope="module")
def running(deployment: Deployment) -> Deployment:
    deployment.start_app(wait=False)
    deployment.start_worker()
    deployment.wait_for_app()
    return deployment


@pytest.fixture
def shop(running: Deployment) -> Iterator[Deployment]:
    """App and worker run; what a test did to webhooks is undone."""
    yield running
    running.stand.control("webhooks", {"paused": False, "copies": 1, "concurrency": 4})


def send(shop: Deployment, body: bytes, signature: str | None = None) -> int:
    headers = {"Content-Type": "application/json"}
    if signature != "":
        headers["Stripe-Signature"] = signed(body) if signature is None else signature
    return http.post(f"{shop.url}/api/payments/webhook/", content=body, headers=headers).status_code


def paid_elsewhere(shop: Deployment, checkout: dict[str, Any], **changes: Any) -> bytes:
    """An event, rightly signed, that calls the order's payment page paid, with some of its fields changed."""
    session = shop.stand.get(f"checkout/sessions/{checkout['session_id']}")
    done = {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{uuid4().hex}"}
    return session_event(session, **{**done, **changes})


def kept(body: bytes) -> InboundMessage | None:
    return InboundMessage.objects.filter(external_id=json.loads(body)["id"]).first()


def failed(body: bytes) -> bool:
    row = kept(body)
    return row is not None and row.status == InboundMessage.Status.FAILED


def test_each_event_five_times_shuffled_and_all_at_once_leaves_the_world_of_one_clean_delivery(
    shop: Deployment,
) -> None:
    course = course_on_sale()
    clean = learner(shop)
    clean.buy(course)
    until(lambda: clean.enrolled() and quiet(), "the clean purchase")
    people = [learner(shop) for _ in range(6)]
    checkouts = [person.check_out(course) for person in people]

    shop.stand.control("webhooks", {"paused": True, "copies": 5, "concurrency": 16})
    for number, (person, checkout) in enumerate(zip(people, checkouts, strict=True)):
        # A bank debit tells twice of one payment: complete but not paid, then paid.
        person.pay(checkout, method="bank_debit_succeeds" if number % 2 else "card")
    shop.stand.settle()
    shop.stand.control("webhooks/reorder", {"order": "shuffle"})
    sent = len(shop.deliveries("pending"))
    shop.stand.control("webhooks", {"paused": False})
    until(lambda: not shop.deliveries("pending"), "all deliveries")
    until(lambda: all(person.enrolled() for person in people) and quiet(), "the enrollments")

    assert sent >= 6 * 5
    for person in [clean, *people]:
        assert (bought(person), receipts(person)) == (ONE_PURCHASE, 1)
    again = [event["id"] for event in shop.stand.events()]
    for event_id in again:
        shop.stand.control(f"events/{event_id}/redeliver", {})
    until(quiet, "nothing left to do")
    for person in [clean, *people]:
        assert (bought(person), receipts(person)) == (ONE_PURCHASE, 1)
    assert given_up() == []


def test_a_forged_webhook_leaves_no_row_and_changes_nothing(shop: Deployment) -> None:
    course, buyer = course_on_sale(), learner(shop)
    body = paid_elsewhere(shop, buyer.check_out(course))
    rows = InboundMessage.objects.count()
    now = time.time()
    forged = {
        "none": "",
        "nonsense": "t=1,v1=00",
        "by another secret": signed(body, secret="whsec_of_somebody_else"),
        "six minutes old": signed(body, at=now - 360),
        "of another body": signed(body + b" "),
        "without a scheme that we know": signed(body).replace("v1=", "v0="),
        "dated anew": f"t={int(now)},{signed(body, at=now - 360).split(',')[1]}",
    }
    answers = {name: send(shop, body, signature) for name, signature in forged.items()}
    assert answers == dict.fromkeys(forged, 400)
    assert InboundMessage.objects.count() == rows
    assert Order.objects.get(buyer=buyer.user).status == "pending"
    assert not buyer.enrolled()

    assert send(shop, body) == 200, "the same body with a right signature is taken"
    until(buyer.enrolled, "the enrollment")


@pytest.mark.parametrize(
    "changes",
    [{"amount_total": PRICE - 1}, {"amount_total": PRICE + 1}, {"currency": "usd"}, {"currency": "jpy"}],
    ids=["less", "more", "dollars", "yen"],
)
def test_a_payment_of_another_amount_or_currency_grants_nothing_and_is_kept_with_its_error(
    shop: Deployment, changes: dict[str, Any]
) -> None:
    course, buyer = course_on_sale(), learner(shop)
    checkout = buyer.check_out(course)
    wrong = paid_elsewhere(shop, checkout, **changes)
    assert send(shop, wrong) == 200
    until(lambda: failed(wrong), "the delivery to fail")
    row = kept(wrong)
    assert row is not None
    assert "PaymentMismatch" in row.error
    assert row.body == wrong.decode()
    _nothing_granted(buyer)

    buyer.pay(checkout)
    until(buyer.enrolled, "the enrollment by the right payment")
    assert bought(buyer) == ONE_PURCHASE
    _drop(wrong)


def test_a_mismatch_that_was_our_own_fault_is_fulfilled_by_a_replay_after_it_was_mended(shop: Deployment) -> None:
    course, buyer = course_on_sale(), learner(shop)
    checkout = buyer.check_out(course)
    Order.objects.filter(buyer=buyer.user).update(total_amount=PRICE * 2, subtotal_amount=PRICE * 2)
    right = paid_elsewhere(shop, checkout)
    assert send(shop, right) == 200
    until(lambda: failed(right), "the delivery to fail")
    _nothing_granted(buyer)

    Order.objects.filter(buyer=buyer.user).update(total_amount=PRICE, subtotal_amount=PRICE)
    row = kept(right)
    assert row is not None
    inbound.replay(row.id)
    until(lambda: buyer.enrolled() and not failed(right), "the enrollment")
    inbound.replay(row.id)
    until(quiet, "the replay and the retry of the first delivery")
    assert bought(buyer) == {**ONE_PURCHASE, "charges": []}, "this payment was never made at the sandbox"
    assert receipts(buyer) == 1


def test_a_payment_for_an_order_that_is_not_here_is_kept_with_its_error(shop: Deployment) -> None:
    course, buyer = course_on_sale(), learner(shop)
    stray = paid_elsewhere(shop, buyer.check_out(course), client_reference_id=str(uuid4()))
    nameless = paid_elsewhere(shop, buyer.check_out(course), client_reference_id="not-one-of-ours")
    assert [send(shop, stray), send(shop, nameless)] == [200, 200]
    for body in (stray, nameless):
        until(lambda body=body: failed(body), "the delivery to fail")  # type: ignore[misc]
        row = kept(body)
        assert row is not None
        assert "UnknownOrder" in row.error
        _drop(body)
    _nothing_granted(buyer)


def _nothing_granted(buyer: Learner) -> None:
    order = Order.objects.get(buyer=buyer.user)
    assert (order.status, order.paid_at, order.payments.count()) == ("pending", None, 0)
    assert not buyer.enrolled()
    assert receipts(buyer) == 0


def _drop(body: bytes) -> None:
    """What an operator does with a delivery that will never be right, so that the next test finds a quiet house."""
    row = kept(body)
    assert row is not None
    Job.objects.filter(args=[str(row.id)]).delete()
    row.delete()
