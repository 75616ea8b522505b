"""Checkout Sessions in `payment` mode on the hosted page (SDK: `stripe.checkout.Session`, `SessionCreateParams`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from stripe.params import checkout as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account, merge_metadata, new_id
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.errors import invalid, refused
from sandbox.stripe_api.line_items import check_total, read_line_items
from sandbox.stripe_api.listing import list_inline
from sandbox.stripe_api.params import Params, names

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
"""Seconds between creation and `expires_at`."""
_CLOCK_SLACK = 5

_OFF = "is only modelled as false"
_SWITCHED_OFF = {
    "automatic_tax": "enabled",
    "invoice_creation": "enabled",
    "phone_number_collection": "enabled",
    "tax_id_collection": "enabled",
    "adaptive_pricing": "enabled",
}


def create_session(account: Account, params: Json) -> Json:
    """An open session with its hosted page.

    Its PaymentIntent stays null until the buyer first tries to pay, and the session's metadata is not copied to it
    (`payment_intent_data.metadata` is): so Stripe behaves, though its reference says neither outright.
    Raises ApiError (400) for anything that Stripe would refuse.
    """
    _check_mode(params)
    _check_urls(params)
    _check_switches(params)
    now = account.now()
    expires_at = _expiry(params, now)
    customer = account.get("customer", params["customer"], "customer") if "customer" in params else None
    if customer is not None and "customer_email" in params:
        raise invalid("You may only specify one of these parameters: customer, customer_email.", "customer_email")
    if "@" not in params.get("customer_email", "@"):
        raise invalid(f"Invalid email address: {params['customer_email']}", "customer_email", "email_invalid")
    items = read_line_items(account, params)
    currency = items[0]["currency"]
    subtotal = sum(item["amount_subtotal"] for item in items)
    check_total(account, subtotal, currency)
    session_id = new_id("cs_test", 58)
    email = (customer or {}).get("email") or params.get("customer_email")
    session: Json = {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": params.get("allow_promotion_codes"),
        "amount_subtotal": subtotal,
        "amount_total": subtotal,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": now,
        "currency": currency,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
            **params.get("custom_text", {}),
        },
        "customer": customer["id"] if customer else None,
        "customer_creation": None if customer else params.get("customer_creation", "if_required"),
        "customer_details": None if email is None else customer_details(email, None),
        "customer_email": params.get("customer_email"),
        "discounts": [],
        "expires_at": expires_at,
        "invoice": None,
        "invoice_creation": {
            "enabled": False,
            "invoice_data": {
                "account_tax_ids": None,
                "custom_fields": None,
                "description": None,
                "footer": None,
                "metadata": {},
                "rendering_options": None,
            },
        },
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": merge_metadata({}, params.get("metadata")),
        "mode": "payment",
        "origin_context": params.get("origin_context"),
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": _payment_methods(params, currency),
        "payment_status": "unpaid" if subtotal else "no_payment_required",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{account.settings.base_url}/c/pay/{session_id}",
        "wallet_options": None,
    }
    intent_data = params.get("payment_intent_data", {})
    account.store.add(session, {"line_items": items, "payment_intent_data": intent_data})
    account.later("expire_session", session_id, float(expires_at))
    return session


def _payment_methods(params: Json, currency: str) -> list[str]:
    """What the page offers: cards and the currency's bank debit, filtered as asked.

    `payment_method_types` itself is no parameter any more (Stripe changelog 2026-09-30.endive).
    """
    debit = "us_bank_account" if currency == "usd" else "sepa_debit"
    allowed = params.get("allowed_payment_method_types")
    excluded = params.get("excluded_payment_method_types", [])
    methods = [
        method for method in ("card", debit) if (allowed is None or method in allowed) and method not in excluded
    ]
    if not methods:
        raise invalid("No valid payment method types for this Checkout Session.", "allowed_payment_method_types")
    return methods


def customer_details(email: str | None, name: str | None) -> Json:
    """What the page knows about the buyer."""
    return {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [] if name else None,
    }


def _check_mode(params: Json) -> None:
    mode = params.get("mode")
    if mode is None:
        raise invalid("Missing required param: mode.", "mode", "parameter_missing")
    if mode != "payment":
        raise invalid(f"The sandbox models mode `payment` only, not `{mode}`.", "mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise invalid(f"The sandbox models ui_mode `hosted_page` only, not `{params['ui_mode']}`.", "ui_mode")


def _check_urls(params: Json) -> None:
    if "success_url" not in params:
        raise invalid("Missing required param: success_url.", "success_url", "parameter_missing")
    for name in ("success_url", "cancel_url"):
        url = urlsplit(params.get(name, "https://absent"))
        if url.scheme not in ("http", "https") or not url.netloc:
            raise invalid("Not a valid URL", name, "url_invalid")


def _check_switches(params: Json) -> None:
    """What Stripe offers and the sandbox does not act on may be given, switched off."""
    for name, switch in _SWITCHED_OFF.items():
        if params.get(name, {}).get(switch):
            raise invalid(f"In the sandbox `{name}[{switch}]` {_OFF}.", f"{name}[{switch}]")
    if params.get("allow_promotion_codes"):
        raise invalid(f"In the sandbox `allow_promotion_codes` {_OFF}.", "allow_promotion_codes")
    if params.get("payment_intent_data", {}).get("capture_method", "automatic") == "manual":
        raise invalid("The sandbox does not model manual capture.", "payment_intent_data[capture_method]")


def _expiry(params: Json, now: int) -> int:
    expires_at = int(params.get("expires_at", now + LONGEST))
    if expires_at < now + SHORTEST - _CLOCK_SLACK:
        raise invalid(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            "expires_at",
        )
    if expires_at > now + LONGEST + _CLOCK_SLACK:
        raise invalid(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            "expires_at",
        )
    return expires_at


def expire_session(account: Account, params: Json, session_id: str) -> Json:
    """Close an open session; ApiError (400) when it is complete or already expired."""
    session = account.get("checkout.session", session_id, "session", in_path=True)
    if session["status"] != "open":
        raise refused(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"`{session['status']}`."
        )
    return close_expired(account, session)


def close_expired(account: Account, session: Json) -> Json:
    """Make an open session expired: no page any more, an unpaid PaymentIntent canceled, and the event sent."""
    session["status"] = "expired"
    session["url"] = None
    account.store.put(session)
    if session["payment_intent"] is not None:
        intent = account.get("payment_intent", session["payment_intent"])
        intent |= {
            "status": "canceled",
            "canceled_at": account.now(),
            "cancellation_reason": "expired",
            "next_action": None,
        }
        account.store.put(intent)
        account.emit("payment_intent.canceled", intent)
    account.emit("checkout.session.expired", session)
    return session


def expire_when_due(account: Account, session_id: str) -> None:
    """The timer's part: nothing happens unless the session is still open."""
    session = account.store.find("checkout.session", session_id)
    if session is not None and session["status"] == "open":
        close_expired(account, session)


