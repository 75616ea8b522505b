"""Kills, restarts, parents that go, and many buyers at once."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import httpx
import pytest
import stripe

from sandbox.tests.harness import BACKEND, Receiver, Sandbox, free_ports, http, pay, session_params, until

BUYERS = 50


@dataclass(frozen=True)
class Killed:
    """A sandbox that was killed with work in hand, slept through a day, and was started again."""

    sandbox: Sandbox
    receiver: Receiver
    bought: stripe.checkout.Session
    abandoned: stripe.checkout.Session
    owed: stripe.checkout.Session


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    """While it was down its receiver came up, and one session's time passed."""
    port, smtp_port, receiver_port = free_ports(3)
    receiver = Receiver(receiver_port)
    sandbox = Sandbox(tmp_path_factory.mktemp("killed"), port, smtp_port, receiver.url, ("--settle-delay", "600"))
    sandbox.start()
    sessions = sandbox.client().v1.checkout.sessions
    bought = sessions.create(session_params(), {"idempotency_key": "order-7"})
    abandoned = sessions.create(session_params())
    owed = sessions.create(session_params())
    pay(bought.url)
    pay(owed.url, method="bank_debit_succeeds")
    sandbox.stop(signal.SIGKILL)
    with closing(sqlite3.connect(sandbox.data_dir / "sandbox.sqlite3")) as db, db:
        db.execute("UPDATE jobs SET run_at = run_at - 86400 WHERE object_id = ?", (abandoned.id,))
    receiver.up()
    sandbox.start()
    yield Killed(sandbox, receiver, bought, abandoned, owed)
    sandbox.stop()
    receiver.down()


def test_after_a_kill_what_was_paid_is_paid_and_pending_webhooks_go_out(killed: Killed) -> None:
    assert killed.sandbox.client().v1.checkout.sessions.retrieve(killed.bought.id).payment_status == "paid"
    completed = killed.receiver.wait_for_all("checkout.session.completed", 2)
    assert {one["id"] for one in completed} == {killed.bought.id, killed.owed.id}


def test_after_a_kill_an_idempotency_key_still_has_its_answer(killed: Killed) -> None:
    again = killed.sandbox.client().v1.checkout.sessions.create(session_params(), {"idempotency_key": "order-7"})
    assert again.id == killed.bought.id


def test_a_session_whose_time_passed_meanwhile_expires_at_the_start(killed: Killed) -> None:
    assert killed.receiver.wait_for("checkout.session.expired")["id"] == killed.abandoned.id
    assert killed.sandbox.client().v1.checkout.sessions.retrieve(killed.abandoned.id).status == "expired"


def test_a_delayed_payment_still_settles_after_a_restart(killed: Killed) -> None:
    assert killed.sandbox.control("settle", {}) == {"settled": 1}
    assert killed.receiver.wait_for("checkout.session.async_payment_succeeded")["id"] == killed.owed.id


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_even_while_a_call_hangs(make_sandbox: Callable[..., Sandbox], number: int) -> None:
    sandbox = make_sandbox()
    sandbox.start()
    sandbox.control("faults", {"kind": "timeout"})
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(http.get, f"{sandbox.url}/v1/products", auth=("sk_test_of_the_tests", ""), timeout=20)
        until(lambda: sandbox.control("faults")["held"] == 1, "the call to hang")
        assert sandbox.stop(number) == 0
        assert isinstance(hanging.exception(), httpx.TransportError) or hanging.result().status_code >= 500


def test_it_ends_when_its_parent_is_killed(make_sandbox: Callable[..., Sandbox]) -> None:
    sandbox = make_sandbox()
    start = f"import subprocess, time; subprocess.Popen({sandbox.command()!r}); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", start], cwd=BACKEND, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        sandbox.wait_until_up()
        parent.kill()
        until(lambda: not sandbox.answers(), "the sandbox to follow")


def test_two_sandboxes_do_not_share_a_directory(sandbox: Sandbox) -> None:
    port, smtp_port = free_ports(2)
    second = Sandbox(sandbox.data_dir, port, smtp_port)
    refused = subprocess.run(second.command(), cwd=BACKEND, capture_output=True, text=True, timeout=20, check=False)
    assert refused.returncode == 1
    assert "another sandbox" in refused.stderr


def test_fifty_buyers_at_once_leave_fifty_charges(
    sandbox: Sandbox, receiver: Receiver, stripe_client: stripe.StripeClient
) -> None:
    def buy(number: int) -> int:
        session = stripe_client.v1.checkout.sessions.create(
            session_params(client_reference_id=f"order-{number}"), {"idempotency_key": f"order-{number}"}
        )
        return pay(session.url, email=f"buyer{number}@example.com").status_code

    with ThreadPoolExecutor(BUYERS) as pool:
        assert set(pool.map(buy, range(BUYERS))) == {303}
    counts = sandbox.control("counts")
    assert (counts["sessions"], counts["charges"], counts["charges_succeeded"]) == (BUYERS, BUYERS, BUYERS)
    receiver.wait_for("checkout.session.completed", BUYERS)
    until(lambda: sandbox.control("webhooks")["pending"] == 0, "all deliveries")
    paid = {one.event["data"]["object"]["id"] for one in receiver.heard if one.event["type"] == "charge.succeeded"}
    assert len(paid) == BUYERS


def test_one_session_paid_by_many_presses_is_charged_once(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    url = stripe_client.v1.checkout.sessions.create(session_params()).url
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: pay(url).status_code, range(20)))
    assert statuses.count(303) == 1
    assert sandbox.control("counts")["charges"] == 1


def test_refunds_at_once_never_exceed_the_charge(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    charge = stripe_client.v1.charges.list().data[0].id

    def refund(_: int) -> bool:
        try:
            stripe_client.v1.refunds.create({"charge": charge, "amount": 5000})
        except stripe.InvalidRequestError:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(refund, range(10))) == 2
    assert stripe_client.v1.charges.retrieve(charge).amount_refunded == 10000


def test_expiring_and_paying_at_once_has_one_winner(stripe_client: stripe.StripeClient) -> None:
    for _ in range(5):
        session = stripe_client.v1.checkout.sessions.create(session_params())

        def expire(session_id: str = session.id) -> bool:
            try:
                stripe_client.v1.checkout.sessions.expire(session_id)
            except stripe.InvalidRequestError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            paying, expiring = pool.submit(pay, session.url), pool.submit(expire)
            assert (paying.result().status_code == 303) is not expiring.result()
