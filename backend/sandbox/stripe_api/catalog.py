"""Products and prices. A price's amount never changes: it is archived and replaced (SDK: `PriceUpdateParams`)."""

from __future__ import annotations

import sqlite3
from typing import Any

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account, merge_metadata, new_id
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.errors import invalid, refused
from sandbox.stripe_api.listing import PAGING, list_objects
from sandbox.stripe_api.money import known_currency, representable
from sandbox.stripe_api.params import Params, names

MAX_LOOKUP_KEY = 200
_PRODUCT_FIELDS = names(
    "name",
    "active",
    "description",
    "images",
    "metadata",
    "shippable",
    "statement_descriptor",
    "tax_code",
    "unit_label",
    "url",
)


def create_product(account: Account, params: Json) -> Json:
    """A new product, under the caller's id if one is given."""
    now = account.now()
    product: Json = {
        "id": params.get("id") or new_id("prod", 14),
        "object": "product",
        "active": params.get("active", True),
        "created": now,
        "default_price": None,
        "description": params.get("description"),
        "images": params.get("images") or [],
        "livemode": False,
        "marketing_features": [],
        "metadata": merge_metadata({}, params.get("metadata")),
        "name": params["name"],
        "package_dimensions": None,
        "shippable": params.get("shippable"),
        "statement_descriptor": params.get("statement_descriptor"),
        "tax_code": params.get("tax_code"),
        "type": "service",
        "unit_label": params.get("unit_label"),
        "updated": now,
        "url": params.get("url"),
    }
    try:
        account.store.add(product)
    except sqlite3.IntegrityError as error:
        raise refused(f"Product already exists with ID: {product['id']}", "resource_already_exists", "id") from error
    return product


def update_product(account: Account, params: Json, product_id: str) -> Json:
    """The given fields replaced; metadata merged."""
    product = account.get("product", product_id, in_path=True)
    for name in _PRODUCT_FIELDS:
        if name in params and name != "metadata":
            product[name] = params[name] if params[name] != "" else None
    product["images"] = product["images"] or []
    if params.get("default_price"):
        product["default_price"] = account.get("price", params["default_price"], "default_price")["id"]
    product["metadata"] = merge_metadata(product["metadata"], params.get("metadata"))
    product["updated"] = account.now()
    account.store.put(product)
    return product


def list_products(account: Account, params: Json) -> Json:
    """Products, newest first, by `active`, `ids`, `url` or `created`."""
    condition = _one_of("id", params.get("ids"))
    return list_objects(account, "product", "/v1/products", params, ("active", "shippable", "url"), condition)


def new_price(account: Account, params: Json, product: str, *, active: bool, prefix: str = "") -> Json:
    """Keep a one-time price. `prefix` names the request parameter that holds these fields, for errors.

    Raises ApiError (400) for an amount or currency that Stripe does not take.
    """

    def param(name: str) -> str:
        return f"{prefix}[{name}]" if prefix else name

    currency = params["currency"].lower()
    if not known_currency(currency):
        raise invalid(f"Invalid currency: {params['currency']}.", param("currency"))
    if "unit_amount" not in params:
        raise invalid(f"Missing required param: {param('unit_amount')}.", param("unit_amount"), "parameter_missing")
    amount = params["unit_amount"]
    if amount < 0:
        raise invalid("Invalid non-negative integer", param("unit_amount"), "parameter_invalid_integer")
    if amount > account.settings.max_amount:
        raise invalid(
            f"Invalid value: amount must be no more than {account.settings.max_amount}.",
            param("unit_amount"),
            "amount_too_large",
        )
    if not representable(amount, currency):
        raise invalid(f"Invalid amount for {currency}: {amount}.", param("unit_amount"))
    price: Json = {
        "id": new_id("price"),
        "object": "price",
        "active": active,
        "billing_scheme": "per_unit",
        "created": account.now(),
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": merge_metadata({}, params.get("metadata")),
        "nickname": params.get("nickname"),
        "product": product,
        "recurring": None,
        "tax_behavior": params.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": str(amount),
    }
    account.store.add(price)
    return price


