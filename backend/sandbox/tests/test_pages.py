"""The sandbox's own pages, and control by form."""

from __future__ import annotations

import stripe

from sandbox.tests.harness import Receiver, Sandbox, http, pay, session_params, until


def test_the_index_leads_to_mailbox_and_control(sandbox: Sandbox) -> None:
    page = http.get(sandbox.url).text
    for text in ('href="/mail/"', 'href="/_control/"', "2026-10-28.endive"):
        assert text in page
    assert http.get(f"{sandbox.url}/static/sandbox.css").status_code == 200


def test_the_control_page_shows_events_charges_and_sessions(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    paid = stripe_client.v1.checkout.sessions.create(session_params())
    pay(paid.url)
    waiting = stripe_client.v1.checkout.sessions.create(session_params())
    receiver.wait_for("checkout.session.completed")
    page = http.get(f"{sandbox.url}/_control/").text
    for text in ("checkout.session.completed", "200 done", "$120.00", waiting.id):
        assert text in page


def test_every_control_works_as_a_form_and_returns_to_the_page(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    def press(to: str, **fields: str) -> None:
        answer = http.post(f"{sandbox.url}/_control/api/{to}", data=fields or {"": ""})
        assert (answer.status_code, answer.headers.get("location")) == (303, "/_control/"), answer.text

    press("webhooks", paused="true")
    press("webhooks/reorder", order="shuffle")
    press("webhooks", paused="false", copies="1", delay_ms="0", drop_next="0", concurrency="4")
    press("faults", kind="rate_limit", count="3", path="/v1/", delay_ms="0")
    assert sandbox.control("state")["faults"][0]["count"] == 3
    assert "rate_limit" in http.get(f"{sandbox.url}/_control/").text
    press("faults/clear")
    session = stripe_client.v1.checkout.sessions.create(session_params())
    press(f"sessions/{session.id}/expire")
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    press(f"charges/{stripe_client.v1.charges.list().data[0].id}/dispute", outcome="won")
    press(f"events/{stripe_client.v1.events.list().data[0].id}/redeliver")
    press("settle")
    press("reset")
    assert sandbox.control("counts")["events"] == 0


def test_the_control_api_lists_events_with_their_deliveries(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    receiver.wait_for("charge.succeeded")
    until(lambda: sandbox.control("webhooks")["pending"] == 0, "all deliveries")
    (event,) = sandbox.control("events?type=charge.succeeded&limit=5")["events"]
    assert event["deliveries"][0]["attempts"][0]["status"] == 200
    assert sandbox.control(f"deliveries?event={event['id']}&state=delivered")["deliveries"] == event["deliveries"]
