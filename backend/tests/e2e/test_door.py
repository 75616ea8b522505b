"""Journey 3's door in a real browser: a phone without a network lets people in, and tells the server later."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from . import events
from .events import Held, until
from .visitor import WIDTHS, Visitor

pytestmark = pytest.mark.e2e
FIRST, SECOND = "Ada Olsen", "Bo Winter"


def test_a_door_works_without_a_network(
    visitor: Callable[[], Visitor], staff: Callable[[str], httpx.Client], demo: dict[str, Any]
) -> None:
    organizer = staff("organizer")
    event = events.hold(organizer, "Falls on the ward", events.IN_PERSON, size=30)
    event.publish()
    for name in (FIRST, SECOND):
        event.guest(name)
    door = visitor()
    door.sign_in(next(one["email"] for one in demo["accounts"] if one["role"] == "door"), demo["password"])

    _opened(door, event, organizer.headers["Accredit-Organization"])
    _scan(door.page, FIRST)
    expect(door.page.get_by_text("1 of 2 people are inside")).to_be_attached()
    _offline(door, event)
    _online_again(door)

    log = until(lambda: _log(organizer, event, 3), "the scans")
    assert [(one["name"], one["direction"], one["result"], one["was_offline"]) for one in log] == [
        (FIRST, "entry", "ok", False),
        (SECOND, "entry", "ok", True),
        (FIRST, "exit", "ok", True),
    ]


def _opened(door: Visitor, event: Held, organization: str) -> None:
    page = door.page
    door.open(f"/org/{organization}/check-in")
    door.audit_everywhere("the doors")
    page.set_viewport_size({"width": WIDTHS["phone"][0], "height": WIDTHS["phone"][1]})
    page.locator(f"a[href$='/check-in/{event.id}']").click()
    expect(page.get_by_text("Live. Nothing waits to be sent")).to_be_visible()
    door.audit("a door")


def _offline(door: Visitor, event: Held) -> None:
    page = door.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(KEPT)
    door.context.set_offline(True)
    _read_aloud(page, "Offline. The list is from")
    _scan(page, SECOND)
    _read_aloud(page, "Offline: 1 scan waits on this phone")
    door.audit("a door that is offline")

    # The page is closed by mistake, and opens again without a network: neither list nor queue is lost.
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("heading", name=event.title)).to_be_visible()
    _read_aloud(page, "Offline: 1 scan waits on this phone")
    page.get_by_text("Going out", exact=True).click()
    _scan(page, FIRST, "Checked out")
    _read_aloud(page, "Offline: 2 scans wait on this phone")


def _online_again(door: Visitor) -> None:
    page = door.page
    door.context.set_offline(False)
    expect(page.get_by_text("All 3 scans sent")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("1 of 2 people are inside")).to_be_attached()
    door.audit_everywhere("a door whose scans were sent")


def _scan(page: Page, name: str, verdict: str = "Welcome in") -> None:
    """Finds the person by name, as one does whose ticket cannot be read."""
    page.get_by_role("button", name="Find by name or code").click()
    page.get_by_role("searchbox", name="Name or ticket code").fill(name)
    page.get_by_role("button", name=re.compile(name)).click()
    expect(page.get_by_text(verdict)).to_be_visible()
    expect(page.get_by_text(verdict)).to_have_count(0)


def _read_aloud(page: Page, words: str) -> None:
    """How things stand between phone and server, said loudly."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_attached()


def _log(organizer: httpx.Client, event: Held, count: int) -> list[dict[str, Any]]:
    """What the server knows, in the order in which it happened; nothing before all of it is there."""
    found = organizer.get(f"/api/registrations/check-in/{event.id}/log/").raise_for_status().json()["results"]
    return list(reversed(found)) if len(found) == count else []


KEPT = """async () => {
  const kept = await (await caches.open('accredit-door')).keys();
  const paths = kept.map(({ url }) => new URL(url).pathname);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  return loaded.filter((path) => path.startsWith('/assets/')).every((path) => paths.includes(path));
}"""
"""Whether everything that the page has loaded is kept for when there is no network."""
