"""An app of Zoom's marketplace, and its webhook endpoint, as the tests need them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx

from sandbox.store import Json
from sandbox.tests.harness import ZOOM_SECRET, http, until

CLIENT = ("zoom_sandbox", "zoom_sandbox_secret")
REDIRECT = "http://127.0.0.1:9/zoom/callback"
VERIFIER = "a-verifier-that-is-long-enough-for-anybody-to-be-content"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
START = "2026-11-22T10:00:00Z"


@dataclass
class ZoomHeard:
    """One webhook as it came in."""

    body: bytes
    signature: str
    timestamp: str

    @property
    def event(self) -> Json:
        parsed: Json = json.loads(self.body)
        return parsed

    @property
    def is_signed(self) -> bool:
        signed = f"v0:{self.timestamp}:".encode() + self.body
        made = hmac.new(ZOOM_SECRET.encode(), signed, hashlib.sha256).hexdigest()
        return self.signature == f"v0={made}"


@dataclass
class ZoomReceiver:
    """A webhook endpoint of Zoom. It answers challenges (truthfully, or not) and everything else with `status`."""

    port: int
    heard: list[ZoomHeard] = field(default_factory=list)
    challenges: int = 0
    status: int = 200
    truthful: bool = True
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/zoom"

    @property
    def is_up(self) -> bool:
        return self._server is not None

    def forget(self) -> None:
        self.heard.clear()
        self.challenges, self.status, self.truthful = 0, 200, True

    def up(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard = ZoomHeard(body, self.headers["x-zm-signature"], self.headers["x-zm-request-timestamp"])
                status, answer = receiver.take(heard)
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def take(self, heard: ZoomHeard) -> tuple[int, bytes]:
        if heard.event["event"] != "endpoint.url_validation":
            self.heard.append(heard)
            return self.status, b"" if self.status == 204 else b"done"
        self.challenges += 1
        plain = heard.event["payload"]["plainToken"]
        proof = hmac.new(ZOOM_SECRET.encode(), plain.encode(), hashlib.sha256).hexdigest()
        answer = {"plainToken": plain, "encryptedToken": proof if self.truthful else "made up"}
        return 200, json.dumps(answer).encode()

    def down(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def types(self) -> list[str]:
        return [one.event["event"] for one in list(self.heard)]

    def wait_for(self, event_type: str, count: int = 1) -> list[Json]:
        """The events of this type, once there are `count` of them."""
        until(lambda: self.types.count(event_type) >= count, f"{count} x {event_type}; heard {self.types}")
        return [one.event for one in list(self.heard) if one.event["event"] == event_type]


def authorize_url(base: str, **changes: str) -> str:
    """Where an app sends a person."""
    query = {
        "response_type": "code",
        "client_id": CLIENT[0],
        "redirect_uri": REDIRECT,
        "state": "st&te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    return f"{base}/zoom/oauth/authorize?{urlencode(query)}"


@dataclass
class ZoomApp:
    """An app and the tokens of one user."""

    base: str
    access: str = ""
    refresh: str = ""

    def code(self, email: str = "host@zoom.example", **changes: str) -> str:
        """What a person's consent leads to."""
        answer = http.post(authorize_url(self.base, **changes), data={"email": email, "decision": "allow"})
        assert answer.status_code == 303, answer.text
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]

    def token(self, client: tuple[str, str], **form: str) -> httpx.Response:
        return http.post(f"{self.base}/zoom/oauth/token", data=form, auth=client)

    def exchange(self, code: str, /, **changes: str) -> httpx.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
        return self.token(CLIENT, **{**form, **changes})

    def renew(self, refresh: str = "") -> httpx.Response:
        return self.token(CLIENT, grant_type="refresh_token", refresh_token=refresh or self.refresh)

    def connect(self, email: str) -> Json:
        """Consent and exchange."""
        answer = self.exchange(self.code(email))
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        self.access, self.refresh = told["access_token"], told["refresh_token"]
        return told

    def call(self, method: str, path: str, body: object = None, **query: object) -> httpx.Response:
        return http.request(
            method,
            f"{self.base}/zoom/v2{path}",
            json=body,
            params={name: str(value) for name, value in query.items()} or None,
            headers={"Authorization": f"Bearer {self.access}"},
        )

    def get(self, path: str, **query: object) -> Json:
        answer = self.call("GET", path, **query)
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    def meeting(self, kind: str = "meetings", **changes: object) -> Json:
        """A meeting with registration at ten o'clock, for an hour."""
        body = {"topic": "Consent", "start_time": START, "duration": 60, "settings": {"approval_type": 0}, **changes}
        answer = self.call("POST", f"/users/me/{kind}", body)
        assert answer.status_code == 201, answer.text
        told: Json = answer.json()
        return told

    def register(self, meeting: Json, email: str = "ada@example.com", kind: str = "meetings") -> Json:
        name = email.partition("@")[0].title()
        body = {"email": email, "first_name": name, "last_name": "Lovelace"}
        answer = self.call("POST", f"/{kind}/{meeting['id']}/registrants", body)
        assert answer.status_code == 201, answer.text
        told: Json = answer.json()
        return told

    def play(self, meeting: Json, *steps: Json, **how: object) -> Json:
        """Play steps by the control API."""
        url = f"{self.base}/_control/api/zoom/meetings/{meeting['id']}/play"
        answer = http.post(url, json={"steps": list(steps), **how})
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    def control(self, path: str, payload: Json | None = None) -> Json:
        """A POST to Zoom's control API with a payload, a GET without one."""
        url = f"{self.base}/_control/api/zoom/{path}"
        answer = http.get(url) if payload is None else http.post(url, json=payload)
        assert answer.is_success, answer.text
        told: Json = answer.json()
        return told


def twice_encoded(uuid: str) -> str:
    """A UUID as a path takes it when it begins with `/` or contains `//`."""
    return quote(quote(uuid, safe=""), safe="")
