"""POST /api/billing/quote/"""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.billing.tests.factories import SellerProfileFactory
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
URL = "/api/billing/quote/"


def ask(client: APIClient, *items: Any, **more: Any) -> Any:
    body = {"items": [{"item_kind": "course", "item_id": str(item)} for item in items], **more}
    return client.post(URL, body, format="json")


@pytest.mark.happy
def test_a_stranger_learns_what_something_costs(shop: Shop, seller: Organization) -> None:
    SellerProfileFactory(organization=seller, tax_rate_basis_points=1900)
    answer = ask(api(), shop.offer(seller, 4900))
    assert answer.status_code == 200
    assert answer.data["total"] == {"amount": 4900, "currency": "EUR"}
    assert answer.data["tax"] == {"amount": 782, "currency": "EUR"}
    line = answer.data["lines"][0]
    assert line["organization"] == {"slug": seller.slug, "name": seller.name}
    assert (line["tax_label"], line["tax_rate_basis_points"], line["tax_inclusive"]) == ("VAT", 1900, True)


def test_exclusive_tax_is_added(shop: Shop, seller: Organization) -> None:
    SellerProfileFactory(organization=seller, tax_rate_basis_points=1900, tax_inclusive=False)
    answer = ask(api(), shop.offer(seller, 4900))
    assert answer.data["subtotal"]["amount"] == 4900
    assert answer.data["total"]["amount"] == 5831
    assert answer.data["tax_inclusive"] is False


def test_sellers_keep_their_own_tax(shop: Shop, seller: Organization) -> None:
    other = SellerProfileFactory(tax_rate_basis_points=1000, tax_inclusive=False).organization
    answer = ask(api(), shop.offer(seller, 1000), shop.offer(other, 1000))
    assert [line["tax"]["amount"] for line in answer.data["lines"]] == [0, 100]
    assert answer.data["total"]["amount"] == 2100


def test_a_code_takes_its_part_off_its_sellers_lines_only(
    shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    other: Organization = OrganizationFactory()
    answer = ask(api(), shop.offer(seller, 4900), shop.offer(other, 3000), promo_code=" half ")
    assert [line["discount"]["amount"] for line in answer.data["lines"]] == [2450, 0]
    assert answer.data["total"]["amount"] == 5450
    assert answer.data["promo_code"] == "HALF"


def test_something_twice_is_something_once(shop: Shop, seller: Organization) -> None:
    item = shop.offer(seller, 4900)
    assert ask(api(), item, item).data["total"]["amount"] == 4900


def test_what_is_not_for_sale_is_not_found(shop: Shop) -> None:
    answer = ask(api(), new_id())
    assert (answer.status_code, answer.data["code"]) == (404, "item_not_for_sale")


def test_one_order_is_of_one_currency(shop: Shop, seller: Organization) -> None:
    answer = ask(api(), shop.offer(seller, 100), shop.offer(seller, 100, "USD"))
    assert (answer.status_code, answer.data["code"]) == (422, "mixed_currencies")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "items"),
        ({"items": []}, "items"),
        ({"items": [{"item_kind": "course", "item_id": "x"}]}, "items.0.item_id"),
        ({"items": [{"item_kind": "teapot", "item_id": str(new_id())}]}, "items.0.item_kind"),
        ({"items": [{"item_id": str(new_id())}] * 101}, "items"),
    ],
)
def test_bad_input_names_the_field(shop: Shop, body: dict[str, Any], path: str) -> None:
    answer = api().post(URL, body, format="json")
    assert answer.status_code == 400
    assert [error["path"] for error in answer.data["errors"]] == [path]


def test_the_price_is_never_the_requests(shop: Shop, seller: Organization) -> None:
    item = shop.offer(seller, 4900)
    body = {"items": [{"item_kind": "course", "item_id": str(item), "price": 1, "amount": 1}], "total": 1}
    assert api().post(URL, body, format="json").data["total"]["amount"] == 4900


def test_many_lines_cost_no_more_queries(shop: Shop, seller: Organization) -> None:
    items = [shop.offer(seller, 100) for _ in range(20)]
    assert_same_queries(lambda: ask(api(), items[0]), lambda: ask(api(), *items))
