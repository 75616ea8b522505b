"""Orders and their surroundings as rows, for tests that do not care how they came about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CartItem, Order, OrderLine, Payment, SellerProfile
from accredit.billing.rules.orders import UNFINISHED
from accredit.billing.rules.prices import TaxRule, price_line
from accredit.billing.services.orders import order_settle
from accredit.core.clock import now
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory


class SellerProfileFactory(DjangoModelFactory):
    """A seller that adds nothing to its prices."""

    class Meta:
        model = SellerProfile

    organization = factory.SubFactory(OrganizationFactory)
    legal_name = "Meridian Institute Ltd"


class CartItemFactory(DjangoModelFactory):
    class Meta:
        model = CartItem

    user = factory.SubFactory(UserFactory)
    item_kind = "course"
    item_id = factory.LazyFunction(new_id)
    title = "Antimicrobial stewardship"


class OrderFactory(DjangoModelFactory):
    """An unpaid order of nothing yet; see `order_of`."""

    class Meta:
        model = Order

    number = factory.Sequence(lambda n: f"TEST-{n:07d}"[:12])
    buyer = factory.SubFactory(UserFactory)
    email = factory.SelfAttribute("buyer.email")
    currency = "EUR"
    subtotal_amount = 0
    discount_amount = 0
    tax_amount = 0
    total_amount = 0


class OrderLineFactory(DjangoModelFactory):
    """A line of 49.00 without tax."""

    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory)
    buyer = factory.SelfAttribute("order.buyer")
    organization = factory.SubFactory(OrganizationFactory)
    position = 0
    item_kind = "course"
    item_id = factory.LazyFunction(new_id)
    title = "Antimicrobial stewardship"
    currency = "EUR"
    list_amount = 4900
    discount_amount = 0
    net_amount = 4900
    tax_amount = 0
    gross_amount = 4900
    tax_rate_basis_points = 0
    tax_inclusive = True


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = Payment

    order = factory.SubFactory(OrderFactory)
    payment_intent_id = factory.Sequence(lambda n: f"pi_{n}")
    amount = 4900
    currency = "EUR"
    received_at = factory.LazyFunction(now)


def order_of(lines: int = 1, **fields: Any) -> Order:
    """An order with so many lines of 49.00."""
    amount = 4900 * lines
    order: Order = OrderFactory(subtotal_amount=amount, total_amount=amount, **fields)
    for position in range(lines):
        OrderLineFactory(order=order, position=position)
    return order


NO_TAX = TaxRule(0, inclusive=True)


def sold(
    organization: Organization,
    *amounts: int,
    at: datetime | None = None,
    tax: TaxRule = NO_TAX,
    currency: str = "EUR",
    **fields: Any,
) -> Order:
    """An order of lines of one seller at these list prices, paid as by the payment service."""
    prices = [price_line(Money(amount, currency), Money.zero(currency), tax) for amount in amounts]
    total = sum(price.gross.amount for price in prices)
    order: Order = OrderFactory(
        currency=currency,
        subtotal_amount=sum(amounts),
        tax_amount=sum(price.tax.amount for price in prices),
        total_amount=total,
        **fields,
    )
    for position, price in enumerate(prices):
        OrderLineFactory(
            order=order,
            organization=organization,
            position=position,
            currency=currency,
            list_amount=price.listed.amount,
            net_amount=price.net.amount,
            tax_amount=price.tax.amount,
            gross_amount=price.gross.amount,
            tax_rate_basis_points=tax.basis_points,
            tax_inclusive=tax.inclusive,
            tax_label=tax.label,
        )
    settle(order, at=at)
    return order


def settle(order: Order, *, at: datetime | None = None) -> None:
    """Pay an order, whatever lines it has."""
    if order.total_amount:
        PaymentFactory(order=order, amount=order.total_amount, currency=order.currency)
    with transaction.atomic():
        assert order_settle(order_id=order.id, coming_from=UNFINISHED, now=at or now())
    order.refresh_from_db()
