"""Disputes."""

from __future__ import annotations

import pytest
import stripe

from sandbox.tests.harness import Receiver, Sandbox, pay, session_params


@pytest.mark.parametrize(
    ("card", "reason", "status"),
    [
        ("4000000000000259", "fraudulent", "needs_response"),
        ("4000000000002685", "product_not_received", "needs_response"),
        ("4000000000001976", "general", "warning_needs_response"),
    ],
)
def test_a_dispute_card_succeeds_and_is_then_disputed(
    stripe_client: stripe.StripeClient, receiver: Receiver, card: str, reason: str, status: str
) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url, card)
    dispute = receiver.wait_for("charge.dispute.created")
    assert (dispute["object"], dispute["reason"], dispute["status"]) == ("dispute", reason, status)
    charge = stripe_client.v1.charges.retrieve(dispute["charge"])
    assert (charge.status, charge.disputed) == ("succeeded", True)
    inquiry = status.startswith("warning")
    assert (dispute["balance_transactions"] == []) is inquiry


@pytest.mark.parametrize(("text", "status"), [("winning_evidence", "won"), ("losing_evidence", "lost")])
def test_evidence_decides_a_dispute(
    stripe_client: stripe.StripeClient, receiver: Receiver, text: str, status: str
) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url, "4000000000000259")
    dispute = receiver.wait_for("charge.dispute.created")["id"]
    staged = stripe_client.v1.disputes.update(dispute, {"evidence": {"uncategorized_text": text}, "submit": False})
    assert (staged.status, staged.evidence_details.has_evidence) == ("needs_response", True)
    submitted = stripe_client.v1.disputes.update(dispute, {"submit": True})
    assert (submitted.status, submitted.evidence_details.submission_count) == ("under_review", 1)
    closed = receiver.wait_for("charge.dispute.closed")
    assert closed["status"] == status
    moved = sum(one["amount"] for one in closed["balance_transactions"])
    assert moved == (0 if status == "won" else -12000)
    reinstated = stripe_client.v1.events.list({"type": "charge.dispute.funds_reinstated"}).data
    assert len(reinstated) == (1 if status == "won" else 0)
    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        stripe_client.v1.disputes.update(dispute, {"evidence": {"uncategorized_text": "more"}})


def test_an_update_says_what_was_before(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url, "4000000000000259")
    dispute = receiver.wait_for("charge.dispute.created")["id"]
    stripe_client.v1.disputes.update(dispute, {"evidence": {"uncategorized_text": "we delivered"}})
    receiver.wait_for("charge.dispute.updated")
    (event,) = [one.event for one in receiver.heard if one.event["type"] == "charge.dispute.updated"]
    assert event["data"]["previous_attributes"]["status"] == "needs_response"
    assert event["data"]["object"]["status"] == "under_review"


def test_a_disputed_charge_cannot_be_refunded_until_it_is_won(
    sandbox: Sandbox, stripe_client: stripe.StripeClient
) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    charge = stripe_client.v1.charges.list().data[0].id
    sandbox.control(f"charges/{charge}/dispute", {"outcome": "open"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.refunds.create({"charge": charge})
    assert caught.value.code == "charge_disputed"
    sandbox.control(f"charges/{charge}/dispute", {"outcome": "won"})
    assert stripe_client.v1.refunds.create({"charge": charge}).status == "succeeded"


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_the_control_api_forces_an_outcome(
    sandbox: Sandbox, stripe_client: stripe.StripeClient, receiver: Receiver, outcome: str
) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    charge = stripe_client.v1.charges.list().data[0].id
    sandbox.control(f"charges/{charge}/dispute", {"outcome": outcome})
    assert receiver.wait_for("charge.dispute.closed")["status"] == outcome
    (dispute,) = stripe_client.v1.disputes.list({"charge": charge}).data
    assert dispute.status == outcome
