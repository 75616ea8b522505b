"""Stripe, behind the few calls that billing makes (API version 2026-10-28.endive, by the SDK).

The SDK is imported on first use: most processes never pay for it. Nothing here touches the database, and nothing here
is called inside a transaction. Every call may raise

- PaymentProviderUnavailable: no answer, too many requests, or a key that is being worked on; the same call may be
  repeated with the same idempotency key;
- PaymentProviderFailed: a 500, which Stripe keeps under the key;
- PaymentProviderForgot: something that we name is gone, or the key was used with other parameters;
- PaymentProviderRefused: anything else that Stripe does not accept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import structlog
from django.conf import settings

from accredit.billing.exceptions import (
    PaymentProviderFailed,
    PaymentProviderForgot,
    PaymentProviderRefused,
    PaymentProviderUnavailable,
    WebhookForged,
)
from accredit.billing.rules.charges import from_stripe, stripe_amount
from accredit.core.money import Money

if TYPE_CHECKING:
    import stripe
    from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItem

log = structlog.get_logger(__name__)
TIMEOUT = (3.05, 12.0)
"""Seconds to connect and to answer; the SDK tries three times."""
NAME_AT_MOST = 250


class Event(msgspec.Struct):
    """What is looked at before a delivery is kept."""

    id: str
    type: str


_events = msgspec.json.Decoder(Event)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One line of a payment page: a synced Price, or an amount on a synced Product."""

    product_id: str
    price_id: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class SessionState:
    """What Stripe says of a Checkout Session, in an answer or in an event."""

    id: str
    order_id: str
    attempt_id: str
    """Our ids, as given when the session was made; whatever text somebody else has put there."""
    status: str
    """open, complete or expired"""
    payment_status: str
    """paid, unpaid or no_payment_required"""
    total: Money
    payment_intent_id: str | None
    url: str
    payment_failed: bool = False
    """Complete, but the bank refused afterwards; known only where the PaymentIntent was fetched along."""


@dataclass(frozen=True, slots=True)
class RefundState:
    """What Stripe says of a Refund."""

    id: str
    status: str
    failure: str
    our_id: str
    """The id of our row, from the metadata; empty for a refund that was made elsewhere."""
    payment_intent_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DisputeState:
    """What Stripe says of a Dispute."""

    id: str
    status: str
    reason: str
    payment_intent_id: str
    amount: Money


def session_create(
    *,
    key: str,
    order_id: str,
    order_number: str,
    customer_id: str | None,
    email: str = "",
    lines: Sequence[SessionLine],
    success_url: str,
    cancel_url: str,
    expires_at: datetime,
) -> SessionState:
    """A payment page for one order. Somebody without an account has no `customer_id` but an `email`."""
    metadata = {"order": order_id, "attempt": key}
    payer: SessionCreateParams = {"customer": customer_id} if customer_id is not None else {"customer_email": email}
    with _named_errors():
        session = _client().v1.checkout.sessions.create(
            {
                "mode": "payment",
                **payer,
                "client_reference_id": order_id,
                "line_items": [_line_item(line) for line in lines],
                "success_url": success_url,
                "cancel_url": cancel_url,
                "expires_at": int(expires_at.timestamp()),
                "metadata": metadata,
                "payment_intent_data": {"metadata": metadata, "description": f"Order {order_number}"},
            },
            {"idempotency_key": f"session:{key}"},
        )
    return read_session(session.to_dict())


def session_retrieve(session_id: str) -> SessionState:
    """The session as it is now, with what became of its payment."""
    with _named_errors():
        session = _client().v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})
    return read_session(session.to_dict())


def session_close(session_id: str) -> SessionState:
    """Expire an open session so that nobody can pay it any more; of one that is not open, say what it is."""
    try:
        with _named_errors():
            session = _client().v1.checkout.sessions.expire(session_id)
    except PaymentProviderRefused:
        return session_retrieve(session_id)
    return read_session(session.to_dict())


def customer_create(*, key: str, user_id: str, email: str, name: str) -> str:
    """A customer; returns its id."""
    with _named_errors():
        customer = _client().v1.customers.create(
            {"email": email, "name": name[:NAME_AT_MOST], "metadata": {"user": user_id}},
            {"idempotency_key": f"customer:{key}"},
        )
    return customer.id


def customer_update(customer_id: str, *, email: str) -> None:
    """Tell Stripe a person's new address."""
    with _named_errors():
        _client().v1.customers.update(customer_id, {"email": email})


def product_create(*, key: str, name: str, item_kind: str, item_id: str) -> str:
    """A product; returns its id."""
    with _named_errors():
        product = _client().v1.products.create(
            {"name": name[:NAME_AT_MOST], "metadata": {"item_kind": item_kind, "item_id": item_id}},
            {"idempotency_key": f"product:{key}"},
        )
    return product.id


def product_rename(product_id: str, *, name: str) -> None:
    """Tell Stripe a product's new name."""
    with _named_errors():
        _client().v1.products.update(product_id, {"name": name[:NAME_AT_MOST]})


def price_create(*, key: str, product_id: str, amount: Money) -> str:
    """An active one-time price; returns its id."""
    with _named_errors():
        price = _client().v1.prices.create(
            {"product": product_id, "currency": amount.currency.lower(), "unit_amount": stripe_amount(amount)},
            {"idempotency_key": f"price:{key}"},
        )
    return price.id


def price_archive(price_id: str) -> None:
    """Stop selling at a price. A price's amount cannot be changed, only replaced (SDK: PriceUpdateParams)."""
    with _named_errors():
        _client().v1.prices.update(price_id, {"active": False})


