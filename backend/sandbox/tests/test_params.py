"""Stripe's form encoding, and parameters against the SDK's own types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st
from stripe._encode import _api_encode

from sandbox.stripe_api.errors import ApiError
from sandbox.stripe_api.forms import parse_form
from sandbox.tests.harness import session_params

_NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name != "metadata")
_LEAVES = st.text(max_size=12)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_NAMES, inner, min_size=1, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_NAMES, _TREES, max_size=4))
def test_whatever_the_sdk_encodes_is_read_back(params: dict[str, Any]) -> None:
    assert parse_form(urlencode(list(_api_encode(params))).encode()) == params


def test_numbered_metadata_stays_an_object() -> None:
    assert parse_form(b"metadata[0]=a&metadata[1]=b") == {"metadata": {"0": "a", "1": "b"}}


def test_empty_brackets_append() -> None:
    assert parse_form(b"expand[]=a&expand[]=b") == {"expand": ["a", "b"]}


@pytest.mark.parametrize(
    "body",
    [
        b"a=1&a[b]=2",
        b"a[b]=2&a=1",
        b"a[b=1",
        b"[a]=1",
        b"a[b]c=1",
        b"just text",
        b"a=\xff",
        b"a" + b"[b]" * 5000 + b"=1",
    ],
)
def test_a_contradictory_or_malformed_body_is_a_400(body: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        parse_form(body)
    assert caught.value.status == 400


def _price_data(**changes: Any) -> Any:
    data = {"currency": "usd", "unit_amount": 12000, "product_data": {"name": "Course"}, **changes}
    return session_params(line_items=[{"price_data": data, "quantity": 1}])


@pytest.mark.parametrize(
    ("params", "code", "param"),
    [
        (session_params(no_such_thing="1"), "parameter_unknown", "no_such_thing"),
        (_price_data(amount=5), "parameter_unknown", "line_items[0][price_data][amount]"),
        (session_params(payment_method_types=["card"]), "parameter_unknown", "payment_method_types"),
        (_price_data(unit_amount="ten"), "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"),
        (_price_data(unit_amount=10**30), "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"),
        (_price_data(unit_amount=-1), "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"),
        (_price_data(product_data={}), "parameter_invalid_empty", "line_items[0][price_data][product_data]"),
        (
            _price_data(product_data={"name": ""}),
            "parameter_invalid_empty",
            "line_items[0][price_data][product_data][name]",
        ),
        (_price_data(currency="dollars"), None, "line_items[0][price_data][currency]"),
        (session_params(ui_mode="hosted"), None, "ui_mode"),
        (session_params(mode="gift"), None, "mode"),
        (session_params(success_url="thanks"), "url_invalid", "success_url"),
        (session_params(customer_email="nobody"), "email_invalid", "customer_email"),
        (session_params(customer="cus_none"), "resource_missing", "customer"),
        (
            session_params(line_items=[{"price": "price_none", "quantity": 1}]),
            "resource_missing",
            "line_items[0][price]",
        ),
        (session_params(metadata={"k" * 41: "v"}), None, f"metadata[{'k' * 41}]"),
        (session_params(metadata={"k": "v" * 501}), None, "metadata[k]"),
        (session_params(metadata={str(n): "v" for n in range(51)}), None, "metadata"),
        (session_params(expand=["nonsense"]), None, "expand"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(
    stripe_client: stripe.StripeClient, params: Any, code: str | None, param: str
) -> None:
    if params["line_items"][0].get("price_data", {}).get("product_data") == {}:
        params["line_items"][0]["price_data"]["product_data"] = ""
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.checkout.sessions.create(params)
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (400, code, param)


@pytest.mark.parametrize("missing", ["mode", "success_url", "line_items"])
def test_what_is_required_must_be_there(stripe_client: stripe.StripeClient, missing: str) -> None:
    params = session_params()
    del params[missing]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.checkout.sessions.create(params)
    assert (caught.value.code, caught.value.param) == ("parameter_missing", missing)


def test_a_required_name_deep_inside_is_missed(stripe_client: stripe.StripeClient) -> None:
    params = session_params()
    del params["line_items"][0]["price_data"]["currency"]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.checkout.sessions.create(params)
    assert (caught.value.code, caught.value.param) == ("parameter_missing", "line_items[0][price_data][currency]")


@pytest.mark.parametrize(
    "changes",
    [
        {"discounts": [{"coupon": "c"}]},
        {"payment_intent_data": {"application_fee_amount": 10}},
        {"automatic_tax": {"enabled": True}},
        {"allow_promotion_codes": True},
        {"payment_intent_data": {"capture_method": "manual"}},
        {"mode": "subscription"},
        {"ui_mode": "embedded_page"},
    ],
)
def test_what_stripe_knows_and_the_sandbox_does_not_is_said_aloud(
    stripe_client: stripe.StripeClient, changes: dict[str, Any]
) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="sandbox"):
        stripe_client.v1.checkout.sessions.create(session_params(**changes))
