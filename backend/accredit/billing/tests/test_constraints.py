"""The last guard: what the database refuses, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accredit.billing.models import (
    BalanceEntry,
    CheckoutAttempt,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    Order,
    OrderLine,
    Payment,
    Refund,
    SellerProfile,
)
from accredit.billing.tests.factories import (
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    SellerProfileFactory,
    order_of,
    sold,
)
from accredit.billing.tests.moves import dispute, move, refunded
from accredit.core.clock import now
from accredit.core.constraints import violates
from accredit.core.ids import new_id
from accredit.organizations.models import Organization

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


def twin(row: Any, **changes: Any) -> IntegrityError:
    """Write a row again under another id, with these changes, and return what the database says."""
    for name, value in {"id": new_id(), **changes}.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        row.save(force_insert=True)
    return caught.value


def ended(seller: Organization) -> None:
    """One of each entry and each document: a refund that came back, and a lost dispute."""
    order = sold(seller, 4900)
    move(refunded(order, amount=1000), "failed")
    dispute(order, "lost")


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("sale", "balance_sale_once"),
        ("refund", "balance_refund_once"),
        ("refund_returned", "balance_refund_once"),
        ("dispute_lost", "balance_dispute_once"),
    ],
)
def test_a_cause_is_booked_once(seller: Organization, kind: str, constraint: str) -> None:
    ended(seller)
    assert violates(twin(BalanceEntry.objects.get(kind=kind)), BalanceEntry, constraint)


@pytest.mark.parametrize("kind", ["sale", "refund", "refund_returned", "dispute_lost"])
def test_the_sign_of_an_entry_fits_its_kind(seller: Organization, kind: str) -> None:
    ended(seller)
    entry = BalanceEntry.objects.get(kind=kind)
    assert violates(twin(entry, amount=-entry.amount), BalanceEntry, "balance_sign_fits_kind")


def test_a_number_is_given_once(seller: Organization) -> None:
    sold(seller, 4900)
    assert violates(twin(Invoice.objects.get(), order=order_of(), number="X-000009"), Invoice, "invoice_serial_once")
    assert violates(twin(Invoice.objects.get(), order=order_of(), serial=9), Invoice, "invoice_number_once")
    assert violates(twin(InvoiceSeries.objects.get()), InvoiceSeries, "invoice_series_once")


@pytest.mark.parametrize(
    ("which", "constraint"),
    [
        ({"kind": "invoice"}, "invoice_order_once"),
        ({"kind": "credit_note", "dispute": None}, "credit_note_refund_once"),
        ({"kind": "credit_note", "refund": None}, "credit_note_dispute_once"),
        ({"kind": "cancellation"}, "credit_note_cancelled_once"),
    ],
)
def test_a_cause_has_one_document(seller: Organization, which: dict[str, Any], constraint: str) -> None:
    ended(seller)
    error = twin(Invoice.objects.get(**which), serial=99, number="X-000099")
    assert violates(error, Invoice, constraint)


@pytest.mark.parametrize(
    "changes",
    [{"net_amount": 0}, {"series": "CN"}, {"gross_amount": -4900, "net_amount": -4900}, {"kind": "credit_note"}],
)
def test_an_invoice_fits_its_kind_and_adds_up(seller: Organization, changes: dict[str, Any]) -> None:
    sold(seller, 4900)
    error = twin(Invoice.objects.get(), order=order_of(), serial=9, number="X-000009", **changes)
    assert violates(error, Invoice, "invoice_amounts_fit_kind")


def test_a_line_of_an_invoice_stands_once_and_adds_up(seller: Organization) -> None:
    sold(seller, 4900)
    assert violates(twin(InvoiceLine.objects.get()), InvoiceLine, "invoice_line_once")
    error = twin(InvoiceLine.objects.get(), order_line=OrderLineFactory(), net_amount=1)
    assert violates(error, InvoiceLine, "invoice_line_adds_up")
