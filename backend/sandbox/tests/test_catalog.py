"""Products, prices and customers."""

from __future__ import annotations

from typing import Any, cast

import pytest
import stripe


def test_a_product_is_made_read_changed_and_listed(stripe_client: stripe.StripeClient) -> None:
    products = stripe_client.v1.products
    made = products.create({"name": "Course", "metadata": {"tenant": "7", "draft": "yes"}})
    changed = products.update(made.id, {"name": "Better course", "active": False, "metadata": {"draft": ""}})
    assert (changed.name, changed.active, changed.metadata.to_dict()) == ("Better course", False, {"tenant": "7"})
    assert products.retrieve(made.id).name == "Better course"
    assert [one.id for one in products.list({"active": False}).data] == [made.id]
    assert products.list({"active": True}).data == []


def test_a_product_id_can_be_chosen_once(stripe_client: stripe.StripeClient) -> None:
    stripe_client.v1.products.create({"id": "course-7", "name": "Course"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.products.create({"id": "course-7", "name": "Other"})
    assert caught.value.code == "resource_already_exists"


def test_a_prices_amount_never_changes_but_it_can_be_archived(stripe_client: stripe.StripeClient) -> None:
    prices = stripe_client.v1.prices
    made = prices.create({"currency": "usd", "unit_amount": 12000, "product_data": {"name": "Course"}})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        prices.update(made.id, cast("Any", {"unit_amount": 1}))
    assert caught.value.code == "parameter_unknown"
    archived = prices.update(made.id, {"active": False})
    assert (archived.active, archived.unit_amount) == (False, 12000)
    assert prices.list({"product": str(made.product), "active": True}).data == []


def test_a_lookup_key_belongs_to_one_price_and_moves_when_told(stripe_client: stripe.StripeClient) -> None:
    prices = stripe_client.v1.prices
    product = stripe_client.v1.products.create({"name": "Course"}).id
    old = prices.create({"currency": "usd", "unit_amount": 100, "product": product, "lookup_key": "standard"})
    with pytest.raises(stripe.InvalidRequestError):
        prices.create({"currency": "usd", "unit_amount": 200, "product": product, "lookup_key": "standard"})
    new = prices.create(
        {
            "currency": "usd",
            "unit_amount": 200,
            "product": product,
            "lookup_key": "standard",
            "transfer_lookup_key": True,
        }
    )
    assert [one.id for one in prices.list({"lookup_keys": ["standard"]}).data] == [new.id]
    assert prices.retrieve(old.id).lookup_key is None


@pytest.mark.parametrize(
    ("currency", "amount"), [("kwd", 1001), ("ugx", 150), ("usd", 100_000_000), ("USDX", 100), ("usd", -1)]
)
def test_an_amount_that_stripe_does_not_take_is_refused(
    stripe_client: stripe.StripeClient, currency: str, amount: int
) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        stripe_client.v1.prices.create(
            {"currency": currency, "unit_amount": amount, "product_data": {"name": "Course"}}
        )


def test_a_customer_is_made_and_changed(stripe_client: stripe.StripeClient) -> None:
    customers = stripe_client.v1.customers
    made = customers.create({"email": "ada@example.com", "name": "Ada", "metadata": {"user": "1"}})
    changed = customers.update(made.id, {"name": "Ada L.", "address": {"country": "DE"}, "metadata": {"user": "2"}})
    assert (changed.name, changed.email) == ("Ada L.", "ada@example.com")
    assert customers.update(made.id, {"address": ""}).address is None
    assert customers.retrieve(made.id).to_dict()["metadata"] == {"user": "2"}


def test_no_such_thing_is_a_404_with_its_name(stripe_client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.products.retrieve("prod_none")
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    assert caught.value.user_message == "No such product: 'prod_none'"


def test_lists_are_paged_newest_first_both_ways(stripe_client: stripe.StripeClient) -> None:
    products = stripe_client.v1.products
    ids = [products.create({"name": f"Course {number}"}).id for number in range(7)][::-1]
    first = products.list({"limit": 3})
    assert ([one.id for one in first.data], first.has_more) == (ids[:3], True)
    second = products.list({"limit": 3, "starting_after": ids[2]})
    assert ([one.id for one in second.data], second.has_more) == (ids[3:6], True)
    last = products.list({"limit": 3, "starting_after": ids[5]})
    assert ([one.id for one in last.data], last.has_more) == (ids[6:], False)
    back = products.list({"limit": 2, "ending_before": ids[3]})
    assert ([one.id for one in back.data], back.has_more) == (ids[1:3], True)
    assert [one.id for one in products.list({"limit": 2}).auto_paging_iter()] == ids


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 101}, {"starting_after": "prod_none"}])
def test_a_page_out_of_bounds_is_refused(
    stripe_client: stripe.StripeClient, params: stripe.params.ProductListParams
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.products.list(params)
    assert caught.value.param == next(iter(params))
