"""Enough of Zoom, spoken over real HTTP on localhost: scripted, and it remembers what it was asked."""

from __future__ import annotations

import hmac
import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rest_framework.test import APIClient

from accredit.core import clock

CLIENT_ID, CLIENT_SECRET, WEBHOOK_SECRET = "zoom-app", "zoom-app-secret", "zoomsecret"
WEBHOOK = "/api/integrations/zoom/webhook/"
Json = dict[str, Any]


class ZoomStand:
    """What Zoom knows, and what it was asked. `fail` makes the next calls to a path answer with a status."""

    def __init__(self) -> None:
        self.url = ""
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """As new."""
        self.calls: list[tuple[str, str, Json]] = []
        self.meetings: dict[str, Json] = {}
        self.registrants: dict[str, dict[str, str]] = defaultdict(dict)
        self.reports: dict[str, list[Json]] = {}
        self.instances: dict[str, list[Json]] = defaultdict(list)
        self.refresh = "refresh-0"
        self.access: set[str] = set()
        self.failures: list[tuple[str, int, Mapping[str, str], Json]] = []
        self.challenge = ""
        self.slow_refresh = 0.0

    def fail(self, path: str, status: int, *, times: int = 1, body: Json | None = None, **headers: str) -> None:
        """The next calls whose path contains this go wrong."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures += [(path, status, named, body or {})] * times

    def asked(self, method: str, part: str) -> list[Json]:
        """The bodies (or queries) of calls so far."""
        return [body for verb, path, body in self.calls if verb == method and part in path]

    def tokens(self) -> Json:
        """The next pair; the former refresh token is dead."""
        number = int(self.refresh.rpartition("-")[2]) + 1
        self.refresh = f"refresh-{number}"
        self.access = {f"access-{number}"}
        return {
            "access_token": f"access-{number}",
            "refresh_token": self.refresh,
            "token_type": "bearer",
            "expires_in": 3600,
            "scope": "meeting:write:meeting",
        }

    def answer(self, method: str, path: str, given: Json, authorization: str) -> tuple[int, Mapping[str, str], Json]:
        with self.lock:
            self.calls.append((method, path, given))
            for place, (part, status, headers, body) in enumerate(self.failures):
                if part in path:
                    del self.failures[place]
                    return status, headers, body
            if path.startswith("/oauth/"):
                return self._oauth(path, given)
            if authorization.removeprefix("Bearer ") not in self.access:
                return 401, {}, {"code": 124, "message": "Invalid access token."}
            return self._api(method, path.removeprefix("/v2"), given)

    def _oauth(self, path: str, given: Json) -> tuple[int, Mapping[str, str], Json]:
        if path == "/oauth/revoke":
            self.access = set()
            return 200, {}, {"status": "success"}
        if given["grant_type"] == "refresh_token" and given["refresh_token"] != self.refresh:
            return 400, {}, {"reason": "Invalid Token!", "error": "invalid_grant"}
        if given["grant_type"] == "authorization_code" and given["code"] != "good":
            return 400, {}, {"reason": "Invalid code", "error": "invalid_grant"}
        return 200, {}, self.tokens()

    def _api(self, method: str, path: str, given: Json) -> tuple[int, Mapping[str, str], Json]:
        gone: tuple[int, Mapping[str, str], Json] = 404, {}, {"code": 3001, "message": "Meeting does not exist."}
        match path.strip("/").split("/"):
            case ["users", "me"]:
                return 200, {}, {"id": "U1", "account_id": "A", "email": "host@zoom.example"}
            case ["users", "me", "meetings" | "webinars"]:
                number = str(84712639000 + len(self.asked("POST", "/users/me/")))
                self.meetings[number] = given
                return 201, {}, {"id": int(number), **given}
            case ["meetings" | "webinars", number] if number in self.meetings:
                if method == "DELETE":
                    del self.meetings[number]
                else:
                    self.meetings[number] |= given
                return 204, {}, {}
            case ["meetings" | "webinars", number, "registrants"] if number in self.meetings:
                name = registrant_id(given["email"])
                self.registrants[number][name] = "approved"
                return 201, {}, {"id": number, "registrant_id": name, "join_url": join_url(number, given["email"])}
            case ["meetings" | "webinars", number, "registrants", "status"] if number in self.meetings:
                self.registrants[number][given["registrants"][0]["id"]] = given["action"]
                return 204, {}, {}
            case ["past_meetings" | "past_webinars" as place, number, "instances"]:
                return 200, {}, {place.removeprefix("past_"): self.instances[number]}
            case ["report", "meetings" | "webinars", name, "participants"] if (uuid := named(name)) in self.reports:
                first = int(given.get("next_page_token") or 0)
                size = int(given["page_size"])
                rows, beyond = self.reports[uuid], first + size
                if "include_fields" not in given:
                    rows = [{key: value for key, value in row.items() if key != "registrant_id"} for row in rows]
                token = str(beyond) if beyond < len(rows) else ""
                return 200, {}, {"participants": rows[first:beyond], "next_page_token": token}
        return gone


def named(encoded: str) -> str:
    """The uuid in an address, as Zoom reads it: what needs to be encoded twice and is not, is not found."""
    once = unquote(encoded)
    if once.startswith("/") or "//" in once:
        return "encoded once only"
    return unquote(once) if "%" in once else once


def registrant_id(email: str) -> str:
    return f"reg-{email}"


def join_url(number: str, email: str) -> str:
    return f"https://zoom.example/w/{number}?tk={sha256(email.encode()).hexdigest()[:12]}"


@contextmanager
def running(stand: ZoomStand) -> Iterator[ZoomStand]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            parts = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            kind = self.headers.get("Content-Type", "")
            given: Json = {key: values[-1] for key, values in parse_qs(parts.query).items()}
            if text:
                form = {key: values[-1] for key, values in parse_qs(text).items()}
                given |= json.loads(text) if "json" in kind else form
            status, headers, body = stand.answer(self.command, parts.path, given, self.headers.get("Authorization", ""))
            sent = json.dumps(body).encode() if body else b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - the base class's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    stand.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()


def sign(body: bytes, *, at: float | None = None, secret: str = WEBHOOK_SECRET) -> dict[str, Any]:
    """The headers of a delivery."""
    timestamp = str(int(clock.now().timestamp() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, sha256).hexdigest()
    return {"HTTP_X_ZM_SIGNATURE": f"v0={digest}", "HTTP_X_ZM_REQUEST_TIMESTAMP": timestamp}


def deliver(told: Mapping[str, Any], **signed: Any) -> Any:
    """Post an event as Zoom would; the answer."""
    body = json.dumps(told).encode()
    return APIClient().post(WEBHOOK, body, content_type="application/json", **(signed or sign(body)))
