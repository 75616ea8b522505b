from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.exceptions import PromoCodeUnknown
from accredit.billing.services.purchasables import Quote
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.core.testing import at_once
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory
from accredit.promo_codes.exceptions import (
    PromoCodeEnded,
    PromoCodeExhausted,
    PromoCodeNotForThese,
    PromoCodeNotStarted,
    PromoCodeUsedByYou,
)
from accredit.promo_codes.models import PromoCode, PromoTarget, PromoUse
from accredit.promo_codes.services import PromoCodeDiscount

from .factories import OrderFactory, PromoCodeFactory

pytestmark = pytest.mark.django_db
discount = PromoCodeDiscount()


def line(organization: Organization, amount: int = 10_000, currency: str = "EUR") -> Quote:
    return Quote("course", new_id(), organization.id, "A course", Money(amount, currency))


def price(code: str, *lines: Quote, now: datetime, buyer_id: UUID | None = None) -> list[int]:
    reduction = discount.price(code=code, lines=lines, buyer_id=buyer_id, now=now)
    return [reduction.amounts.get(one.ref, Money.zero("EUR")).amount for one in lines]


def reserve(promo_code: PromoCode, now: datetime, buyer: Any = None) -> UUID:
    order = OrderFactory(**({"buyer": buyer} if buyer else {}))
    with transaction.atomic():
        discount.reserve(discount_id=promo_code.id, order_id=order.id, buyer_id=order.buyer_id, now=now)
    order_id: UUID = order.id
    return order_id


def used(promo_code: PromoCode) -> int:
    promo_code.refresh_from_db()
    return promo_code.used


@pytest.mark.happy
def test_a_code_lowers_only_the_lines_of_its_seller(now: datetime) -> None:
    promo_code = PromoCodeFactory(code="SPRING")
    mine, theirs = line(promo_code.organization), line(OrganizationFactory())
    assert price(" spring ", mine, theirs, now=now) == [2_000, 0]


def test_a_code_with_targets_is_for_those_only(now: datetime) -> None:
    promo_code = PromoCodeFactory(code="ONE")
    first, second = line(promo_code.organization), line(promo_code.organization)
    PromoTarget.objects.create(
        organization=promo_code.organization, promo_code=promo_code, item_kind="course", item_id=first.item_id
    )
    assert price("ONE", first, second, now=now) == [2_000, 0]
    with pytest.raises(PromoCodeNotForThese):
        price("ONE", second, now=now)


def test_a_fixed_amount_in_another_currency_does_not_apply(now: datetime) -> None:
    promo_code = PromoCodeFactory(code="TEN", kind="fixed", value=1000, currency="EUR")
    assert price("TEN", line(promo_code.organization), now=now) == [1_000]
    with pytest.raises(PromoCodeNotForThese):
        price("TEN", line(promo_code.organization, currency="GBP"), now=now)


def test_of_two_sellers_codes_of_one_name_the_one_that_saves_more_is_meant(now: datetime) -> None:
    small, large = PromoCodeFactory(code="SAME", value=10), PromoCodeFactory(code="SAME", value=30)
    assert price("SAME", line(small.organization), line(large.organization), now=now) == [0, 3_000]


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"is_active": False}, PromoCodeUnknown),
        ({"starts_at": 1}, PromoCodeNotStarted),
        ({"ends_at": 0}, PromoCodeEnded),
        ({"total_limit": 1, "used": 1}, PromoCodeExhausted),
    ],
)
def test_a_code_that_cannot_be_used_says_why(now: datetime, change: dict[str, Any], failure: type[Exception]) -> None:
    for field in ("starts_at", "ends_at"):
        if field in change:
            change |= {field: now + timedelta(hours=change[field])}
    promo_code = PromoCodeFactory(code="WHY", **change)
    with pytest.raises(failure):
        price("WHY", line(promo_code.organization), now=now)


def test_a_word_that_is_no_code_is_unknown(now: datetime) -> None:
    with pytest.raises(PromoCodeUnknown):
        price("NOBODY", line(OrganizationFactory()), now=now)


def test_the_last_use_goes_to_one_order_and_comes_back_when_that_expires(now: datetime) -> None:
    promo_code = PromoCodeFactory(total_limit=1)
    order_id = reserve(promo_code, now)
    with pytest.raises(PromoCodeExhausted):
        reserve(promo_code, now)
    discount.release(discount_id=promo_code.id, order_id=order_id, now=now)
    discount.release(discount_id=promo_code.id, order_id=order_id, now=now)
    assert used(promo_code) == 0
    reserve(promo_code, now)
    assert used(promo_code) == 1


def test_a_person_uses_a_code_as_often_as_it_allows(now: datetime) -> None:
    promo_code, buyer = PromoCodeFactory(per_person_limit=1), UserFactory()
    reserve(promo_code, now, buyer)
    with pytest.raises(PromoCodeUsedByYou):
        reserve(promo_code, now, buyer)
    assert used(promo_code) == 1
    with pytest.raises(PromoCodeUsedByYou):
        price(promo_code.code, line(promo_code.organization), now=now, buyer_id=buyer.id)


def test_the_database_never_lets_a_code_be_oversold(now: datetime) -> None:
    promo_code = PromoCodeFactory(total_limit=1, used=1)
    with pytest.raises(IntegrityError, match="promo_never_over"), transaction.atomic():
        PromoCode.objects.filter(pk=promo_code.pk).update(used=2)


def race_for(promo_code: PromoCode, orders: list[Any], now: datetime) -> list[Any]:
    """Every order reserves at the same moment; what each got."""

    def buy(order: Any) -> None:
        with transaction.atomic():
            discount.reserve(discount_id=promo_code.id, order_id=order.id, buyer_id=order.buyer_id, now=now)

    return at_once([partial(buy, order) for order in orders])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_twenty_orders_race_for_three_uses_and_three_get_one(now: datetime) -> None:
    promo_code = PromoCodeFactory(total_limit=3)
    results = race_for(promo_code, [OrderFactory() for _ in range(20)], now)
    assert (used(promo_code), PromoUse.objects.count(), results.count(None)) == (3, 3, 3)
    assert {type(result) for result in results if result is not None} == {PromoCodeExhausted}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_person_in_ten_tabs_gets_one_use(now: datetime) -> None:
    promo_code, buyer = PromoCodeFactory(per_person_limit=1), UserFactory()
    results = race_for(promo_code, [OrderFactory(buyer=buyer) for _ in range(10)], now)
    assert (used(promo_code), PromoUse.objects.count(), results.count(None)) == (1, 1, 1)
    assert {type(result) for result in results if result is not None} == {PromoCodeUsedByYou}
