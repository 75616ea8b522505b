"""The payment stand-in as the tests see it: a process on localhost, driven from outside over HTTP."""

from __future__ import annotations

import hmac
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

BACKEND = Path(__file__).parents[3]
API_KEY, WEBHOOK_SECRET = "sk_test_billing", "whsec_billing"
VISA, ALWAYS_DECLINED = "4242424242424242", "4000000000000002"
REFUND_FAILS_LATER, REFUND_TAKES_TIME = "4000000000005126", "4000000000007726"
Json = dict[str, Any]
TLS = httpx.create_ssl_context()
"""Nobody here speaks it, but it takes 20 ms to make, and without it each call would."""


class Stand:
    """A running sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self) -> None:
        """Forget everything, and heal."""
        self.control("reset", {})
        self.control("faults/clear", {})

    def control(self, path: str, payload: Mapping[str, Any]) -> Json:
        """Tell the sandbox something."""
        answer = httpx.post(f"{self.url}/_control/api/{path}", json=payload, verify=TLS)
        assert answer.is_success, answer.text
        parsed: Json = answer.json()
        return parsed

    def fail(self, kind: str = "error", *, path: str = "/v1/", **how: Any) -> None:
        """Make the next calls to a path go wrong (see `sandbox.faults.Fault`)."""
        self.control("faults", {"kind": kind, "path": path, **how})

    def get(self, path: str, **query: str) -> Json:
        """Look at an object or a list by Stripe's own API."""
        key = {"Authorization": f"Bearer {API_KEY}"}
        answer = httpx.get(f"{self.url}/v1/{path}", params=query, headers=key, verify=TLS)
        assert answer.is_success, answer.text
        parsed: Json = answer.json()
        return parsed

    def objects(self, path: str, **query: str) -> list[Json]:
        """A list, oldest first."""
        found: list[Json] = self.get(path, limit="100", **query)["data"]
        return found[::-1]

    def events(self) -> list[Json]:
        """Every event so far, oldest first."""
        return self.objects("events")

    def pay(self, url: str | None, card: str = VISA, method: str = "card") -> httpx.Response:
        """Fill in the payment page and press Pay."""
        assert url is not None
        form = {"email": "ada@example.org", "method": method, "card_number": card, "exp": "12/34", "cvc": "123"}
        return httpx.post(url, data={**form, "name": "Ada"}, verify=TLS)

    def settle(self) -> None:
        """Let banks answer now: delayed payments, refunds."""
        self.control("settle", {})


def signed(body: bytes, *, secret: str = WEBHOOK_SECRET, at: float | None = None) -> str:
    """A `Stripe-Signature` header."""
    timestamp = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def session_event(session: Mapping[str, Any], kind: str = "checkout.session.completed", **changes: Any) -> bytes:
    """The body of an event about a session, with some of the session's fields changed."""
    data = {**session, **changes}
    envelope = {"id": f"evt_{time.time_ns()}", "object": "event", "type": kind, "data": {"object": data}}
    return json.dumps(envelope).encode()


@contextmanager
def running(data_dir: Path) -> Iterator[Stand]:
    """Start a sandbox on free ports, and stop it."""
    sockets = [socket.socket() for _ in range(2)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    port, smtp_port = (one.getsockname()[1] for one in sockets)
    for one in sockets:
        one.close()
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--smtp-port", str(smtp_port)]
    command += ["--data-dir", str(data_dir), "--api-key", API_KEY, "--webhook-secret", WEBHOOK_SECRET]
    process = subprocess.Popen([*command, "--settle-delay", "3600"], cwd=BACKEND)
    try:
        stand = Stand(f"http://127.0.0.1:{port}")
        _wait(stand.url)
        yield stand
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            if httpx.get(f"{url}/healthz", verify=TLS).is_success:
                return
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the sandbox does not start"
        time.sleep(0.05)
