"""One person's HTTP client, and what a person does with pages and forms."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any

CARD = {"method": "card", "card_number": "4242424242424242", "exp": "12/34", "cvc": "123", "name": "Journey Learner"}
PATIENCE = 60.0
"""Seconds that a step may wait for work in the background."""
FORM = "application/x-www-form-urlencoded"


class UnexpectedAnswerError(Exception):
    """The installation answered something else than the journey needs. `status` is 0 where no answer is meant."""

    def __init__(self, sentence: str, status: int = 0, body: str = "") -> None:
        super().__init__(sentence)
        self.status, self.body = status, body


class Client:
    """Cookies, a bearer token, JSON in and out."""

    def __init__(self, base: str) -> None:
        self.base, self.token, self.organization = base, "", ""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        content_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> tuple[str, bytes]:
        """The final address and the bytes of a 2xx answer; anything else raises."""
        address = urllib.parse.urljoin(self.base, url)
        request = urllib.request.Request(address, data=body, method=method, headers=dict(headers or {}))
        if body is not None:
            request.add_header("Content-Type", content_type)
        if self.token and address.startswith(self.base):
            request.add_header("Authorization", f"Bearer {self.token}")
            if self.organization:
                request.add_header("Accredit-Organization", self.organization)
        try:
            with self.opener.open(request, timeout=30) as response:
                return response.geturl(), response.read()
        except urllib.error.HTTPError as answer:
            said = answer.read().decode(errors="replace")
            sentence = f"{method} {address} answered {answer.code}: {said[:600]}"
            raise UnexpectedAnswerError(sentence, answer.code, said) from answer

    def get(self, path: str) -> Any:
        """The JSON at `path`."""
        return json.loads(self.open("GET", path)[1])

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """The JSON that a POST answers."""
        return self._send("POST", path, body, headers)

    def put(self, path: str, body: Any) -> Any:
        """The JSON that a PUT answers."""
        return self._send("PUT", path, body, {})

    def patch(self, path: str, body: Any) -> Any:
        """The JSON that a PATCH answers."""
        return self._send("PATCH", path, body, {})

    def refused(self, path: str, body: Any, **headers: str) -> Any:
        """The problem that a POST is answered with; fails when it is not refused."""
        try:
            answer = self.post(path, body, **headers)
        except UnexpectedAnswerError as refusal:
            if 400 <= refusal.status < 500:
                return json.loads(refusal.body)
            raise
        raise UnexpectedAnswerError(f"POST {path} was to be refused, and answered {json.dumps(answer)[:300]}")

    def sign_in(self, email: str, password: str) -> None:
        """Takes an access token."""
        self.token = self.post("/api/token/", {"email": email, "password": password})["access"]

    def submit(self, url: str, **filled: str) -> str:
        """Fills in the first form of a page as a person would and submits it; where that ends."""
        shown, page = self.open("GET", url)
        form = Form(page.decode())
        require(form.seen, f"the page {shown} has no form")
        fields = urllib.parse.urlencode(form.fields | filled).encode()
        return self.open("POST", urllib.parse.urljoin(shown, form.action), fields, FORM)[0]

    def pay(self, url: str) -> None:
        """Fills in the hosted payment page with a card that works."""
        self.submit(url, **CARD)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return json.loads(self.open(method, path, json.dumps(body).encode(), headers=named)[1] or b"null")


class Form(HTMLParser):
    """The first form of a page: where it goes, and what stands in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields, self.seen = "", {}, False  # type: str, dict[str, str], bool
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.seen:
            self.seen, self.action = True, known.get("action", "")
        elif (
            self.seen
            and tag == "input"
            and known.get("name")
            and known.get("type") not in ("submit", "checkbox", "radio")
        ):
            self.fields[known["name"]] = known.get("value", "")


def new_key() -> str:
    """For the header `Idempotency-Key`."""
    return secrets.token_hex(16)


def wait_for(what: str, look: Callable[[], Any]) -> Any:
    """Asks until there is an answer."""
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            raise UnexpectedAnswerError(f"{what} did not come within {PATIENCE:.0f} s")
        time.sleep(0.2)
    return found


def require(holds: bool, otherwise: str) -> None:
    """Fails the step when something does not hold."""
    if not holds:
        raise UnexpectedAnswerError(otherwise)
