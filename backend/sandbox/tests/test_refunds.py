"""Refunds."""

from __future__ import annotations

import pytest
import stripe

from sandbox.tests.harness import SUCCESS, Receiver, pay, session_params


def _paid(client: stripe.StripeClient, card: str = SUCCESS, **form: str) -> str:
    """The PaymentIntent of a paid session of $120.00."""
    session = client.v1.checkout.sessions.create(session_params())
    pay(session.url, card, **form)
    return str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)


def test_parts_and_then_the_rest_are_refunded(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    intent = _paid(stripe_client)
    part = stripe_client.v1.refunds.create(
        {"payment_intent": intent, "amount": 5000, "reason": "requested_by_customer", "metadata": {"line": "1"}}
    )
    assert (part.status, part.amount, part.reason) == ("succeeded", 5000, "requested_by_customer")
    charge = stripe_client.v1.charges.retrieve(str(part.charge))
    assert (charge.amount_refunded, charge.refunded) == (5000, False)

    rest = stripe_client.v1.refunds.create({"payment_intent": intent})
    assert rest.amount == 7000
    seen = receiver.wait_for_all("charge.refunded", 2)
    assert {(one["object"], one["amount_refunded"], one["refunded"]) for one in seen} == {
        ("charge", 5000, False),
        ("charge", 12000, True),
    }
    assert receiver.wait_for("refund.created", 2)["object"] == "refund"
    assert [one.amount for one in stripe_client.v1.refunds.list({"payment_intent": intent}).data] == [7000, 5000]


def test_more_than_is_left_is_refused(stripe_client: stripe.StripeClient) -> None:
    intent = _paid(stripe_client)
    stripe_client.v1.refunds.create({"payment_intent": intent, "amount": 10000})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.refunds.create({"payment_intent": intent, "amount": 2001})
    assert caught.value.param == "amount"
    assert str(caught.value.user_message) == (
        "Refund amount ($20.01) is greater than unrefunded amount on charge ($20.00)"
    )


def test_a_charge_is_refunded_whole_once(stripe_client: stripe.StripeClient) -> None:
    intent = _paid(stripe_client)
    charge = str(stripe_client.v1.refunds.create({"payment_intent": intent}).charge)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.refunds.create({"charge": charge})
    assert caught.value.code == "charge_already_refunded"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "parameter_missing"),
        ({"payment_intent": "pi_none"}, "resource_missing"),
        ({"charge": "ch_1", "payment_intent": "pi_1"}, "parameters_exclusive"),
        ({"payment_intent": "pi_1", "reason": "regret"}, None),
        ({"payment_intent": "pi_1", "amount": "all"}, "parameter_invalid_integer"),
    ],
)
def test_a_refund_of_nothing_in_particular_is_refused(
    stripe_client: stripe.StripeClient, params: stripe.params.RefundCreateParams, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.refunds.create(params)
    assert caught.value.code == code


@pytest.mark.parametrize("amount", [0, -5])
def test_a_refund_is_of_something(stripe_client: stripe.StripeClient, amount: int) -> None:
    intent = _paid(stripe_client)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        stripe_client.v1.refunds.create({"payment_intent": intent, "amount": amount})
    assert (caught.value.code, caught.value.param) == ("parameter_invalid_integer", "amount")


def test_a_payment_that_did_not_succeed_has_nothing_to_refund(stripe_client: stripe.StripeClient) -> None:
    intent = _paid(stripe_client, "4000000000000002")
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        stripe_client.v1.refunds.create({"payment_intent": intent})


def test_card_7726_refunds_slowly(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    intent = _paid(stripe_client, "4000000000007726")
    refund = stripe_client.v1.refunds.create({"payment_intent": intent})
    assert refund.status == "pending"
    updated = receiver.wait_for("refund.updated")
    assert (updated["id"], updated["status"]) == (refund.id, "succeeded")
    assert stripe_client.v1.refunds.retrieve(refund.id).status == "succeeded"


def test_card_5126_takes_a_refund_back(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    intent = _paid(stripe_client, "4000000000005126")
    refund = stripe_client.v1.refunds.create({"payment_intent": intent})
    assert refund.status == "succeeded"
    failed = receiver.wait_for("refund.failed")
    assert (failed["id"], failed["status"]) == (refund.id, "failed")
    charge = stripe_client.v1.charges.retrieve(str(refund.charge))
    assert (charge.amount_refunded, charge.refunded) == (0, False)


def test_a_pending_refund_counts_against_what_is_left(stripe_client: stripe.StripeClient) -> None:
    intent = _paid(stripe_client, "4000000000007726")
    stripe_client.v1.refunds.create({"payment_intent": intent, "amount": 12000})
    with pytest.raises(stripe.InvalidRequestError):
        stripe_client.v1.refunds.create({"payment_intent": intent, "amount": 1})