def list_line_items(account: Account, params: Json, session_id: str) -> Json:
    """The session's line items in the order given."""
    account.get("checkout.session", session_id, "session", in_path=True)
    items = account.store.private(session_id)["line_items"]
    return list_inline(items, f"/v1/checkout/sessions/{session_id}/line_items", params)


_CREATE = {
    **names(
        "mode",
        "ui_mode",
        "success_url",
        "cancel_url",
        "expires_at",
        "client_reference_id",
        "metadata",
        "customer",
        "customer_email",
        "customer_creation",
        "locale",
        "submit_type",
        "billing_address_collection",
        "allowed_payment_method_types",
        "excluded_payment_method_types",
        "allow_promotion_codes",
        "custom_text",
        "origin_context",
        *_SWITCHED_OFF,
    ),
    "line_items": {
        **names("price", "quantity", "metadata", "adjustable_quantity"),
        "price_data": {
            **names("currency", "product", "unit_amount", "tax_behavior"),
            "product_data": names("name", "description", "images", "metadata", "tax_code", "unit_label"),
        },
    },
    "payment_intent_data": names(
        "metadata",
        "description",
        "receipt_email",
        "statement_descriptor_suffix",
        "transfer_group",
        "capture_method",
    ),
}
_PAGING = names("limit", "starting_after", "ending_before")

ENDPOINTS = [
    Endpoint("POST", "/v1/checkout/sessions", Params(sdk.SessionCreateParams, _CREATE), create_session),
    Endpoint(
        "GET",
        "/v1/checkout/sessions/{id}",
        Params(sdk.SessionRetrieveParams, {}),
        retrieve_of("checkout.session"),
    ),
    Endpoint("POST", "/v1/checkout/sessions/{id}/expire", Params(sdk.SessionExpireParams, {}), expire_session),
    Endpoint(
        "GET",
        "/v1/checkout/sessions/{id}/line_items",
        Params(sdk.SessionListLineItemsParams, _PAGING),
        list_line_items,
    ),
]
