"""Webhook signatures."""

from __future__ import annotations

import stripe

from sandbox.signing import signature_header
from sandbox.tests.harness import SECRET, Receiver, pay, session_params

GOLDEN_PAYLOAD = b'{"id":"evt_1","object":"event"}'


def test_the_golden_vector_is_reproduced() -> None:
    header = signature_header(GOLDEN_PAYLOAD, secret="whsec_test", timestamp=1700000000)
    assert header == "t=1700000000,v1=4c15fb2a43f93ef61eaa3e0893866d57cad9cad4223242cfb96f362480cb4021"


def test_the_sdk_accepts_what_was_delivered(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    receiver.wait_for("checkout.session.completed")
    heard = receiver.heard[0]
    event = stripe.Webhook.construct_event(heard.body, heard.signature, SECRET)
    assert event.id == heard.event["id"]
    assert event.api_version == "2026-10-28.endive"
