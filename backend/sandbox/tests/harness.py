"""A running sandbox, a webhook receiver, a buyer: what the tests drive from outside."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx
import stripe

from sandbox.store import Json

BACKEND = Path(__file__).parents[2]
API_KEY = "sk_test_of_the_tests"
SECRET = "whsec_of_the_tests"
ZOOM_SECRET = "zoom_secret_of_the_tests"
SUCCESS = "4242424242424242"
_Found = TypeVar("_Found")
http = httpx.Client(timeout=20, limits=httpx.Limits(max_connections=None))
"""What the tests use instead of a browser. One client, for making one is slow; threads may share it."""


def until(probe: Callable[[], _Found], what: str, seconds: float = 8.0) -> _Found:
    """The first true answer of `probe`; fails the test when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


@dataclass
class Heard:
    """One webhook as it came in."""

    body: bytes
    signature: str

    @property
    def event(self) -> Json:
        parsed: Json = json.loads(self.body)
        return parsed


@dataclass
class Receiver:
    """A webhook endpoint. It answers `status`, and can be taken down and put up again on the same port."""

    port: int
    heard: list[Heard] = field(default_factory=list)
    status: int = 200
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def is_up(self) -> bool:
        return self._server is not None

    def up(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append(Heard(body, self.headers["Stripe-Signature"]))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "4")
                self.end_headers()
                self.wfile.write(b"done")

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def down(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def types(self) -> list[str]:
        return [one.event["type"] for one in list(self.heard)]

    def wait_for(self, event_type: str, count: int = 1) -> Json:
        """The data object of the newest event of this type, once there are `count` of them."""
        return self.wait_for_all(event_type, count)[-1]

    def wait_for_all(self, event_type: str, count: int) -> list[Json]:
        """The data objects of the events of this type, once there are `count` of them."""
        until(lambda: self.types.count(event_type) >= count, f"{count} x {event_type}; heard {self.types}")
        events = [one.event for one in list(self.heard)]
        return [event["data"]["object"] for event in events if event["type"] == event_type]


@dataclass
class Sandbox:
    """A sandbox process and its address."""

    data_dir: Path
    port: int
    smtp_port: int
    webhook_url: str = ""
    options: tuple[str, ...] = ()
    zoom_webhook_url: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "sandbox"),
            *("--port", str(self.port)),
            *("--smtp-port", str(self.smtp_port)),
            *("--data-dir", str(self.data_dir)),
            *("--webhook-url", self.webhook_url),
            *("--webhook-secret", SECRET),
            *("--api-key", API_KEY),
            *("--retry-delays", "0.05,0.1,0.2,0.2,0.2,0.2,0.2,0.2,0.2"),
            *("--settle-delay", "0.1"),
            *("--zoom-webhook-url", self.zoom_webhook_url),
            *("--zoom-webhook-secret", ZOOM_SECRET),
            *("--zoom-retry-delays", "0.05,0.1,0.2"),
            *self.options,
        ]

    def start(self) -> None:
        self.process = subprocess.Popen(self.command(), cwd=BACKEND, env={**os.environ, "PYTHONWARNINGS": "error"})
        self.wait_until_up()

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            return http.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def wait_until_up(self) -> None:
        until(self.answers, "the sandbox to start", 20)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the process with a signal; returns its exit status."""
        if self.process is None:
            return 0
        self.process.send_signal(number)
        status = self.process.wait(10)
        self.process = None
        return status

    def client(self, **options: Any) -> stripe.StripeClient:
        """The official SDK, as production makes it, but for address and key."""
        options.setdefault("api_key", API_KEY)
        options.setdefault("max_network_retries", 0)
        return stripe.StripeClient(base_addresses={"api": self.url}, **options)

    def control(self, path: str, payload: Json | None = None) -> Json:
        """A POST to the control API with a payload, a GET without one."""
        url = f"{self.url}/_control/api/{path}"
        answer = http.get(url) if payload is None else http.post(url, json=payload)
        assert answer.is_success, answer.text
        parsed: Json = answer.json()
        return parsed


def session_params(**changes: Any) -> Any:
    """A Checkout Session of one line, $120.00."""
    return {
        "mode": "payment",
        "success_url": "http://127.0.0.1:9/thanks?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:9/cart",
        "line_items": [
            {
                "price_data": {"currency": "usd", "unit_amount": 12000, "product_data": {"name": "Evidence course"}},
                "quantity": 1,
            }
        ],
        **changes,
    }


def pay(url: str | None, card: str = SUCCESS, **changes: str) -> httpx.Response:
    """Fill in the payment page at `url` and press Pay."""
    assert url is not None
    form = {
        "email": "ada@example.com",
        "method": "card",
        "card_number": card,
        "exp": "12/34",
        "cvc": "123",
        "name": "Ada",
    }
    return http.post(url, data={**form, **changes})
