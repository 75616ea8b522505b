"""Journey 2 in a real browser: an online event fills up, Zoom tells who was there, a survey opens the certificate."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from . import events
from .events import Held, until
from .visitor import Visitor

pytestmark = pytest.mark.e2e
NAME = "Ines Duarte"
HOST = "host@zoom.example"
PRICE = 4_500
PATIENCE_MS = 30_000


def test_an_online_event_is_attended_and_certified(
    visitor: Callable[[], Visitor],
    staff: Callable[[str], httpx.Client],
    mail_link: Callable[[str, str], str],
    base_url: str,
    sandbox_url: str,
    demo: dict[str, Any],
) -> None:
    organizer = staff("organizer")
    _connect_zoom(visitor(), demo, organizer.headers["Accredit-Organization"])
    event, survey = _published(organizer)
    event.guest("Paul Brand")
    email = events.sign_up(base_url, NAME, mail_link)
    learner = visitor()

    _register(learner, event, email)
    _full(visitor(), event)
    _way_in(learner, event)
    _took_place(event, sandbox_url, email)
    _answer(learner)
    event.certify()
    _certified(learner, event)
    assert mail_link(email, f"/surveys/{survey}"), "the survey was not mailed"


def _connect_zoom(owner: Visitor, demo: dict[str, Any], organization: str) -> None:
    page = owner.page
    owner.sign_in(next(one["email"] for one in demo["accounts"] if one["role"] == "owner"), demo["password"])
    owner.open(f"/org/{organization}/integrations")
    connect = page.get_by_role("button", name="Connect Zoom")
    connected = page.get_by_text("Connected", exact=True)
    connect.or_(connected).first.wait_for()
    if connect.is_visible():
        owner.audit("Zoom is not connected")
        connect.click()
        page.get_by_label("Signed in to Zoom as").fill(HOST)
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url(re.compile("zoom=connected"))
        expect(page.get_by_text("Zoom is connected.")).to_be_visible()
    owner.audit_everywhere("Zoom is connected")


def _published(organizer: httpx.Client) -> tuple[Held, str]:
    event = events.hold(organizer, "Consent by video", events.ONLINE, size=2, price=PRICE)
    survey = event.survey(
        {"key": "useful", "kind": "rating", "prompt": "How useful was it?", "is_required": True},
        {"key": "change", "kind": "text", "prompt": "What will you do differently?"},
    )
    event.asks({"kind": "attendance", "percent": 80}, {"kind": "survey"}, {"kind": "paid"})
    organizer.put(f"/api/integrations/zoom/events/{event.id}/", json={"kind": "meeting"}).raise_for_status()
    event.publish()
    return event, survey


def _register(learner: Visitor, event: Held, email: str) -> None:
    page = learner.page
    learner.sign_in(email, events.PASSWORD)
    learner.open(f"/events/{event.slug}")
    learner.audit("an event with places left")
    learner.button("Register for £45")
    page.get_by_label("Full name").fill(NAME)
    learner.audit_everywhere("registering")
    learner.button("Continue to payment")
    learner.pay_on_the_hosted_page(NAME)
    page.wait_for_url(re.compile("/checkout/done/"))
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible(timeout=PATIENCE_MS)
    learner.audit("a place is paid")


def _full(late: Visitor, event: Held) -> None:
    page = late.page
    late.open(f"/events/{event.slug}")
    late.button("Join the waiting list")
    page.get_by_role("textbox", name="Full name").fill("Ruth Late")
    page.get_by_role("textbox", name="Email").fill("ruth-late@example.test")
    late.button("Join the waiting list")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are number 1 on the waiting list")
    late.audit("on the waiting list")


def _way_in(learner: Visitor, event: Held) -> None:
    page = learner.page
    learner.button("My events")
    page.wait_for_url(re.compile("/registrations$"))
    learner.audit_everywhere("my events")
    page.get_by_role("link", name=event.title).first.click()
    page.wait_for_url(re.compile("/tickets/"))
    _until_shown(page, page.get_by_role("link", name="Join now"))
    learner.audit_everywhere("a place in an online event")


def _took_place(event: Held, sandbox_url: str, email: str) -> None:
    """They are there throughout, but for half a minute. Zoom tells everything twice, and in no order."""
    zoom = f"/api/integrations/zoom/events/{event.id}/"
    [meeting] = event.organizer.get(zoom).raise_for_status().json()["meetings"]

    def at(minutes: int) -> str:
        return (event.starts_at + minutes * (events.LENGTH / 90)).isoformat()

    steps = [
        {"do": "join", "who": "*", "at": at(0)},
        {"do": "reconnect", "who": email, "at": at(20), "away": 30},
        {"do": "end", "at": at(90)},
    ]
    address = f"{sandbox_url}/_control/api/zoom/meetings/{meeting['zoom_id']}/play"
    httpx.post(address, json={"steps": steps, "copies": 2, "order": "shuffle"}).raise_for_status()
    event.end()
    until(lambda: event.minutes().get(NAME) == 89, "the minutes")


def _answer(learner: Visitor) -> None:
    page = learner.page
    page.reload()
    learner.settle()
    expect(page.get_by_text("89 of 90 minutes")).to_be_visible()
    learner.audit("the survey is missing")
    page.get_by_role("link", name="Answer the survey").click()
    page.wait_for_url(re.compile("/surveys/"))
    learner.audit_everywhere("a survey")
    page.get_by_role("radio", name="5 stars").check(force=True)
    page.get_by_label("What will you do differently?").fill("Ask twice.")
    learner.button("Send answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    learner.audit("a survey that was answered")


def _certified(learner: Visitor, event: Held) -> None:
    page = learner.page
    learner.open("/registrations")
    page.get_by_role("link", name=event.title).first.click()
    page.wait_for_url(re.compile("/tickets/"))
    see = page.get_by_role("link", name="See certificate")
    _until_shown(page, see)
    learner.audit_everywhere("a place with its certificate")
    see.click()
    page.wait_for_url(re.compile("/c/"))
    expect(page.get_by_text(NAME).first).to_be_visible()
    learner.open("/cpd")
    expect(page.get_by_role("listitem").filter(has_text=event.title)).to_contain_text(re.compile(r"1\.0\s*credit"))
    learner.audit("credit on the record")


def _until_shown(page: Page, wanted: Any) -> None:
    """Loads the page again until it is there."""
    for _ in range(30):
        page.wait_for_load_state("networkidle")
        page.locator("h1").first.wait_for()
        if wanted.count():
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"{wanted} did not come")
