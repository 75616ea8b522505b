"""A sold-out event in a real browser: a guest waits, is offered the place that somebody gave up, and takes it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from .visitor import Visitor

pytestmark = pytest.mark.e2e
GUEST = "Yusuf Demir"
PATIENCE_MS = 30_000


def test_a_place_that_is_given_up_goes_to_who_waits(
    visitor: Callable[[], Visitor],
    mail_link: Callable[[str, str], str],
    staff: Callable[[str], httpx.Client],
    demo: dict[str, Any],
) -> None:
    organizer = staff("owner")
    event, held = _sold_out(organizer)
    guest, email = visitor(), f"yusuf-{uuid4().hex[:8]}@example.test"
    page = guest.page

    guest.open(f"/events/{event['slug']}")
    guest.audit_everywhere("an event that is sold out")
    guest.button("Join the waiting list")
    page.get_by_role("textbox", name="Full name").fill(GUEST)
    page.get_by_role("textbox", name="Email").fill(email)
    guest.audit_everywhere("joining the waiting list")
    guest.button("Join the waiting list")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are number 1 on the waiting list")

    guest.page.goto(_mailed(lambda: mail_link(email, "/waiting/")))
    guest.audit_everywhere("waiting")
    _listed_for_staff(visitor(), event, demo)

    link = _mailed(lambda: mail_link(held["email"], "/tickets/"))
    with httpx.Client(base_url=organizer.base_url, timeout=30) as anybody:
        token = {"token": httpx.URL(link).params["token"]}
        anybody.post(f"/api/registrations/{held['id']}/cancel/", params=token).raise_for_status()
    accept = page.get_by_role("button", name="Accept the place")
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not accept.count() and time.monotonic() < deadline:
        page.reload()
        guest.settle()
        page.wait_for_timeout(500)
    guest.audit_everywhere("an offer")
    accept.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have a place")
    guest.audit("accepted")
    page.get_by_role("link", name=GUEST).click()
    expect(page.get_by_role("img", name=f"QR code of the ticket of {GUEST}")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="You accepted this offer")).to_be_visible()


def _sold_out(organizer: httpx.Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """An event in a month with one place, and the guest's registration that has it."""

    def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = organizer.post(path, json=body).raise_for_status().json()
        return answer

    start = (datetime.now(UTC) + timedelta(days=30)).replace(minute=0, second=0, microsecond=0)
    event = post(
        "/api/events/",
        {
            "title": "Difficult conversations",
            "format": "in_person",
            "venue_name": "The hall",
            "venue_city": "Leeds",
            "venue_address": "1 Hall Street",
            "description_md": "Cases.",
        },
    )
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}
    post(f"/api/events/{event['id']}/sessions/", {"title": "Cases", **times})
    places = post(f"/api/events/{event['id']}/capacities/", {"name": "The hall", "size": 1})
    ticket = post(
        f"/api/events/{event['id']}/ticket-types/",
        {"name": "Standard", "mode": "in_person", "capacity": places["id"]},
    )
    post(f"/api/events/{event['id']}/publish/", {})
    email = f"grace-{uuid4().hex[:8]}@example.test"
    with httpx.Client(base_url=organizer.base_url, timeout=30) as guest:
        answer = guest.post(
            "/api/registrations/register/",
            json={
                "event": event["slug"],
                "attendees": [{"ticket_type": ticket["id"], "name": "Grace O’Neill", "email": email}],
            },
            headers={"Idempotency-Key": str(uuid4())},
        )
    return event, answer.raise_for_status().json()["registrations"][0]


def _listed_for_staff(staff: Visitor, event: dict[str, Any], demo: dict[str, Any]) -> None:
    page = staff.page
    staff.sign_in(next(one["email"] for one in demo["accounts"] if one["role"] == "owner"), demo["password"])
    staff.open(f"/org/{demo['organization']}/events/{event['slug']}/waiting")
    expect(page.get_by_role("row", name=re.compile(GUEST))).to_be_visible()
    staff.audit_everywhere("the waiting list in the console")


def _mailed(look: Callable[[], str]) -> str:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        if link := look():
            return link
        time.sleep(0.3)
    pytest.fail("the mail did not come")
