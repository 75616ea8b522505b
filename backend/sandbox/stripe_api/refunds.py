"""Refunds, whole or in part, never more than is left (Stripe docs: Refunds; Testing for the two refund cards)."""

from __future__ import annotations

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account, merge_metadata, new_id
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.errors import invalid, refused
from sandbox.stripe_api.listing import PAGING, list_objects
from sandbox.stripe_api.money import display
from sandbox.stripe_api.params import Params, names
from sandbox.stripe_api.payments import instrument_from


def create_refund(account: Account, params: Json) -> Json:
    """Give back all that is left, or `amount`. Sends `refund.created` and `charge.refunded` (a Charge).

    The charge counts the refund at once, pending or not, so two refunds cannot together exceed it.
    Raises ApiError (400), kept under the idempotency key, when the charge does not allow it.
    """
    charge = _charge_to_refund(account, params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    if amount < 1 and "amount" in params:
        raise invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
    if left == 0:
        raise refused(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
    if amount > left:
        raise refused(
            f"Refund amount ({display(amount, charge['currency'])}) is greater than unrefunded amount on charge "
            f"({display(left, charge['currency'])})",
            param="amount",
        )
    used = instrument_from(account.store.private(charge["id"])["used"])
    refund = _new_refund(account, charge, params, amount, pending=used.card.refund == "pends")
    account.store.add(refund)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    account.store.put(charge)
    account.emit("refund.created", refund)
    account.emit("charge.refunded", charge)
    if used.card.refund == "pends":
        account.later("refund_succeeds", refund["id"])
    if used.card.refund == "fails":
        account.later("refund_fails", refund["id"])
    return refund


def _charge_to_refund(account: Account, params: Json) -> Json:
    if "charge" in params and "payment_intent" in params:
        raise invalid(
            "You may only specify one of these parameters: charge, payment_intent.",
            "charge",
            "parameters_exclusive",
        )
    if "charge" in params:
        charge = account.get("charge", params["charge"], "charge")
    elif "payment_intent" in params:
        intent = account.get("payment_intent", params["payment_intent"], "payment_intent")
        if intent["status"] != "succeeded":
            raise refused(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
        charge = account.get("charge", intent["latest_charge"])
    else:
        raise invalid(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    if charge["status"] != "succeeded":
        raise refused(f"Charge {charge['id']} has not succeeded and cannot be refunded.")
    for dispute in account.store.every("dispute", charge=charge["id"]):
        if not dispute["is_charge_refundable"]:
            raise refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.", "charge_disputed")
    return charge


def _new_refund(account: Account, charge: Json, params: Json, amount: int, *, pending: bool) -> Json:
    details = charge["payment_method_details"]
    destination: Json = {"type": details["type"]}
    if details["type"] == "card":
        destination["card"] = {
            "reference_status": "pending",
            "reference_type": "acquirer_reference_number",
            "type": "refund",
        }
    refund: Json = {
        "id": new_id("pyr" if charge["id"].startswith("py_") else "re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None if pending else new_id("txn"),
        "charge": charge["id"],
        "created": account.now(),
        "currency": charge["currency"],
        "destination_details": destination,
        "metadata": merge_metadata({}, params.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending" if pending else "succeeded",
        "transfer_reversal": None,
    }
    if pending:
        refund["pending_reason"] = "processing"
    return refund


def refund_succeeds(account: Account, refund_id: str) -> None:
    """Card …7726 and bank debits: pending becomes succeeded, `refund.updated` is sent."""
    refund = account.get("refund", refund_id)
    if refund["status"] != "pending":
        return
    refund |= {"status": "succeeded", "balance_transaction": new_id("txn")}
    del refund["pending_reason"]
    account.store.put(refund)
    account.emit("refund.updated", refund, {"status": "pending", "balance_transaction": None})


def refund_fails(account: Account, refund_id: str) -> None:
    """Card …5126: succeeded becomes failed, `refund.failed` is sent, and the charge is owed again."""
    refund = account.get("refund", refund_id)
    if refund["status"] != "succeeded":
        return
    refund |= {
        "status": "failed",
        "failure_reason": "expired_or_canceled_card",
        "failure_balance_transaction": new_id("txn"),
    }
    account.store.put(refund)
    charge = account.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    account.store.put(charge)
    account.emit("refund.failed", refund)


def list_refunds(account: Account, params: Json) -> Json:
    """Refunds, newest first, by `charge`, `payment_intent` or `created`."""
    return list_objects(account, "refund", "/v1/refunds", params, ("charge", "payment_intent"))


_CREATE = names("amount", "charge", "payment_intent", "reason", "metadata")
ENDPOINTS = [
    Endpoint("POST", "/v1/refunds", Params(sdk.RefundCreateParams, _CREATE), create_refund),
    Endpoint(
        "GET",
        "/v1/refunds",
        Params(sdk.RefundListParams, {**PAGING, **names("charge", "payment_intent")}),
        list_refunds,
    ),
    Endpoint("GET", "/v1/refunds/{id}", Params(sdk.RefundRetrieveParams, {}), retrieve_of("refund")),
]
