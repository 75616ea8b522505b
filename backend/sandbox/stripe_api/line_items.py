"""The line items of a Checkout Session: what is bought, at which price."""

from __future__ import annotations

from sandbox.store import Json
from sandbox.stripe_api.account import Account, new_id
from sandbox.stripe_api.catalog import create_product, new_price
from sandbox.stripe_api.errors import invalid
from sandbox.stripe_api.money import display, minimum

MAX_LINE_ITEMS = 100


def read_line_items(account: Account, params: Json) -> list[Json]:
    """The session's line items from `price` or `price_data`, all in one currency.

    Prices and products given inline are made and kept. Raises ApiError (400) for what Stripe would refuse.
    """
    given = params.get("line_items", [])
    if not given:
        raise invalid("Missing required param: line_items.", "line_items", "parameter_missing")
    if len(given) > MAX_LINE_ITEMS:
        raise invalid(f"You may only specify up to {MAX_LINE_ITEMS} line items.", "line_items")
    items = [_line_item(account, item, f"line_items[{index}]") for index, item in enumerate(given)]
    if len({item["currency"] for item in items}) > 1:
        raise invalid("All line items must have the same currency.", "line_items")
    return items


def _line_item(account: Account, given: Json, param: str) -> Json:
    if ("price" in given) == ("price_data" in given):
        raise invalid(f"You must specify exactly one of `price` and `price_data` in `{param}`.", param)
    quantity = given.get("quantity")
    if quantity is None:
        raise invalid(f"Quantity is required. Add `quantity` to `{param}`.", f"{param}[quantity]")
    if quantity < 1:
        raise invalid("Invalid positive integer", f"{param}[quantity]", "parameter_invalid_integer")
    if given.get("adjustable_quantity", {}).get("enabled"):
        raise invalid(
            "In the sandbox `adjustable_quantity[enabled]` is only modelled as false.", f"{param}[adjustable_quantity]"
        )
    if "price" in given:
        price = account.get("price", given["price"], f"{param}[price]")
        product = account.get("product", price["product"])
        if not price["active"]:
            raise invalid("The price specified is inactive. This field only accepts active prices.", f"{param}[price]")
    else:
        price, product = _inline_price(account, given["price_data"], f"{param}[price_data]")
    if not product["active"]:
        raise invalid(
            f"The price specified is for the product `{product['id']}`, which is inactive.", f"{param}[price]"
        )
    amount = price["unit_amount"] * quantity
    return {
        "id": new_id("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": product["name"],
        "metadata": given.get("metadata", {}),
        "price": price,
        "quantity": quantity,
    }


def _inline_price(account: Account, data: Json, param: str) -> tuple[Json, Json]:
    """The price made from `price_data`, and its product. Inline prices are archived from the start."""
    if ("product" in data) == ("product_data" in data):
        raise invalid(f"You must specify exactly one of `product` and `product_data` in `{param}`.", param)
    if "product" in data:
        product = account.get("product", data["product"], f"{param}[product]")
    else:
        product = create_product(account, data["product_data"])
    return new_price(account, data, product["id"], active=False, prefix=param), product


def check_total(account: Account, total: int, currency: str) -> None:
    """Nothing at all, or from the currency's minimum to the largest payment (Stripe docs: Supported currencies)."""
    if 0 < total < minimum(currency):
        raise invalid(
            "The Checkout Session's total amount due must add up to at least "
            f"{display(minimum(currency), currency)} {currency}",
            code="amount_too_small",
        )
    if total > account.settings.max_amount:
        raise invalid(
            f"The Checkout Session's total amount must be no more than "
            f"{display(account.settings.max_amount, currency)} {currency}",
            code="amount_too_large",
        )
