"""From wanting something to its payment page: POST /api/payments/stripe/ and /api/payments/stripe_cart/"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CartItem, CheckoutAttempt, Order
from accredit.billing.tests.factories import SellerProfileFactory, order_of
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.billing.tests.stand import Stand
from accredit.billing.tests.world import CART_CHECKOUT, CHECKOUT, buy, buy_cart, hear, news
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, drain
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.happy
def test_a_course_is_ordered_held_and_sent_to_its_page(
    client: APIClient, buyer: User, stand: Stand, shop: Shop, seller: Organization, settings: Any
) -> None:
    before = clock.now()
    answer = buy(client, shop.offer(seller, 4900))
    assert answer.status_code == 201
    order = Order.objects.get(pk=answer.data["order"])
    assert (order.status, order.email, order.total_amount) == ("pending", "ada@example.org", 4900)
    assert order.hold_expires_at is not None
    assert timedelta(minutes=34) < order.hold_expires_at - before <= timedelta(minutes=36)
    assert shop.reserved
    session = stand.get(f"checkout/sessions/{answer.data['session_id']}")
    assert answer.data["checkout_url"] == session["url"]
    assert (session["amount_total"], session["currency"]) == (4900, "eur")
    assert session["client_reference_id"] == str(order.id)
    assert session["metadata"]["order"] == str(order.id)
    assert session["success_url"] == f"{settings.PUBLIC_URL}/checkout/done/{order.id}"
    assert session["cancel_url"] == f"{settings.PUBLIC_URL}/checkout?order={order.id}"
    assert session["customer_details"]["email"] == "ada@example.org"
    assert 30 * 60 < session["expires_at"] - before.timestamp() <= 32 * 60
    assert session["expires_at"] < order.hold_expires_at.timestamp()


def test_an_undiscounted_course_at_its_list_price_uses_its_price(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    answer = buy(client, shop.offer(seller, 4900))
    line = stand.get(f"checkout/sessions/{answer.data['session_id']}/line_items")["data"][0]
    prices = stand.objects("prices")
    assert [(price["id"], price["active"]) for price in prices] == [(line["price"]["id"], True)]
    assert line["description"] == "Stewardship"


def test_added_tax_is_paid_as_gross_on_the_same_product(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    SellerProfileFactory(organization=seller, tax_rate_basis_points=1900, tax_inclusive=False)
    answer = buy(client, shop.offer(seller, 4900))
    line = stand.get(f"checkout/sessions/{answer.data['session_id']}/line_items")["data"][0]
    assert line["amount_total"] == 5831
    assert line["price"]["product"] == stand.objects("products")[0]["id"]
    assert line["price"]["active"] is False


def test_the_same_key_answers_the_same_and_buys_once(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    first, second = (buy(client, item, key="once") for _ in range(2))
    assert first.data == second.data
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Order.objects.count() == 1


def test_another_key_gives_the_same_page_while_it_is_unpaid(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    assert buy(client, item).data == buy(client, item).data
    assert (Order.objects.count(), CheckoutAttempt.objects.count()) == (1, 1)


def test_a_changed_price_gives_the_old_order_up(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    old = buy(client, item).data
    shop.put(item, seller, 5900)
    new = buy(client, item).data
    assert stand.get(f"checkout/sessions/{old['session_id']}")["status"] == "expired"
    assert stand.get(f"checkout/sessions/{new['session_id']}")["amount_total"] == 5900
    assert Order.objects.get(pk=old["order"]).status == "cancelled"
    assert [order_id for order_id, _ in shop.reserved] == [Order.objects.get(pk=new["order"]).id]
    assert [(price["unit_amount"], price["active"]) for price in stand.objects("prices")] == [
        (4900, False),
        (5900, True),
    ]


def test_a_cart_takes_over_what_a_single_order_held(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    one, two = shop.offer(seller, 4900), shop.offer(seller, 1000)
    single = buy(client, one).data
    for item in (one, two):
        client.post("/api/courses/cartItem/", {"item_id": str(item)}, format="json")
    cart = buy_cart(client).data
    assert Order.objects.get(pk=single["order"]).status == "cancelled"
    assert stand.get(f"checkout/sessions/{cart['session_id']}")["amount_total"] == 5900


def test_an_older_order_that_was_paid_meanwhile_is_not_paid_again(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    old = buy(client, item).data
    assert stand.pay(old["checkout_url"]).status_code == 303
    shop.put(item, seller, 5900)
    answer = buy(client, item)
    assert (answer.status_code, answer.data["code"]) == (409, "already_bought")
    assert Order.objects.get().status == "paid"


def test_what_is_paid_is_refused_before_payment(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    stand.pay(buy(client, item).data["checkout_url"])
    hear(stand)
    answer = buy(client, item)
    assert (answer.status_code, answer.data["code"]) == (409, "already_bought")
    assert CheckoutAttempt.objects.count() == 1


def test_while_the_bank_works_nobody_pays_again(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    bought = buy(client, item).data
    stand.pay(bought["checkout_url"], method="bank_debit_succeeds")
    hear(stand)
    assert buy(client, item).data["code"] == "payment_settling"
    assert buy(client, order=bought["order"]).data["code"] == "payment_settling"


def test_a_cart_of_two_sellers_is_one_payment(
    client: APIClient, buyer: User, stand: Stand, shop: Shop, seller: Organization
) -> None:
    other = SellerProfileFactory(tax_rate_basis_points=1000, tax_inclusive=False).organization
    for item in (shop.offer(seller, 4900), shop.offer(other, 1000)):
        client.post("/api/courses/cartItem/", {"item_id": str(item)}, format="json")
    answer = buy_cart(client)
    assert answer.status_code == 201
    session = stand.get(f"checkout/sessions/{answer.data['session_id']}")
    assert session["amount_total"] == 6000 == Order.objects.get().total_amount
    assert CartItem.objects.filter(user=buyer).count() == 2
    stand.pay(answer.data["checkout_url"])
    hear(stand)
    assert CartItem.objects.filter(user=buyer).count() == 0


def test_a_cart_of_two_currencies_is_paid_one_at_a_time(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    for item in (shop.offer(seller, 4900), shop.offer(seller, 2000, "USD")):
        client.post("/api/courses/cartItem/", {"item_id": str(item)}, format="json")
    assert buy_cart(client).data["code"] == "mixed_currencies"
    answer = buy_cart(client, currency="USD")
    assert stand.get(f"checkout/sessions/{answer.data['session_id']}")["currency"] == "usd"


def test_an_empty_cart_and_one_with_something_gone_are_refused(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    assert buy_cart(client).data["code"] == "cart_empty"
    item = shop.offer(seller, 4900, title="Gone")
    client.post("/api/courses/cartItem/", {"item_id": str(item)}, format="json")
    shop.shelf.clear()
    answer = buy_cart(client)
    assert (answer.status_code, answer.data["code"]) == (404, "item_not_for_sale")
    assert "Gone" in answer.data["detail"]


@pytest.mark.happy
def test_what_costs_nothing_needs_no_stripe(client: APIClient, shop: Shop, seller: Organization) -> None:
    answer = buy(client, shop.offer(seller, 0))
    assert answer.status_code == 201
    assert (answer.data["session_id"], answer.data["checkout_url"]) == (None, None)
    order = Order.objects.get()
    assert (order.status, order.paid_at is not None, news("order_paid")) == ("paid", True, 1)
    drain()


def test_a_code_lowers_what_stripe_asks_for(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    answer = buy(client, shop.offer(seller, 4900), promo_code="HALF")
    session = stand.get(f"checkout/sessions/{answer.data['session_id']}")
    assert (session["amount_total"], session["total_details"]["amount_discount"]) == (2450, 0)
    order = Order.objects.get()
    assert (order.promo_code, order.discount_amount, half_price.held) == ("HALF", 2450, [order.id])


def test_the_last_use_of_a_code_is_not_lost_to_a_second_click(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    item = shop.offer(seller, 4900)
    first, second = (buy(client, item, promo_code="half").data for _ in range(2))
    assert first == second
    shop.put(item, seller, 6000)
    third = buy(client, item, promo_code="half")
    assert third.status_code == 201
    assert stand.get(f"checkout/sessions/{third.data['session_id']}")["amount_total"] == 3000
    assert half_price.held == [Order.objects.get(status="pending").id]


def test_a_code_that_does_not_hold_leaves_the_older_order_alone(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    item = shop.offer(seller, 4900)
    old = buy(client, item).data
    half_price.uses = 0
    assert buy(client, item, promo_code="half").data["code"] == "used_up"
    assert Order.objects.get(pk=old["order"]).status == "pending"


def test_nobody_answers_for_codes_where_there_are_none(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    from accredit.billing.services import discounts

    before = list(discounts._REGISTERED)
    discounts.register(None)
    try:
        answer = buy(client, shop.offer(seller, 4900), promo_code="X")
    finally:
        discounts._REGISTERED[:] = before
    assert (answer.status_code, answer.data["code"]) == (422, "promo_code_unknown")


def test_what_cannot_be_had_is_not_ordered(client: APIClient, stand: Stand, shop: Shop, seller: Organization) -> None:
    item, shop.sold_out = shop.offer(seller, 4900), True
    answer = buy(client, item)
    assert (answer.status_code, answer.data["code"]) == (409, "sold_out")
    assert not Order.objects.exists()


def test_an_amount_below_stripes_least_is_refused(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    answer = buy(client, shop.offer(seller, 49))
    assert (answer.status_code, answer.data["code"]) == (422, "amount_not_chargeable")
    assert not Order.objects.exists()


def test_what_is_not_for_sale_cannot_be_bought(client: APIClient, stand: Stand, shop: Shop) -> None:
    assert buy(client, new_id()).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"course": "x"},
        {"course": str(new_id()), "order": str(new_id())},
        {"course": str(new_id()), "promo_code": "x" * 61},
    ],
)
def test_bad_input_is_named(client: APIClient, shop: Shop, body: dict[str, str]) -> None:
    answer = client.post(CHECKOUT, body, format="json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 400
    assert answer.data["errors"]


@pytest.mark.parametrize("url", [CHECKOUT, CART_CHECKOUT])
def test_buying_needs_a_key_and_a_name(client: APIClient, url: str) -> None:
    assert client.post(url, {}, format="json").data["code"] == "idempotency_key_required"
    assert api().post(url, {}, format="json", headers={"Idempotency-Key": "k"}).status_code == 401


def test_an_unfinished_order_leads_back_to_its_page(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    first = buy(client, shop.offer(seller, 4900)).data
    assert buy(client, order=first["order"]).data == first


@pytest.mark.isolation
def test_orders_of_others_cannot_be_paid(client: APIClient, stand: Stand) -> None:
    answer = buy(client, order=str(order_of(buyer=UserFactory()).id))
    assert (answer.status_code, answer.data["code"]) == (404, "order_not_found")


@pytest.mark.parametrize("status", ["expired", "cancelled", "refunded"])
def test_a_finished_order_cannot_be_paid(client: APIClient, buyer: User, stand: Stand, status: str) -> None:
    answer = buy(client, order=str(order_of(buyer=buyer, status=status).id))
    assert (answer.status_code, answer.data["code"]) == (409, "order_not_payable")


def test_stripe_away_keeps_the_order_and_a_second_try_succeeds(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, settings: Any
) -> None:
    item = shop.offer(seller, 4900)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    answer = buy(client, item, key="k")
    assert (answer.status_code, answer.data["code"]) == (503, "payment_provider_unavailable")
    settings.STRIPE_API_BASE = stand.url
    again = buy(client, item, key="k")
    assert again.status_code == 201
    assert (Order.objects.count(), CheckoutAttempt.objects.count()) == (1, 1)


@pytest.mark.parametrize("path", ["/v1/checkout/sessions", "/v1/products", "/v1/prices", "/v1/customers"])
def test_an_error_kept_under_the_key_does_not_block_the_next_try(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, path: str
) -> None:
    item = shop.offer(seller, 4900)
    stand.fail("error", path=path, status=500, method="POST")
    assert buy(client, item).status_code == 503
    answer = buy(client, item)
    assert answer.status_code == 201
    assert Order.objects.count() == 1
    assert stand.pay(answer.data["checkout_url"]).status_code == 303
    hear(stand)
    assert Order.objects.get().status == "paid"


def test_an_answer_lost_on_the_way_is_asked_for_again_under_the_same_key(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    stand.fail("reset", path="/v1/checkout/sessions", executes=True)
    assert buy(client, shop.offer(seller, 4900)).status_code == 201
    assert CheckoutAttempt.objects.count() == 1


def test_stripe_having_forgotten_everything_is_made_good(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    old = buy(client, item).data
    stand.reset()
    shop.put(item, seller, 5900)
    new = buy(client, item)
    assert new.status_code == 201
    assert stand.get(f"checkout/sessions/{new.data['session_id']}")["amount_total"] == 5900
    assert Order.objects.get(pk=old["order"]).status == "cancelled"


def test_a_payment_page_about_to_end_is_not_offered(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    item = shop.offer(seller, 4900)
    old = buy(client, item).data
    CheckoutAttempt.objects.update(expires_at=clock.now() + timedelta(seconds=90))
    assert buy(client, order=old["order"]).data["code"] == "order_not_payable"
    new = buy(client, item).data
    assert new["order"] != old["order"]
    assert Order.objects.get(pk=old["order"]).status == "cancelled"


def test_other_organizations_do_not_matter_to_a_buyer(
    buyer: User, stand: Stand, shop: Shop, seller: Organization
) -> None:
    assert buy(api(buyer, OrganizationFactory()), shop.offer(seller, 4900)).status_code == 201