def create_price(account: Account, params: Json) -> Json:
    """A price on an existing product, or on one made from `product_data`."""
    if ("product" in params) == ("product_data" in params):
        raise invalid("You must specify exactly one of `product` and `product_data`.", "product")
    if "product" in params:
        product = account.get("product", params["product"], "product")
    else:
        product = create_product(account, params["product_data"])
    price = new_price(account, params, product["id"], active=params.get("active", True))
    _set_lookup_key(account, price, params)
    account.store.put(price)
    return price


def update_price(account: Account, params: Json, price_id: str) -> Json:
    """What may change of a price: `active` (archiving), names, metadata; never the amount."""
    price = account.get("price", price_id, in_path=True)
    for name in ("active", "nickname", "tax_behavior"):
        if name in params:
            price[name] = params[name]
    _set_lookup_key(account, price, params)
    price["metadata"] = merge_metadata(price["metadata"], params.get("metadata"))
    account.store.put(price)
    return price


def _set_lookup_key(account: Account, price: Json, params: Json) -> None:
    """At most 200 characters, unique; `transfer_lookup_key` moves it here in the same transaction."""
    if "lookup_key" not in params:
        return
    key = params["lookup_key"]
    if len(key) > MAX_LOOKUP_KEY:
        raise invalid(f"Invalid string: {key}; must be at most {MAX_LOOKUP_KEY} characters", "lookup_key")
    for holder in account.store.every("price", lookup_key=key) if key else []:
        if holder["id"] == price["id"]:
            continue
        if not params.get("transfer_lookup_key"):
            raise refused(
                f"A price (`{holder['id']}`) already uses that lookup key.",
                "resource_already_exists",
                "lookup_key",
            )
        holder["lookup_key"] = None
        account.store.put(holder)
    price["lookup_key"] = key or None


def list_prices(account: Account, params: Json) -> Json:
    """Prices, newest first, by `active`, `currency`, `product`, `type`, `lookup_keys` or `created`."""
    condition = _one_of("lookup_key", params.get("lookup_keys"))
    return list_objects(account, "price", "/v1/prices", params, ("active", "currency", "product", "type"), condition)


def _one_of(attribute: str, values: list[str] | None) -> tuple[str, list[Any]]:
    if values is None:
        return "", []
    return f"json_extract(body, '$.{attribute}') IN ({','.join('?' * len(values))})", list(values)


_PRICE_FIELDS = names(
    "active",
    "currency",
    "lookup_key",
    "metadata",
    "nickname",
    "product",
    "tax_behavior",
    "transfer_lookup_key",
    "unit_amount",
)
_PRICE_PRODUCT_DATA = names("id", "name", "active", "metadata", "statement_descriptor", "tax_code", "unit_label")
_PRODUCT_FILTERS = names("active", "ids", "shippable", "url")
_PRICE_FILTERS = names("active", "currency", "product", "type", "lookup_keys")

ENDPOINTS = [
    Endpoint(
        "POST",
        "/v1/products",
        Params(sdk.ProductCreateParams, {**_PRODUCT_FIELDS, **names("id")}),
        create_product,
    ),
    Endpoint("GET", "/v1/products", Params(sdk.ProductListParams, {**PAGING, **_PRODUCT_FILTERS}), list_products),
    Endpoint("GET", "/v1/products/{id}", Params(sdk.ProductRetrieveParams, {}), retrieve_of("product")),
    Endpoint(
        "POST",
        "/v1/products/{id}",
        Params(sdk.ProductUpdateParams, {**_PRODUCT_FIELDS, **names("default_price")}),
        update_product,
    ),
    Endpoint(
        "POST",
        "/v1/prices",
        Params(sdk.PriceCreateParams, {**_PRICE_FIELDS, "product_data": _PRICE_PRODUCT_DATA}),
        create_price,
    ),
    Endpoint("GET", "/v1/prices", Params(sdk.PriceListParams, {**PAGING, **_PRICE_FILTERS}), list_prices),
    Endpoint("GET", "/v1/prices/{id}", Params(sdk.PriceRetrieveParams, {}), retrieve_of("price")),
    Endpoint(
        "POST",
        "/v1/prices/{id}",
        Params(
            sdk.PriceUpdateParams,
            names("active", "lookup_key", "metadata", "nickname", "tax_behavior", "transfer_lookup_key"),
        ),
        update_price,
    ),
]
