"""Disputes: opened by a card or by hand, answered with evidence, closed won or lost (Stripe docs: Testing)."""

from __future__ import annotations

from typing import Any

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account, merge_metadata, new_id
from sandbox.stripe_api.cards import Dispute
from sandbox.stripe_api.endpoint import Endpoint, retrieve_of
from sandbox.stripe_api.errors import refused
from sandbox.stripe_api.listing import PAGING, list_objects
from sandbox.stripe_api.params import Params, names
from sandbox.stripe_api.payments import instrument_from

FEE = 1500
ANSWER_WITHIN = 7 * 86400
WINNING, LOSING = "winning_evidence", "losing_evidence"
OPEN_STATUSES = frozenset(("needs_response", "under_review", "warning_needs_response", "warning_under_review"))
_REASON_CODES = {"fraudulent": "10.4", "product_not_received": "13.1", "general": "12.0"}
_EVIDENCE_TEXTS = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
)
_EVIDENCE_FILES = (
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
)


def open_dispute_of_card(account: Account, charge_id: str) -> None:
    """The timer's part for the dispute cards."""
    used = instrument_from(account.store.private(charge_id)["used"])
    if used.card.dispute is not None:
        open_dispute(account, account.get("charge", charge_id), used.card.dispute)


def open_dispute(account: Account, charge: Json, cause: Dispute) -> Json:
    """A new dispute on a charge; sends `charge.dispute.created`, and `…funds_withdrawn` unless it is an inquiry."""
    now = account.now()
    code = _REASON_CODES.get(cause.reason, "10.4")
    brand = charge["payment_method_details"].get("card", {}).get("brand", "visa")
    dispute: Json = {
        "id": new_id("du"),
        "object": "dispute",
        "amount": charge["amount"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys((*_EVIDENCE_TEXTS, *_EVIDENCE_FILES)), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": cause.inquiry,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": brand,
                "case_type": "inquiry" if cause.inquiry else "chargeback",
                "network": brand,
                "network_reason_code": code,
            },
        },
        "reason": cause.reason,
        "status": "warning_needs_response" if cause.inquiry else "needs_response",
    }
    if not cause.inquiry:
        dispute["balance_transactions"].append(_movement(account, dispute, -1))
    account.store.add(dispute)
    charge["disputed"] = True
    account.store.put(charge)
    account.emit("charge.dispute.created", dispute)
    if not cause.inquiry:
        account.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def _movement(account: Account, dispute: Json, sign: int) -> Json:
    """The balance transaction that takes the disputed money away (-1) or brings it back (+1)."""
    fee = FEE if sign < 0 else 0
    amount = sign * dispute["amount"]
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": account.now(),
        "balance_type": "payments",
        "created": account.now(),
        "currency": dispute["currency"],
        "description": "Chargeback withdrawal" if sign < 0 else "Chargeback reversal",
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [
            {
                "amount": fee,
                "application": None,
                "currency": dispute["currency"],
                "description": "Dispute fee",
                "type": "stripe_fee",
            }
        ]
        if fee
        else [],
        "net": amount - fee,
        "reporting_category": "dispute" if sign < 0 else "dispute_reversal",
        "source": dispute["id"],
        "status": "available",
        "type": "adjustment",
    }


def update_dispute(account: Account, params: Json, dispute_id: str) -> Json:
    """Stage evidence, and submit it unless `submit` is false (true is the default, SDK: `DisputeUpdateParams`).

    Submitted text `winning_evidence` or `losing_evidence` closes the dispute; other evidence leaves it under review.
    Raises ApiError (400) when the dispute is closed.
    """
    dispute = account.get("dispute", dispute_id, "dispute", in_path=True)
    if dispute["status"] not in OPEN_STATUSES:
        raise refused(f"This dispute is already closed: its status is `{dispute['status']}`.")
    before = {"status": dispute["status"], "evidence_details": dict(dispute["evidence_details"])}
    evidence = params.get("evidence") or {}
    dispute["evidence"] |= {name: text or None for name, text in evidence.items()}
    dispute["metadata"] = merge_metadata(dispute["metadata"], params.get("metadata"))
    details = dispute["evidence_details"]
    details["has_evidence"] = any(dispute["evidence"][name] for name in (*_EVIDENCE_TEXTS, *_EVIDENCE_FILES))
    submitted = params.get("submit", True) and details["has_evidence"]
    if submitted:
        details["submission_count"] += 1
        details["submission_method"] = "manual"
        dispute["status"] = "warning_under_review" if dispute["status"].startswith("warning_") else "under_review"
    account.store.put(dispute)
    account.emit("charge.dispute.updated", dispute, before)
    text = dispute["evidence"]["uncategorized_text"]
    if submitted and text in (WINNING, LOSING):
        account.later("dispute_won" if text == WINNING else "dispute_lost", dispute_id)
    return dispute


def close_dispute(account: Account, dispute_id: str, *, won: bool) -> Json:
    """Close an open dispute; sends `charge.dispute.closed`, and `…funds_reinstated` when money comes back.

    An inquiry ends as `warning_closed` when won, and as a lost chargeback when lost. A closed one is left alone.
    """
    dispute = account.get("dispute", dispute_id)
    if dispute["status"] not in OPEN_STATUSES:
        return dispute
    inquiry = dispute["status"].startswith("warning_")
    dispute["is_charge_refundable"] = won
    dispute["status"] = ("warning_closed" if inquiry else "won") if won else "lost"
    withdrawn = any(moved["amount"] < 0 for moved in dispute["balance_transactions"])
    if won and withdrawn:
        dispute["balance_transactions"].append(_movement(account, dispute, +1))
    if not won and not withdrawn:
        dispute["balance_transactions"].append(_movement(account, dispute, -1))
    account.store.put(dispute)
    if won and withdrawn:
        account.emit("charge.dispute.funds_reinstated", dispute)
    if not won and not withdrawn:
        account.emit("charge.dispute.funds_withdrawn", dispute)
    account.emit("charge.dispute.closed", dispute)
    return dispute


def list_disputes(account: Account, params: Json) -> Json:
    """Disputes, newest first, by `charge`, `payment_intent` or `created`."""
    return list_objects(account, "dispute", "/v1/disputes", params, ("charge", "payment_intent"))


_UPDATE: dict[str, Any] = {
    "evidence": names(*_EVIDENCE_TEXTS),
    **names("metadata", "submit"),
}
ENDPOINTS = [
    Endpoint(
        "GET",
        "/v1/disputes",
        Params(sdk.DisputeListParams, {**PAGING, **names("charge", "payment_intent")}),
        list_disputes,
    ),
    Endpoint("GET", "/v1/disputes/{id}", Params(sdk.DisputeRetrieveParams, {}), retrieve_of("dispute")),
    Endpoint("POST", "/v1/disputes/{id}", Params(sdk.DisputeUpdateParams, _UPDATE), update_dispute),
]