def refund_create(*, key: str, refund_id: str, payment_intent_id: str, amount: Money, duplicate: bool) -> RefundState:
    """Send money back."""
    with _named_errors():
        refund = _client().v1.refunds.create(
            {
                "payment_intent": payment_intent_id,
                "amount": stripe_amount(amount),
                "reason": "duplicate" if duplicate else "requested_by_customer",
                "metadata": {"refund": refund_id},
            },
            {"idempotency_key": f"refund:{key}"},
        )
    return read_refund(refund.to_dict())


def refund_find(*, refund_id: str, payment_intent_id: str) -> RefundState | None:
    """The refund that carries our id, if Stripe has made it already."""
    with _named_errors():
        found = _client().v1.refunds.list({"payment_intent": payment_intent_id, "limit": 100})
        states = [read_refund(one.to_dict()) for one in found.auto_paging_iter()]
    return next((state for state in states if state.our_id == refund_id), None)


def verify_event(body: bytes, signature: str) -> Event:
    """The event in a delivery whose signature fits its raw body and is at most five minutes old.

    Raises WebhookForged, also for a body that is not an event.
    """
    verify, tolerance, forged = _verification()
    if not signature.isascii():
        raise WebhookForged  # the SDK cannot compare it
    try:
        verify(body.decode(), signature, settings.STRIPE_WEBHOOK_SECRET, tolerance)
        return _events.decode(body)
    except (forged, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise WebhookForged from error


def read_session(data: Mapping[str, Any]) -> SessionState:
    """A Checkout Session's JSON, from an answer or an event. Raises KeyError when it is none."""
    intent = data["payment_intent"]
    fetched = intent if isinstance(intent, Mapping) else None
    complete_unpaid = data["status"] == "complete" and data["payment_status"] == "unpaid"
    return SessionState(
        id=data["id"],
        order_id=data.get("client_reference_id") or "",
        attempt_id=(data.get("metadata") or {}).get("attempt", ""),
        status=data["status"],
        payment_status=data["payment_status"],
        total=from_stripe(data["amount_total"], data["currency"]),
        payment_intent_id=fetched["id"] if fetched else intent,
        url=data.get("url") or "",
        payment_failed=bool(
            complete_unpaid and fetched and fetched["status"] in ("requires_payment_method", "canceled")
        ),
    )


def read_refund(data: Mapping[str, Any]) -> RefundState:
    """A Refund's JSON, from an answer or an event. Raises KeyError when it is none."""
    intent = data.get("payment_intent") or ""
    return RefundState(
        id=data["id"],
        status=data["status"],
        failure=data.get("failure_reason") or "",
        our_id=(data.get("metadata") or {}).get("refund", ""),
        payment_intent_id=intent if isinstance(intent, str) else intent["id"],
        amount=from_stripe(data["amount"], data["currency"]),
    )


def read_dispute(data: Mapping[str, Any]) -> DisputeState:
    """A Dispute's JSON from an event. Raises KeyError when it is none."""
    return DisputeState(
        id=data["id"],
        status=data["status"],
        reason=data["reason"],
        payment_intent_id=data["payment_intent"] or "",
        amount=from_stripe(data["amount"], data["currency"]),
    )


def read_refunded(data: Mapping[str, Any]) -> tuple[str, Money]:
    """Of a Charge in an event: its PaymentIntent's id, and how much of it was refunded in all."""
    return data["payment_intent"] or "", from_stripe(data["amount_refunded"], data["currency"])


def _line_item(line: SessionLine) -> SessionCreateParamsLineItem:
    if line.price_id is not None:
        return {"price": line.price_id, "quantity": 1}
    return {
        "price_data": {
            "product": line.product_id,
            "currency": line.amount.currency.lower(),
            "unit_amount": stripe_amount(line.amount),
        },
        "quantity": 1,
    }


def _client() -> stripe.StripeClient:
    return _client_of(settings.STRIPE_API_KEY, settings.STRIPE_API_BASE)


@cache
def _client_of(api_key: str, api_base: str | None) -> stripe.StripeClient:
    import stripe

    return stripe.StripeClient(
        api_key,
        base_addresses={"api": api_base} if api_base else {},
        max_network_retries=2,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )


@cache
def _verification() -> tuple[Callable[..., bool], int, type[Exception]]:
    """The SDK looks each of its names up anew whenever it is named."""
    import stripe

    return stripe.WebhookSignature.verify_header, stripe.Webhook.DEFAULT_TOLERANCE, stripe.SignatureVerificationError


@contextmanager
def _named_errors() -> Iterator[None]:
    import stripe

    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise PaymentProviderUnavailable from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        log.exception("payment_provider_rejects_our_key")
        raise PaymentProviderUnavailable from error
    except stripe.IdempotencyError as error:
        # The same type stands for a key that is being worked on (409) and for one used with other parameters (400).
        raise (PaymentProviderUnavailable if error.http_status == 409 else PaymentProviderForgot) from error
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing":
            raise PaymentProviderForgot from error
        log.warning("payment_provider_refused", code=error.code, param=error.param, message=error.user_message)
        raise PaymentProviderRefused(error.code or "invalid_request") from error
    except stripe.APIError as error:
        raise (PaymentProviderFailed if error.http_status == 500 else PaymentProviderUnavailable) from error
    except stripe.StripeError as error:
        log.warning("payment_provider_refused", code=error.code, message=error.user_message)
        raise PaymentProviderRefused(error.code or type(error).__name__) from error
