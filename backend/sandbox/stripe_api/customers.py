"""Customers: who buys again."""

from __future__ import annotations

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account, merge_metadata, new_id
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.errors import invalid
from sandbox.stripe_api.params import Params, names

_FIELDS = names("address", "description", "email", "name", "phone", "preferred_locales", "metadata", "tax_exempt")
_ADDRESS = ("city", "country", "line1", "line2", "postal_code", "state")


def create_customer(account: Account, params: Json) -> Json:
    """A new customer. Two may share an email, as at Stripe."""
    customer: Json = {
        "id": new_id("cus", 14),
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": account.now(),
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "email": None,
        "invoice_prefix": new_id("", 8).strip("_").upper(),
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": {},
        "name": None,
        "next_invoice_sequence": 1,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
    }
    _apply(customer, params)
    account.store.add(customer)
    return customer


def update_customer(account: Account, params: Json, customer_id: str) -> Json:
    """The given fields replaced, an empty value unsets one; metadata merged."""
    customer = account.get("customer", customer_id, in_path=True)
    _apply(customer, params)
    account.store.put(customer)
    return customer


def _apply(customer: Json, params: Json) -> None:
    if params.get("email") and "@" not in params["email"]:
        raise invalid(f"Invalid email address: {params['email']}", "email", "email_invalid")
    for name in ("description", "email", "name", "phone", "tax_exempt", "preferred_locales"):
        if name in params:
            customer[name] = params[name] or None
    if "address" in params:
        given = params["address"]
        customer["address"] = {part: given.get(part) or None for part in _ADDRESS} if given else None
    customer["preferred_locales"] = customer["preferred_locales"] or []
    customer["tax_exempt"] = customer["tax_exempt"] or "none"
    customer["metadata"] = merge_metadata(customer["metadata"], params.get("metadata"))


ENDPOINTS = [
    Endpoint("POST", "/v1/customers", Params(sdk.CustomerCreateParams, _FIELDS), create_customer),
    Endpoint("GET", "/v1/customers/{id}", Params(sdk.CustomerRetrieveParams, {}), retrieve_of("customer")),
    Endpoint("POST", "/v1/customers/{id}", Params(sdk.CustomerUpdateParams, _FIELDS), update_customer),
]
