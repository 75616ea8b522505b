"""Webhook deliveries and what can go wrong with them; events as the API lists them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import stripe

from sandbox.tests.harness import BACKEND, SECRET, Receiver, Sandbox, http, pay, session_params, until

PAYMENT = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def _timestamp(signature: str) -> int:
    return int(signature.split(",")[0].removeprefix("t="))


def _settled(sandbox: Sandbox) -> bool:
    return bool(sandbox.control("webhooks")["pending"] == 0)


def test_a_receiver_that_was_down_hears_it_later(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    receiver.down()
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    until(lambda: len(sandbox.control("deliveries")["deliveries"][-1]["attempts"]) >= 2, "two tries in vain")
    receiver.up()
    assert receiver.wait_for("checkout.session.completed")["payment_status"] == "paid"
    until(lambda: _settled(sandbox), "all deliveries")
    assert sorted(receiver.types) == sorted(PAYMENT)


def test_each_retry_is_signed_afresh_and_the_body_stays(receiver: Receiver, stripe_client: stripe.StripeClient) -> None:
    receiver.status = 500
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    until(lambda: receiver.types.count("charge.succeeded") >= 8, "retries for more than a second")
    receiver.status = 200
    same = [one for one in receiver.heard if one.event["type"] == "charge.succeeded"]
    assert len({one.body for one in same}) == 1
    assert _timestamp(same[-1].signature) > _timestamp(same[0].signature)
    for one in same:
        stripe.Webhook.construct_event(one.body, one.signature, SECRET)


def test_a_redirect_is_a_failure_and_after_ten_tries_it_is_given_up(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    receiver.status = 302
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    until(lambda: _settled(sandbox), "the sandbox to give up")
    deliveries = sandbox.control("deliveries")["deliveries"]
    assert {(one["state"], len(one["attempts"])) for one in deliveries} == {("failed", 10)}
    assert deliveries[0]["attempts"][0]["status"] == 302
    assert deliveries[0]["attempts"][0]["response"] == "done"

    undelivered = stripe_client.v1.events.list({"delivery_success": False}).data
    assert sorted(one.type for one in undelivered) == sorted(PAYMENT)
    receiver.status = 200
    sandbox.control(f"events/{undelivered[0].id}/redeliver", {})
    assert len(stripe_client.v1.events.list({"delivery_success": False}).data) == 2
    assert [one.id for one in stripe_client.v1.events.list({"delivery_success": True}).data] == [undelivered[0].id]


def test_paused_webhooks_wait_and_then_come(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    sandbox.control("webhooks", {"paused": True})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    assert sandbox.control("webhooks")["pending"] == 3
    (waiting,) = stripe_client.v1.events.list({"type": "checkout.session.completed"}).data
    assert waiting.pending_webhooks == 1
    assert receiver.heard == []
    sandbox.control("webhooks", {"paused": False})
    receiver.wait_for("checkout.session.completed")
    until(lambda: _settled(sandbox), "all deliveries")
    assert stripe_client.v1.events.retrieve(waiting.id).pending_webhooks == 0


def test_while_paused_a_test_delivers_in_the_order_it_likes(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    sandbox.control("webhooks", {"paused": True})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    events = {one.type: one.id for one in stripe_client.v1.events.list().data}
    for wanted in ("checkout.session.completed", "charge.succeeded"):
        sent = sandbox.control(f"events/{events[wanted]}/redeliver", {})
        assert (sent["state"], sent["attempts"][0]["status"]) == ("delivered", 200)
    assert receiver.types == ["checkout.session.completed", "charge.succeeded"]


def test_webhooks_come_in_the_reverse_order_when_told(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    sandbox.control("webhooks", {"paused": True, "concurrency": 1})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    assert sandbox.control("webhooks/reorder", {"order": "reverse"}) == {"reordered": 3}
    sandbox.control("webhooks", {"paused": False})
    until(lambda: len(receiver.heard) == 3, "three webhooks")
    assert receiver.types == PAYMENT[::-1]


def test_shuffled_webhooks_all_come(sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("webhooks", {"paused": True})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    sandbox.control("webhooks/reorder", {})
    sandbox.control("webhooks", {"paused": False})
    until(lambda: len(receiver.heard) == 3, "three webhooks")
    assert sorted(receiver.types) == sorted(PAYMENT)


def test_webhooks_come_twice_when_told(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    sandbox.control("webhooks", {"copies": 2})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    until(lambda: len(receiver.heard) == 6, "six webhooks")
    assert len({one.event["id"] for one in receiver.heard}) == 3


def test_webhooks_are_lost_when_told(sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("webhooks", {"drop_next": 2})
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    receiver.wait_for("checkout.session.completed")
    until(lambda: _settled(sandbox), "all deliveries")
    assert receiver.types == ["checkout.session.completed"]
    lost = stripe_client.v1.events.list({"delivery_success": False, "types": ["charge.succeeded", "refund.created"]})
    assert [one.type for one in lost.data] == ["charge.succeeded"]


def test_webhooks_are_late_when_told(sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("webhooks", {"delay_ms": 200})
    began = time.monotonic()
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    receiver.wait_for("checkout.session.completed")
    assert time.monotonic() - began >= 0.2


def test_an_event_names_the_request_that_caused_it(receiver: Receiver, stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    stripe_client.v1.checkout.sessions.expire(session.id, {}, {"idempotency_key": "release-7"})
    receiver.wait_for("checkout.session.expired")
    assert receiver.heard[0].event["request"]["idempotency_key"] == "release-7"
    assert receiver.heard[0].event["request"]["id"].startswith("req_")


def test_events_are_found_by_type_and_time(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    until(lambda: _settled(sandbox), "all deliveries")
    events = stripe_client.v1.events
    assert [one.type for one in events.list({"type": "payment_intent.*"}).data] == ["payment_intent.succeeded"]
    now = int(time.time())
    assert len(events.list({"created": {"gte": now - 60}}).data) == 3
    assert events.list({"created": {"lt": now - 60}}).data == []
    (first,) = events.list({"types": ["charge.succeeded"]}).data
    assert events.retrieve(first.id).to_dict() == {**first.to_dict(), "pending_webhooks": 0}
    with pytest.raises(stripe.InvalidRequestError):
        events.list({"type": "charge.succeeded", "types": ["charge.succeeded"]})


def test_an_event_keeps_the_object_as_it_was(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    charge = stripe_client.v1.charges.list().data[0].id
    stripe_client.v1.refunds.create({"charge": charge})
    (succeeded,) = stripe_client.v1.events.list({"type": "charge.succeeded"}).data
    assert succeeded.data.object["amount_refunded"] == 0


def test_started_from_the_environment_without_a_webhook_url_it_keeps_events_and_sends_nothing(
    make_sandbox: Callable[..., Sandbox],
) -> None:
    sandbox = make_sandbox()
    environment = {
        **os.environ,
        "SANDBOX_PORT": str(sandbox.port),
        "SANDBOX_SMTP_PORT": str(sandbox.smtp_port),
        "SANDBOX_DATA_DIR": str(sandbox.data_dir),
        "SANDBOX_API_KEY": "sk_test_from_the_environment",
    }
    sandbox.process = subprocess.Popen([sys.executable, "-m", "sandbox"], cwd=BACKEND, env=environment)
    sandbox.wait_until_up()
    client = sandbox.client(api_key="sk_test_from_the_environment")
    pay(client.v1.checkout.sessions.create(session_params()).url)
    assert len(client.v1.events.list().data) == 3
    assert sandbox.control("deliveries")["deliveries"] == []
    event = client.v1.events.list().data[0].id
    assert http.post(f"{sandbox.url}/_control/api/events/{event}/redeliver").status_code == 400
