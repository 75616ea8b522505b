"""Promo codes, and the least that a code needs of an order, for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order
from accredit.organizations.tests.factories import OrganizationFactory
from accredit.promo_codes.models import PromoCode


class PromoCodeFactory(DjangoModelFactory):
    """Twenty percent off everything of a seller."""

    class Meta:
        model = PromoCode

    organization = factory.SubFactory(OrganizationFactory)
    code = factory.Sequence(lambda n: f"SPRING{n}")
    kind = "percent"
    value = 20


class OrderFactory(DjangoModelFactory):
    """An open order without lines."""

    class Meta:
        model = Order

    number = factory.Sequence(lambda n: f"T{n:010d}")
    buyer = factory.SubFactory(UserFactory)
    currency = "EUR"
    subtotal_amount = 1000
    discount_amount = 0
    tax_amount = 0
    total_amount = 1000
