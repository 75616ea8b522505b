"""What we send to Stripe, and what its failures mean to us."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from rest_framework.test import APIClient
from stripe import params as sdk
from stripe.params import checkout as sdk_checkout

from accredit.accounts.models import User
from accredit.billing.exceptions import (
    PaymentProviderFailed,
    PaymentProviderForgot,
    PaymentProviderRefused,
    PaymentProviderUnavailable,
)
from accredit.billing.gateways import stripe as gateway
from accredit.billing.models import Order
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.closing import attempt_reconcile
from accredit.billing.services.orders import order_release
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import Stand
from accredit.billing.tests.wiretap import Call, check, tapped
from accredit.billing.tests.world import buy, hear
from accredit.core import clock
from accredit.core.money import Money
from accredit.organizations.models import Organization

TYPES = [
    ("POST", r"/v1/checkout/sessions", sdk_checkout.SessionCreateParams),
    ("GET", r"/v1/checkout/sessions/cs_\w+", sdk_checkout.SessionRetrieveParams),
    ("POST", r"/v1/checkout/sessions/cs_\w+/expire", sdk_checkout.SessionExpireParams),
    ("POST", r"/v1/customers", sdk.CustomerCreateParams),
    ("POST", r"/v1/customers/cus_\w+", sdk.CustomerUpdateParams),
    ("POST", r"/v1/products", sdk.ProductCreateParams),
    ("POST", r"/v1/products/prod_\w+", sdk.ProductUpdateParams),
    ("POST", r"/v1/prices", sdk.PriceCreateParams),
    ("POST", r"/v1/prices/price_\w+", sdk.PriceUpdateParams),
    ("POST", r"/v1/refunds", sdk.RefundCreateParams),
    ("GET", r"/v1/refunds", sdk.RefundListParams),
]


def typed(call: Call) -> tuple[int, Any]:
    """Which of our kinds of request a call is."""
    for index, (method, path, sdk_type) in enumerate(TYPES):
        if call.method == method and re.fullmatch(path, call.path):
            return index, sdk_type
    raise AssertionError(f"No test knows {call.method} {call.path}.")


@pytest.mark.django_db
def test_every_request_is_what_the_sdks_types_allow(
    client: APIClient, buyer: User, stand: Stand, shop: Shop, seller: Organization, settings: Any
) -> None:
    item, other = shop.offer(seller, 4900), shop.offer(seller, 100)
    with tapped(stand.url) as (address, calls):
        settings.STRIPE_API_BASE = address
        first = buy(client, item).data
        shop.put(item, seller, 5900, title="Stewardship, second edition")
        User.objects.filter(pk=buyer.pk).update(email="ada.new@example.org")
        second = buy(client, item).data
        client.post("/api/courses/cartItem/", {"item_id": str(other)}, format="json")
        order = Order.objects.get(pk=second["order"])
        attempt_reconcile(attempt_id=order.attempts.get().id, now=clock.now())
        stand.pay(second["checkout_url"])
        order_release(order_id=order.id, wanted=OrderStatus.CANCELLED, now=clock.now())
        shop.sold_out = True
        stand.fail("error", path="/v1/refunds", method="POST")
        with pytest.raises(AssertionError, match="PaymentProviderFailed"):
            hear(stand)
        from accredit.billing.models import Refund
        from accredit.billing.services.refunds import refund_send

        refund_send(refund_id=Refund.objects.get().id, now=clock.now())
    assert first["order"] != second["order"]
    assert {typed(call)[0] for call in calls} == set(range(len(TYPES)))
    for call in calls:
        check(typed(call)[1], call.params)
    assert {call.version for call in calls} == {"2026-10-28.endive"}
    creates = [call for call in calls if call.method == "POST" and call.path.count("/") <= 3 and "_" not in call.path]
    assert all(
        call.key and re.fullmatch(r"(session|customer|product|price|refund):[\w:-]+", call.key) for call in creates
    )


def test_the_check_itself_notices() -> None:
    with pytest.raises(ValidationError):
        check(sdk.PriceCreateParams, {"product": "prod_1", "currency": "eur", "unit_amount": "4900", "amount": "1"})
    with pytest.raises(ValidationError):
        check(sdk_checkout.SessionCreateParams, {"mode": "payment", "line_items": [{"cost": "1"}]})


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "error", "status": 500, "count": 3}, PaymentProviderFailed),
        ({"kind": "error", "status": 503, "count": 3}, PaymentProviderUnavailable),
        ({"kind": "rate_limit"}, PaymentProviderUnavailable),
        ({"kind": "lock_timeout"}, PaymentProviderUnavailable),
        ({"kind": "reset", "count": 3}, PaymentProviderUnavailable),
    ],
)
def test_failures_have_one_name_each(stand: Stand, fault: dict[str, Any], error: type[Exception]) -> None:
    stand.fail(path="/v1/products", **fault)
    with pytest.raises(PaymentProviderUnavailable) as caught:
        gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1")
    assert type(caught.value) is error


def test_a_wrong_key_of_ours_is_not_the_buyers_fault(stand: Stand, settings: Any) -> None:
    settings.STRIPE_API_KEY = "sk_test_wrong"
    with pytest.raises(PaymentProviderUnavailable):
        gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1")


def test_a_key_used_for_something_else_asks_for_a_new_one(stand: Stand) -> None:
    gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1")
    with pytest.raises(PaymentProviderForgot):
        gateway.product_create(key="k", name="Another", item_kind="course", item_id="1")


def test_the_same_key_makes_one_thing(stand: Stand) -> None:
    made = {gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1") for _ in range(2)}
    assert len(made) == len(stand.objects("products")) == 1


def test_what_stripe_does_not_know_is_forgotten(stand: Stand) -> None:
    with pytest.raises(PaymentProviderForgot):
        gateway.price_create(key="k", product_id="prod_none", amount=Money(4900, "EUR"))


def test_what_stripe_does_not_accept_is_refused_with_its_reason(stand: Stand) -> None:
    product = gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1")
    with pytest.raises(PaymentProviderRefused) as caught:
        gateway.price_create(key="k", product_id=product, amount=Money(-1, "EUR"))
    assert caught.value.reason == "parameter_invalid_integer"


def _session(product: str) -> gateway.SessionState:
    paid, free = (gateway.SessionLine(product, None, Money(amount, "EUR")) for amount in (4900, 0))
    return gateway.session_create(
        key="k",
        order_id="order",
        order_number="N",
        customer_id=gateway.customer_create(key="k", user_id="u", email="ada@example.org", name="Ada"),
        lines=[paid, free],
        success_url="http://127.0.0.1:9/done",
        cancel_url="http://127.0.0.1:9/back",
        expires_at=clock.now() + timedelta(minutes=31),
    )


def test_closing_a_page_says_what_became_of_it(stand: Stand) -> None:
    session = _session(gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1"))
    assert (session.status, session.total) == ("open", Money(4900, "EUR"))
    assert [gateway.session_close(session.id).status for _ in range(2)] == ["expired", "expired"]


def test_closing_a_paid_page_finds_it_complete(stand: Stand) -> None:
    session = _session(gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1"))
    stand.pay(session.url)
    closed = gateway.session_close(session.id)
    assert (closed.status, closed.payment_status) == ("complete", "paid")
    assert (closed.payment_intent_id or "").startswith("pi_")


def test_a_bank_that_refused_is_told_from_one_that_works(stand: Stand) -> None:
    session = _session(gateway.product_create(key="k", name="Sepsis", item_kind="course", item_id="1"))
    stand.pay(session.url, method="bank_debit_fails")
    assert not gateway.session_retrieve(session.id).payment_failed
    stand.settle()
    after = gateway.session_retrieve(session.id)
    assert (after.status, after.payment_status, after.payment_failed) == ("complete", "unpaid", True)
