"""The last guard: what the database refuses, whoever asks."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accredit.billing.models import CheckoutAttempt, Order, OrderLine, Payment, Refund, SellerProfile
from accredit.billing.tests.factories import (
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    SellerProfileFactory,
    order_of,
)
from accredit.core.clock import now
from accredit.core.constraints import violates

pytestmark = pytest.mark.django_db


def run(sql: str, *values: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def as_key(value: object) -> str:
    return str(value) if connection.vendor == "postgresql" else str(value).replace("-", "")


def test_a_thing_is_bought_once() -> None:
    first = OrderLineFactory()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        OrderLineFactory(order=OrderFactory(buyer=first.buyer), item_id=first.item_id)
    assert violates(caught.value, OrderLine, "order_line_bought_once")
    OrderLine.objects.update(claims_item=False)
    OrderLineFactory(order=OrderFactory(buyer=first.buyer), item_id=first.item_id)
    assert OrderLine.objects.filter(claims_item=True).count() == 1


@pytest.mark.parametrize(
    "broken",
    ["gross_amount = gross_amount + 1", "refunded_amount = gross_amount + 1", "discount_amount = list_amount + 1"],
)
def test_a_line_adds_up(broken: str) -> None:
    line = OrderLineFactory()
    with pytest.raises(IntegrityError) as caught:
        run(f"UPDATE billing_orderline SET {broken} WHERE id = %s", as_key(line.id))  # noqa: S608 - from the list above
    assert violates(caught.value, OrderLine, "order_line_amounts_possible")


def test_an_order_is_of_no_negative_amount() -> None:
    order = order_of()
    with pytest.raises(IntegrityError) as caught:
        run("UPDATE billing_order SET total_amount = -1 WHERE id = %s", as_key(order.id))
    assert violates(caught.value, Order, "order_amounts_possible")


def test_a_payment_is_kept_once() -> None:
    payment = PaymentFactory()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        PaymentFactory(payment_intent_id=payment.payment_intent_id)
    assert violates(caught.value, Payment, "payment_intent_once")


def test_an_order_has_one_live_attempt() -> None:
    order, at = order_of(), now()
    CheckoutAttempt.objects.create(order=order, expires_at=at, next_check_at=at)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        CheckoutAttempt.objects.create(order=order, expires_at=at, next_check_at=at)
    assert violates(caught.value, CheckoutAttempt, "attempt_live_once")


def test_unwanted_money_goes_back_once() -> None:
    payment = PaymentFactory()
    Refund.objects.create(payment=payment, amount=4900, currency="EUR", reason="late_money")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Refund.objects.create(payment=payment, amount=4900, currency="EUR", reason="paid_twice")
    assert violates(caught.value, Refund, "refund_whole_once")


def test_a_tax_rate_is_at_most_the_whole() -> None:
    profile = SellerProfileFactory()
    with pytest.raises(IntegrityError) as caught:
        run("UPDATE billing_sellerprofile SET tax_rate_basis_points = 10001 WHERE id = %s", as_key(profile.id))
    assert violates(caught.value, SellerProfile, "seller_tax_rate_possible")
