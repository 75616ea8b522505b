"""The objects that a payment leaves behind: PaymentIntent, PaymentMethod, Charge (SDK: the classes of these names)."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.store import Json
from sandbox.stripe_api.account import Account, new_id
from sandbox.stripe_api.cards import BANK_DEBIT, Card, Decline

EMPTY_ADDRESS: Json = {
    "city": None,
    "country": None,
    "line1": None,
    "line2": None,
    "postal_code": None,
    "state": None,
}


@dataclass(frozen=True)
class Instrument:
    """What the buyer filled in on the payment page."""

    card: Card
    email: str
    name: str | None
    exp_month: int = 12
    exp_year: int = 2034
    kind: str = "card"

    def as_json(self) -> Json:
        """For the private part of an object; `from_json` reads it back."""
        return {
            "number": self.card.number,
            "email": self.email,
            "name": self.name,
            "exp_month": self.exp_month,
            "exp_year": self.exp_year,
            "kind": self.kind,
        }

    @property
    def is_debit(self) -> bool:
        """Whether the money comes by delayed bank debit."""
        return self.card is BANK_DEBIT

    def billing_details(self) -> Json:
        """Of the charge and the payment method."""
        return {
            "address": EMPTY_ADDRESS,
            "email": self.email,
            "name": self.name,
            "phone": None,
            "tax_id": None,
        }


def new_intent(account: Account, session: Json, intent_data: Json) -> Json:
    """The PaymentIntent of a session's first attempt. Of the session it takes amount and customer, not metadata."""
    intent_id = new_id("pi")
    return {
        "id": intent_id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{new_id('', 25).strip('_')}",
        "confirmation_method": "automatic",
        "created": account.now(),
        "currency": session["currency"],
        "customer": session["customer"],
        "description": intent_data.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": intent_data.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": session["payment_method_types"],
        "processing": None,
        "receipt_email": intent_data.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "source": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": intent_data.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": intent_data.get("transfer_group"),
    }


def new_payment_method(account: Account, used: Instrument) -> Json:
    """The PaymentMethod as `last_payment_error` carries it."""
    method: Json = {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": used.billing_details(),
        "created": account.now(),
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": used.kind,
    }
    if used.is_debit:
        method[used.kind] = _debit_details(used)
    else:
        method["card"] = {
            "brand": used.card.brand,
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": "US",
            "display_brand": used.card.brand,
            "exp_month": used.exp_month,
            "exp_year": used.exp_year,
            "fingerprint": _fingerprint(used),
            "funding": "credit",
            "generated_from": None,
            "last4": used.card.number[-4:],
            "networks": {"available": [used.card.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        }
    return method


def new_charge(account: Account, intent: Json, used: Instrument, method_id: str, decline: Decline | None) -> Json:
    """The charge of one attempt: succeeded, failed with `decline`, or pending for a bank debit."""
    pending = used.is_debit and decline is None
    status = "failed" if decline else "pending" if pending else "succeeded"
    charge_id = new_id("py" if used.is_debit else "ch")
    charge: Json = {
        "id": charge_id,
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0 if decline else intent["amount"],
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None if decline or pending else new_id("txn"),
        "billing_details": used.billing_details(),
        "calculated_statement_descriptor": "SANDBOX",
        "captured": not decline,
        "created": account.now(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "on_behalf_of": None,
        "outcome": _outcome(decline),
        "paid": status == "succeeded",
        "payment_intent": intent["id"],
        "payment_method": method_id,
        "payment_method_details": {"type": used.kind, used.kind: _method_details(used, intent, decline)},
        "radar_options": {},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None if decline else f"{account.settings.base_url}/receipts/{charge_id}",
        "refunded": False,
        "review": None,
        "shipping": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": status,
        "transfer_data": None,
        "transfer_group": intent["transfer_group"],
    }
    if decline:
        charge |= {"failure_code": decline.code, "failure_message": decline.message}
    return charge


def payment_error(decline: Decline, charge_id: str | None, method: Json) -> Json:
    """The PaymentIntent's `last_payment_error`; members that do not apply are left out."""
    error: Json = {
        "code": decline.code,
        "doc_url": f"https://stripe.com/docs/error-codes/{decline.code.replace('_', '-')}",
        "message": decline.message,
        "payment_method": method,
        "type": "card_error" if method["type"] == "card" else "invalid_request_error",
    }
    if decline.decline_code is not None:
        error["decline_code"] = decline.decline_code
    if charge_id is not None:
        error["charge"] = charge_id
    return error


def _outcome(decline: Decline | None) -> Json:
    return {
        "advice_code": "try_again_later" if decline else None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": decline.network_status if decline else "approved_by_network",
        "reason": (decline.decline_code or decline.code) if decline else None,
        "risk_level": "normal",
        "risk_score": 20,
        "seller_message": "The bank declined the payment." if decline else "Payment complete.",
        "type": "issuer_declined" if decline else "authorized",
    }


def _method_details(used: Instrument, intent: Json, decline: Decline | None) -> Json:
    if used.is_debit:
        return _debit_details(used)
    return {
        "amount_authorized": None if decline else intent["amount"],
        "authorization_code": None,
        "brand": used.card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "fail" if decline and decline.code == "incorrect_cvc" else "pass",
        },
        "country": "US",
        "exp_month": used.exp_month,
        "exp_year": used.exp_year,
        "extended_authorization": {"status": "disabled"},
        "fingerprint": _fingerprint(used),
        "funding": "credit",
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "last4": used.card.number[-4:],
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": used.card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "overcapture": {"maximum_amount_capturable": intent["amount"], "status": "unavailable"},
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }


def _debit_details(used: Instrument) -> Json:
    if used.kind == "sepa_debit":
        return {
            "bank_code": "37040044",
            "branch_code": None,
            "country": "DE",
            "fingerprint": _fingerprint(used),
            "last4": used.card.number[-4:],
        }
    return {
        "account_holder_type": "individual",
        "account_type": "checking",
        "bank_name": "STRIPE TEST BANK",
        "fingerprint": _fingerprint(used),
        "last4": used.card.number[-4:],
        "routing_number": "110000000",
    }


def _fingerprint(used: Instrument) -> str:
    return f"sandbox{used.card.number[-8:]}"
