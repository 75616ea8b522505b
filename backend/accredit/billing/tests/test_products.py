"""Products and Prices at Stripe follow ours."""

from __future__ import annotations

from uuid import UUID

import pytest

from accredit.billing.exceptions import PaymentProviderFailed, PaymentProviderUnavailable
from accredit.billing.models import StripeProduct
from accredit.billing.services.provider import product_sync, purchasable_changed
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import Stand
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.core.testing import drain
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db
ITEM = ItemRef("course", UUID("01938f5e-6f7a-7c3e-9b1d-2f4a6c8e0b12"))


def sync(amount: int, name: str = "Sepsis") -> StripeProduct:
    return product_sync(item=ITEM, name=name, price=Money(amount, "EUR"))


def prices(stand: Stand) -> list[tuple[int, bool]]:
    return [(price["unit_amount"], price["active"]) for price in stand.objects("prices")]


def test_a_second_sync_changes_nothing(stand: Stand) -> None:
    first, second = sync(4900), sync(4900)
    assert (first.product_id, first.price_id) == (second.product_id, second.price_id)
    assert (len(stand.objects("products")), prices(stand)) == (1, [(4900, True)])


def test_a_new_price_archives_the_old(stand: Stand) -> None:
    sync(4900)
    row = sync(5900)
    assert prices(stand) == [(4900, False), (5900, True)]
    assert (row.amount, row.replaced_price_id) == (5900, "")


def test_going_back_to_an_older_price_makes_a_new_one(stand: Stand) -> None:
    for amount in (4900, 5900, 4900):
        sync(amount)
    assert prices(stand) == [(4900, False), (5900, False), (4900, True)]


def test_a_new_name_reaches_stripe(stand: Stand) -> None:
    sync(4900)
    sync(4900, "Sepsis, second edition")
    assert [product["name"] for product in stand.objects("products")] == ["Sepsis, second edition"]


def test_a_crash_before_the_old_price_was_archived_is_made_good(stand: Stand) -> None:
    sync(4900)
    stand.fail("error", path="/v1/prices/", status=503, count=3)
    with pytest.raises(PaymentProviderUnavailable):
        sync(5900)
    assert prices(stand) == [(4900, True), (5900, True)]
    sync(5900)
    assert prices(stand) == [(4900, False), (5900, True)]


def test_a_failed_price_is_tried_under_another_key(stand: Stand) -> None:
    stand.fail("error", path="/v1/prices", status=500)
    with pytest.raises(PaymentProviderFailed):
        sync(4900)
    assert sync(4900).price_id
    assert prices(stand) == [(4900, True)]


def test_what_costs_nothing_has_no_price(stand: Stand) -> None:
    row = product_sync(item=ITEM, name="Free", price=Money.zero("EUR"))
    assert (row.price_id, prices(stand)) == ("", [])


def test_news_of_a_change_syncs_what_stripe_knows(stand: Stand, shop: Shop, seller: Organization) -> None:
    item_id = shop.offer(seller, 4900)
    unknown = shop.offer(seller, 100)
    product_sync(item=ItemRef("course", item_id), name="Stewardship", price=Money(4900, "EUR"))
    shop.put(item_id, seller, 5900)
    for changed in (item_id, item_id, unknown, new_id()):
        purchasable_changed(item_kind="course", item_id=changed)
    drain()
    assert prices(stand) == [(4900, False), (5900, True)]
    assert StripeProduct.objects.count() == 1
