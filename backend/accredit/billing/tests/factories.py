"""Orders and their surroundings as rows, for tests that do not care how they came about."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CartItem, Order, OrderLine, Payment, SellerProfile
from accredit.core.clock import now
from accredit.core.ids import new_id
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
