"""Whatever the sandbox says, the SDK's typed classes know."""

from __future__ import annotations

import pytest
import stripe

from sandbox.tests.conformity import complaints
from sandbox.tests.harness import Receiver, Sandbox, pay, session_params, until


def _everything_happens(client: stripe.StripeClient, sandbox: Sandbox, receiver: Receiver) -> None:
    """A catalogue, a customer, payments of every kind, refunds of every kind, disputes of every kind."""
    product = client.v1.products.create({"name": "Course", "metadata": {"tenant": "7"}})
    price = client.v1.prices.create({"product": product.id, "currency": "eur", "unit_amount": 5000})
    client.v1.prices.update(price.id, {"nickname": "early bird", "lookup_key": "early"})
    client.v1.products.update(product.id, {"default_price": price.id, "description": "Twelve lessons"})
    customer = client.v1.customers.create({"email": "ada@example.com", "address": {"country": "DE"}})
    client.v1.customers.update(customer.id, {"name": "Ada"})
    lines = [{"price": price.id, "quantity": 2}]
    bought = client.v1.checkout.sessions.create(session_params(line_items=lines, customer=customer.id))
    pay(bought.url)
    expired = client.v1.checkout.sessions.create(session_params(customer_email="b@example.com"))
    pay(expired.url, "4000000000000002")
    client.v1.checkout.sessions.expire(expired.id)
    waiting = client.v1.checkout.sessions.create(session_params())
    pay(waiting.url, "4000002760003184")
    free = session_params()
    free["line_items"][0]["price_data"]["unit_amount"] = 0
    pay(client.v1.checkout.sessions.create(free).url)
    guest = client.v1.checkout.sessions.create(session_params(customer_creation="always"))
    pay(guest.url, method="bank_debit_succeeds")
    pay(client.v1.checkout.sessions.create(session_params(line_items=lines)).url, method="bank_debit_fails")
    for card in ("4000000000007726", "4000000000005126", "378282246310005"):
        session = client.v1.checkout.sessions.create(session_params())
        pay(session.url, card, cvc="1234" if card.startswith("37") else "123")
        paid = client.v1.checkout.sessions.retrieve(session.id)
        assert isinstance(paid.payment_intent, str)
        client.v1.refunds.create({"payment_intent": paid.payment_intent, "amount": 700, "reason": "duplicate"})
    for card in ("4000000000000259", "4000000000001976", "4000000000002685"):
        pay(client.v1.checkout.sessions.create(session_params()).url, card)
    until(lambda: len(client.v1.disputes.list().data) == 3, "three disputes")
    for dispute, text in zip(client.v1.disputes.list().data, ("winning_evidence", "losing_evidence"), strict=False):
        client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": text}})
    receiver.wait_for("charge.dispute.closed", 2)
    receiver.wait_for("refund.failed")
    receiver.wait_for("refund.updated")
    receiver.wait_for("checkout.session.async_payment_succeeded")
    receiver.wait_for("checkout.session.async_payment_failed")


def test_every_object_and_event_is_what_the_sdks_typed_class_says(
    stripe_client: stripe.StripeClient, sandbox: Sandbox, receiver: Receiver
) -> None:
    _everything_happens(stripe_client, sandbox, receiver)
    v1 = stripe_client.v1
    listed: list[stripe.StripeObject] = [
        *v1.products.list().data,
        *v1.prices.list().data,
        *v1.payment_intents.list({"limit": 100, "expand": ["data.latest_charge"]}).data,
        *v1.charges.list({"limit": 100}).data,
        *v1.refunds.list({"expand": ["data.charge"]}).data,
        *v1.disputes.list().data,
        *v1.events.list({"limit": 100}).data,
    ]
    sessions = {one.data.object["id"] for one in v1.events.list({"type": "checkout.session.*", "limit": 100}).data}
    listed += [v1.checkout.sessions.retrieve(one, {"expand": ["line_items", "customer"]}) for one in sessions]

    found = {one.to_dict()["object"] for one in listed}
    assert found == {
        *("product", "price", "payment_intent", "charge", "refund", "dispute", "event", "checkout.session")
    }
    assert [complaint for one in listed for complaint in complaints(one.to_dict(for_json=True))] == []
    assert [complaint for heard in receiver.heard for complaint in complaints(heard.event)] == []


@pytest.mark.parametrize("attribute", ["payment_status", "url", "expires_at", "currency"])
def test_the_check_itself_sees_a_wrong_attribute(stripe_client: stripe.StripeClient, attribute: str) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params()).to_dict()
    assert complaints(session) == []
    assert complaints({**session, attribute: ["wrong"]}) != []
