"""Events for the browser to attend: made, ended and certified over the API, by their staff.

Presence is told with times of its own, so an event began an hour and a half ago, and ends when its organizer says so.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

LENGTH = timedelta(minutes=90)
PATIENCE = 30
PASSWORD = "a long enough sentence"
ONLINE = {"format": "online", "description_md": "Cases, and what was said."}
IN_PERSON = {
    "format": "in_person",
    "venue_name": "The hall",
    "venue_city": "Leeds",
    "venue_address": "1 Hall Street",
    "description_md": "Cases.",
}
CARD = {"method": "card", "card_number": "4242424242424242", "exp": "12/34", "cvc": "123", "name": "A Guest"}


@dataclass
class Held:
    """An event with one session and one ticket, in the hands of its organizer."""

    organizer: httpx.Client
    id: str
    slug: str
    title: str
    session: str
    ticket: str
    starts_at: datetime

    def asks(self, *clauses: dict[str, Any]) -> None:
        """What stands before the certificate, which somebody issues by hand."""
        gate = {"clauses": clauses, "issue_after_minutes": None, "when_changed": "ask"}
        self.organizer.put(f"/api/certificates/events/{self.id}/gate/", json=gate).raise_for_status()

    def survey(self, *questions: dict[str, Any]) -> str:
        """A published survey; its id."""
        survey: str = self.post("/api/feedback/surveys/", {"event": self.id})["id"]
        path = f"/api/feedback/surveys/{survey}/"
        self.organizer.put(f"{path}questions/", json={"questions": questions}).raise_for_status()
        self.post(f"{path}publish/", {})
        return survey

    def publish(self) -> None:
        self.post(f"/api/events/{self.id}/publish/", {})

    def guest(self, name: str) -> dict[str, Any]:
        """Somebody without an account takes a place, and pays it where it costs something."""
        with httpx.Client(base_url=self.organizer.base_url, timeout=30, follow_redirects=True) as http:
            email = f"{uuid4().hex[:12]}@example.test"
            body = {
                "event": self.slug,
                "contact_email": email,
                "attendees": [{"ticket_type": self.ticket, "name": name, "email": email}],
            }
            headers = {"Idempotency-Key": str(uuid4())}
            placed = http.post("/api/registrations/register/", json=body, headers=headers).raise_for_status().json()
            if placed["checkout_url"]:
                pay(http, placed["checkout_url"])
            place: dict[str, Any] = placed["registrations"][0]
            return place

    def end(self) -> None:
        """The last session ends now, and the event is closed."""
        ends_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
        path = f"/api/events/{self.id}/sessions/{self.session}/"
        self.organizer.patch(path, json={"ends_at": ends_at.isoformat()}).raise_for_status()
        time.sleep((ends_at - datetime.now(UTC)).total_seconds() + 0.1)
        closed = self.organizer.post(f"/api/events/{self.id}/complete/", json={})
        assert closed.status_code in (200, 409), closed.text  # 409: it has closed by itself

    def certify(self) -> None:
        """Everybody who is due gets a certificate now."""
        self.post(f"/api/certificates/events/{self.id}/issue/", {})

    def minutes(self) -> dict[str, int]:
        """Whole minutes that count, by name."""
        lanes = self.organizer.get(f"/api/registrations/attendance/{self.id}/").raise_for_status().json()["results"]
        return {lane["name"]: sum(one["counted_seconds"] for one in lane["sessions"]) // 60 for lane in lanes}

    def post(self, path: str, body: dict[str, Any]) -> Any:
        answer = self.organizer.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()


def hold(organizer: httpx.Client, title: str, about: dict[str, Any], *, size: int, price: int | None = None) -> Held:
    """A draft with so many places; `price` in minor units."""

    def post(path: str, body: dict[str, Any]) -> Any:
        answer = organizer.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()

    bodies = organizer.get("/api/accreditation/accreditors/").raise_for_status().json()["results"]
    [credit_type] = [kind for body in bodies for kind in body["credit_types"] if kind["name"] == "Clinical"]
    worth = {"credit_type": credit_type["id"], "amount": "1.5"}
    event = post("/api/events/", {"title": title, "credits": [worth], **about})
    path = f"/api/events/{event['id']}/"
    starts_at = datetime.now(UTC).replace(microsecond=0) - LENGTH
    times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + 2 * LENGTH).isoformat()}
    session = post(f"{path}sessions/", {"title": "Cases", **times})
    places = post(f"{path}capacities/", {"name": "Places", "size": size})
    ticket = {"name": "Standard", "mode": about["format"], "capacity": places["id"]}
    if price is not None:
        ticket["price"] = {"amount": price, "currency": "GBP"}
    sold = post(f"{path}ticket-types/", ticket)
    return Held(organizer, event["id"], event["slug"], title, session["id"], sold["id"], starts_at)


def pay(http: httpx.Client, url: str) -> None:
    """Fills in the hosted page with a card that works."""
    page = http.get(url).raise_for_status()
    form = re.search(r'<form[^>]* action="([^"]*)"', page.text)
    assert form is not None, page.text[:500]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    http.post(str(page.url.join(form[1])), data={**hidden, **CARD}).raise_for_status()


def sign_up(base_url: str, name: str, mail_link: Callable[[str, str], str]) -> str:
    """An account with a verified address, made over the API; its address."""
    email = f"{name.split()[0].lower()}-{uuid4().hex[:8]}@example.test"
    with httpx.Client(base_url=base_url, timeout=30) as http:
        body = {"email": email, "password": PASSWORD, "display_name": name}
        http.post("/api/user/register/", json=body).raise_for_status()
        link = until(lambda: mail_link(email, "/auth/verify"), "the mail")
        token = httpx.URL(link).params["token"]
        http.post("/api/user/email/verify/", json={"token": token}).raise_for_status()
    return email


def until(look: Callable[[], Any], what: str) -> Any:
    """Asks as long as a person would, outside the browser."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.2)
    return found
