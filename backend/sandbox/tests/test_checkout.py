"""Checkout Sessions over the API."""

from __future__ import annotations

import time
from typing import Any

import pytest
import stripe

from sandbox.tests.harness import Receiver, Sandbox, pay, session_params


def _lines(*amounts: tuple[int, int], currency: str = "usd") -> list[dict[str, Any]]:
    return [
        {
            "price_data": {"currency": currency, "unit_amount": amount, "product_data": {"name": f"Line {number}"}},
            "quantity": quantity,
        }
        for number, (amount, quantity) in enumerate(amounts)
    ]


def test_a_session_adds_up_its_lines_and_has_no_payment_intent_yet(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params(line_items=_lines((12000, 2), (950, 3))))
    assert (session.amount_subtotal, session.amount_total) == (26850, 26850)
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert session.success_url == "http://127.0.0.1:9/thanks?session={CHECKOUT_SESSION_ID}"
    assert session.customer is None


def test_line_items_are_listed_in_their_order_and_paged(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params(line_items=_lines((100, 1), (200, 2), (300, 1))))
    items = stripe_client.v1.checkout.sessions.line_items
    first = items.list(session.id, {"limit": 2})
    assert ([one.amount_total for one in first.data], first.has_more) == ([100, 400], True)
    rest = items.list(session.id, {"starting_after": first.data[-1].id})
    assert ([one.amount_total for one in rest.data], rest.has_more) == ([300], False)


def test_an_archived_price_or_product_cannot_be_bought(stripe_client: stripe.StripeClient) -> None:
    price = stripe_client.v1.prices.create({"currency": "usd", "unit_amount": 100, "product_data": {"name": "Course"}})
    params = session_params(line_items=[{"price": price.id, "quantity": 1}])
    stripe_client.v1.products.update(str(price.product), {"active": False})
    with pytest.raises(stripe.InvalidRequestError, match="inactive"):
        stripe_client.v1.checkout.sessions.create(params)
    stripe_client.v1.products.update(str(price.product), {"active": True})
    stripe_client.v1.prices.update(price.id, {"active": False})
    with pytest.raises(stripe.InvalidRequestError, match="inactive"):
        stripe_client.v1.checkout.sessions.create(params)


@pytest.mark.parametrize("seconds", [29 * 60, 25 * 3600])
def test_a_session_lives_from_half_an_hour_to_a_day(stripe_client: stripe.StripeClient, seconds: int) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.checkout.sessions.create(session_params(expires_at=int(time.time()) + seconds))
    assert caught.value.param == "expires_at"


def test_a_session_lives_a_day_unless_told(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    assert session.expires_at - session.created == 24 * 3600
    soon = int(time.time()) + 31 * 60
    assert stripe_client.v1.checkout.sessions.create(session_params(expires_at=soon)).expires_at == soon


@pytest.mark.parametrize(("amount", "code"), [(49, "amount_too_small"), (99_999_999, "amount_too_large")])
def test_a_total_below_the_minimum_or_beyond_the_largest_is_refused(
    stripe_client: stripe.StripeClient, amount: int, code: str
) -> None:
    lines = _lines((amount, 1)) if code == "amount_too_small" else _lines((amount, 2))
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.checkout.sessions.create(session_params(line_items=lines))
    assert caught.value.code == code


def test_lines_in_two_currencies_are_refused(stripe_client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="same currency"):
        stripe_client.v1.checkout.sessions.create(
            session_params(line_items=[*_lines((100, 1)), *_lines((100, 1), currency="eur")])
        )


def test_an_open_session_is_expired_once_and_can_not_be_paid(
    stripe_client: stripe.StripeClient, receiver: Receiver
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    expired = stripe_client.v1.checkout.sessions.expire(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    assert receiver.wait_for("checkout.session.expired")["status"] == "expired"
    answer = pay(session.url)
    assert answer.status_code == 410
    assert "timed out" in answer.text
    with pytest.raises(stripe.InvalidRequestError, match="has a status of `expired`"):
        stripe_client.v1.checkout.sessions.expire(session.id)
    assert stripe_client.v1.charges.list().data == []


def test_a_complete_session_cannot_be_expired(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    pay(session.url)
    with pytest.raises(stripe.InvalidRequestError, match="Only Checkout Sessions with a status in") as caught:
        stripe_client.v1.checkout.sessions.expire(session.id)
    assert caught.value.http_status == 400
    assert stripe_client.v1.checkout.sessions.retrieve(session.id).status == "complete"


def test_expiring_after_a_decline_cancels_the_payment_intent(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    pay(session.url, "4000000000000002")
    stripe_client.v1.checkout.sessions.expire(session.id)
    expired = stripe_client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert isinstance(expired.payment_intent, stripe.PaymentIntent)
    assert expired.payment_intent.status == "canceled"


def test_the_control_api_expires_a_session_as_its_timer_does(
    sandbox: Sandbox, stripe_client: stripe.StripeClient, receiver: Receiver
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    sandbox.control(f"sessions/{session.id}/expire", {})
    assert receiver.wait_for("checkout.session.expired")["id"] == session.id


def test_expansion_reaches_the_charge_and_a_wrong_path_is_refused(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    pay(session.url)
    whole = stripe_client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge", "line_items"]}
    )
    assert isinstance(whole.payment_intent, stripe.PaymentIntent)
    assert isinstance(whole.payment_intent.latest_charge, stripe.Charge)
    assert whole.line_items is not None
    assert whole.line_items.data[0].description == "Evidence course"
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        stripe_client.v1.checkout.sessions.retrieve(session.id, {"expand": ["amount_total"]})
