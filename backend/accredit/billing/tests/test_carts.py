"""/api/courses/cartItem/"""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CartItem
from accredit.billing.tests.factories import CartItemFactory, OrderLineFactory, order_of
from accredit.billing.tests.shop import Shop
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db
URL = "/api/courses/cartItem/"


def add(client: APIClient, item: Any) -> Any:
    return client.post(URL, {"item_kind": "course", "item_id": str(item)}, format="json")


@pytest.mark.happy
def test_a_cart_is_filled_priced_and_emptied(client: APIClient, shop: Shop, seller: Organization) -> None:
    euros, dollars = shop.offer(seller, 4900, title="Stewardship"), shop.offer(seller, 2000, "USD", title="Sepsis")
    assert add(client, euros).status_code == 201
    assert add(client, dollars).status_code == 201
    cart = client.get(URL).data
    assert [row["title"] for row in cart["results"]] == ["Stewardship", "Sepsis"]
    assert [total["total"] for total in cart["totals"]] == [
        {"amount": 4900, "currency": "EUR"},
        {"amount": 2000, "currency": "USD"},
    ]
    assert client.delete(f"{URL}{cart['results'][0]['id']}/").status_code == 204
    assert [row["title"] for row in client.get(URL).data["results"]] == ["Sepsis"]


def test_adding_twice_keeps_one(client: APIClient, shop: Shop, seller: Organization) -> None:
    item = shop.offer(seller, 4900)
    assert [add(client, item).status_code for _ in range(2)] == [201, 200]
    assert CartItem.objects.count() == 1


def test_a_cart_shows_the_present_price_and_what_is_gone(client: APIClient, shop: Shop, seller: Organization) -> None:
    dearer, gone = shop.offer(seller, 4900), shop.offer(seller, 100, title="Gone")
    add(client, dearer)
    add(client, gone)
    shop.put(dearer, seller, 5900)
    del shop.shelf[gone]
    rows = client.get(URL).data["results"]
    assert [(row["available"], row["price"]) for row in rows] == [
        (True, {"amount": 5900, "currency": "EUR"}),
        (False, None),
    ]
    assert rows[1]["title"] == "Gone"


def test_what_is_not_for_sale_does_not_enter(client: APIClient, shop: Shop) -> None:
    answer = add(client, new_id())
    assert (answer.status_code, answer.data["code"]) == (404, "item_not_for_sale")


def test_what_is_bought_does_not_enter(client: APIClient, buyer: User, shop: Shop, seller: Organization) -> None:
    item = shop.offer(seller, 4900)
    OrderLineFactory(order=order_of(0, buyer=buyer, status="paid"), item_id=item)
    answer = add(client, item)
    assert (answer.status_code, answer.data["code"]) == (409, "already_bought")


def test_a_cart_has_an_end(client: APIClient, buyer: User, shop: Shop, seller: Organization) -> None:
    CartItemFactory.create_batch(100, user=buyer)
    answer = add(client, shop.offer(seller, 100))
    assert (answer.status_code, answer.data["code"]) == (422, "cart_full")


def test_strangers_have_no_cart(shop: Shop) -> None:
    assert api().get(URL).status_code == 401
    assert add(api(), new_id()).status_code == 401
    assert api().delete(f"{URL}{new_id()}/").status_code == 401


@pytest.mark.isolation
def test_a_cart_is_its_owners(client: APIClient) -> None:
    theirs = CartItemFactory(user=UserFactory())
    assert client.get(URL).data["results"] == []
    assert client.delete(f"{URL}{theirs.id}/").status_code == 404
    assert CartItem.objects.filter(pk=theirs.pk).exists()


def test_taking_out_twice_is_not_found(client: APIClient, buyer: User) -> None:
    mine = CartItemFactory(user=buyer)
    assert [client.delete(f"{URL}{mine.id}/").status_code for _ in range(2)] == [204, 404]


@pytest.mark.parametrize("body", [{}, {"item_id": "x"}, {"item_kind": "teapot", "item_id": str(new_id())}])
def test_bad_input_is_named(client: APIClient, shop: Shop, body: dict[str, Any]) -> None:
    answer = client.post(URL, body, format="json")
    assert answer.status_code == 400
    assert answer.data["errors"]


def test_a_full_cart_costs_no_more_queries(buyer: User, shop: Shop, seller: Organization) -> None:
    other = UserFactory()
    for owner, count in ((buyer, 1), (other, 20)):
        for _ in range(count):
            CartItemFactory(user=owner, item_id=shop.offer(seller, 100))
    one, many = api(buyer), api(other)
    assert_same_queries(lambda: one.get(URL), lambda: many.get(URL))
