"""Paying a Checkout Session: what its hosted page does with PaymentIntent, charge and events; and reading them.

Order of the events of one payment is Stripe's usual one, which is no promise (Stripe docs: Webhooks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.cards import BANK_DEBIT, BANK_DEBIT_FAILED, UNAUTHENTICATED, Decline, find_card
from sandbox.stripe_api.checkout import customer_details
from sandbox.stripe_api.customers import create_customer
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.listing import PAGING, list_objects
from sandbox.stripe_api.params import Params, names
from sandbox.stripe_api.payment_objects import (
    Instrument,
    new_charge,
    new_intent,
    new_payment_method,
    payment_error,
)


@dataclass(frozen=True)
class Outcome:
    """What the page does next. `declined` carries the sentence to show."""

    result: Literal["complete", "declined", "authenticate"]
    message: str = ""


def pay(account: Account, session_id: str, used: Instrument, *, debit_fails: bool = False) -> Outcome:
    """Try to pay a session that is open; the caller has looked, in the same transaction."""
    session = account.get("checkout.session", session_id)
    if session["amount_total"] == 0:
        _complete(account, session, used)
        return Outcome("complete")
    intent = _intent_of(account, session)
    if used.is_debit:
        _begin_debit(account, session, intent, used, fails=debit_fails)
        return Outcome("complete")
    if used.card.authenticates:
        _require_authentication(account, session, intent, used)
        return Outcome("authenticate")
    return _charge(account, session, intent, used)


def authenticate(account: Account, session_id: str, *, succeeded: bool) -> Outcome:
    """The buyer's bank has said who they are, or not; an open session's payment that waited for it goes on."""
    session = account.get("checkout.session", session_id)
    intent = account.store.find("payment_intent", session["payment_intent"] or "")
    if intent is None or intent["status"] != "requires_action":
        return Outcome("declined", "There is nothing to authenticate. Please pay again.")
    used = instrument_from(account.store.private(intent["id"])["used"])
    intent["next_action"] = None
    if not succeeded:
        return _decline(account, intent, used, UNAUTHENTICATED, with_charge=False)
    return _charge(account, session, intent, used)


def instrument_from(kept: Json) -> Instrument:
    """Read back what `Instrument.as_json` wrote."""
    number, details = kept["number"], {key: value for key, value in kept.items() if key != "number"}
    card = BANK_DEBIT if number == BANK_DEBIT.number else find_card(number)
    return Instrument(card=card, **details)


def _intent_of(account: Account, session: Json) -> Json:
    if session["payment_intent"] is not None:
        return account.get("payment_intent", session["payment_intent"])
    # Stripe makes the PaymentIntent when the buyer first confirms, not with the session.
    intent = new_intent(account, session, account.store.private(session["id"])["payment_intent_data"])
    account.store.add(intent)
    session["payment_intent"] = intent["id"]
    account.store.put(session)
    return intent


def _require_authentication(account: Account, session: Json, intent: Json, used: Instrument) -> None:
    page = f"{account.settings.base_url}/c/pay/{session['id']}/authenticate"
    intent |= {
        "status": "requires_action",
        "next_action": {"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": page}},
    }
    account.store.put(intent, {"used": used.as_json()})


def _charge(account: Account, session: Json, intent: Json, used: Instrument) -> Outcome:
    if used.card.decline is not None:
        return _decline(account, intent, used, used.card.decline, with_charge=True)
    method = new_payment_method(account, used)
    charge = new_charge(account, intent, used, method["id"], None)
    account.store.add(charge, {"used": used.as_json()})
    _succeed(account, session, intent, charge)
    session["payment_status"] = "paid"
    _complete(account, session, used)
    if used.card.dispute is not None:
        account.later("open_dispute", charge["id"])
    return Outcome("complete")


def _decline(account: Account, intent: Json, used: Instrument, decline: Decline, *, with_charge: bool) -> Outcome:
    method = new_payment_method(account, used)
    charge_id = None
    if with_charge:
        charge = new_charge(account, intent, used, method["id"], decline)
        account.store.add(charge, {"used": used.as_json()})
        account.emit("charge.failed", charge)
        charge_id = intent["latest_charge"] = charge["id"]
    intent |= {
        "status": "requires_payment_method",
        "last_payment_error": payment_error(decline, charge_id, method),
        "payment_method": None,
    }
    account.store.put(intent)
    account.emit("payment_intent.payment_failed", intent)
    return Outcome("declined", decline.message)


def _succeed(account: Account, session: Json, intent: Json, charge: Json) -> None:
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
        "next_action": None,
        "processing": None,
        "payment_method": charge["payment_method"],
        "customer": session["customer"],
    }
    account.store.put(intent)
    account.emit("charge.succeeded", charge)
    account.emit("payment_intent.succeeded", intent)


def _complete(account: Account, session: Json, used: Instrument) -> None:
    """The session is done: no page any more, the buyer known, `checkout.session.completed` sent."""
    if session["customer_creation"] == "always":
        session["customer"] = create_customer(account, {"email": used.email, "name": used.name})["id"]
    session |= {
        "status": "complete",
        "url": None,
        "customer_details": customer_details(used.email, used.name),
    }
    account.store.put(session)
    account.emit("checkout.session.completed", session)


def _begin_debit(account: Account, session: Json, intent: Json, used: Instrument, *, fails: bool) -> None:
    """A delayed method: the session completes unpaid, the money is decided later."""
    method = new_payment_method(account, used)
    charge = new_charge(account, intent, used, method["id"], None)
    account.store.add(charge, {"used": used.as_json()})
    intent |= {"status": "processing", "latest_charge": charge["id"], "payment_method": method["id"]}
    account.store.put(intent)
    account.emit("charge.pending", charge)
    account.emit("payment_intent.processing", intent)
    _complete(account, session, used)
    account.later("debit_fails" if fails else "debit_succeeds", session["id"])


def settle_debit(account: Account, session_id: str, *, succeeded: bool) -> None:
    """The bank has answered a delayed payment. Does nothing when it was settled before."""
    session = account.get("checkout.session", session_id)
    intent = account.get("payment_intent", session["payment_intent"])
    if intent["status"] != "processing":
        return
    charge = account.get("charge", intent["latest_charge"])
    if succeeded:
        charge |= {"status": "succeeded", "paid": True, "balance_transaction": f"txn_{charge['id'][3:]}"}
        account.store.put(charge)
        _succeed(account, session, intent, charge)
        session["payment_status"] = "paid"
        account.store.put(session)
        account.emit("checkout.session.async_payment_succeeded", session)
        return
    used = instrument_from(account.store.private(charge["id"])["used"])
    charge |= {
        "status": "failed",
        "captured": False,
        "amount_captured": 0,
        "failure_code": BANK_DEBIT_FAILED.code,
        "failure_message": BANK_DEBIT_FAILED.message,
    }
    account.store.put(charge)
    account.emit("charge.failed", charge)
    method = new_payment_method(account, used)
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "last_payment_error": payment_error(BANK_DEBIT_FAILED, charge["id"], method),
    }
    account.store.put(intent)
    account.emit("payment_intent.payment_failed", intent)
    account.emit("checkout.session.async_payment_failed", session)


def list_intents(account: Account, params: Json) -> Json:
    """PaymentIntents, newest first, by `customer` or `created`."""
    return list_objects(account, "payment_intent", "/v1/payment_intents", params, ("customer",))


def list_charges(account: Account, params: Json) -> Json:
    """Charges, newest first, by `payment_intent`, `customer`, `transfer_group` or `created`."""
    return list_objects(account, "charge", "/v1/charges", params, _CHARGE_FILTERS)


_CHARGE_FILTERS = ("payment_intent", "customer", "transfer_group")
ENDPOINTS = [
    Endpoint(
        "GET",
        "/v1/payment_intents",
        Params(sdk.PaymentIntentListParams, {**PAGING, **names("customer")}),
        list_intents,
    ),
    Endpoint(
        "GET",
        "/v1/payment_intents/{id}",
        Params(sdk.PaymentIntentRetrieveParams, {}),
        retrieve_of("payment_intent"),
    ),
    Endpoint(
        "GET",
        "/v1/charges",
        Params(sdk.ChargeListParams, {**PAGING, **names(*_CHARGE_FILTERS)}),
        list_charges,
    ),
    Endpoint("GET", "/v1/charges/{id}", Params(sdk.ChargeRetrieveParams, {}), retrieve_of("charge")),
]
