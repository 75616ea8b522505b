"""Three people talk in the room of an event, in three browsers: one of them on a phone, one without a network for ten
seconds. In the end all of them see what the server has."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from . import events
from .events import Held, until
from .visitor import WIDTHS, Visitor

pytestmark = pytest.mark.e2e
AWAY_SECONDS = 10
PATIENCE_MS = 15_000
TITLE = "Sleep after night shifts"
SEEN = """list => [...list.querySelectorAll(':scope > li > [data-message]')].map(one => ({
    id: one.dataset.message,
    seq: Number(one.dataset.seq),
    words: one.querySelector(`#words-${one.dataset.message}`).textContent,
    edited: one.querySelector('time + span') !== null,
    signs: [...one.querySelectorAll('[aria-label=Reactions] button')].map(sign => sign.getAttribute('aria-label')),
    replies: parseInt([...one.querySelectorAll('button > b')].at(-1)?.textContent ?? '0'),
}))"""
"""A list of messages as it stands on the page."""
SIGNS = {"thanks": "Thank you", "thumbs_up": "Agree"}


@dataclass
class Talker:
    """Somebody in the room, with a browser and with a way to ask the server itself."""

    visitor: Visitor
    http: httpx.Client
    name: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name=f"Write to “{TITLE}”")

    @property
    def listed(self) -> Locator:
        return self.page.get_by_role("list", name="Messages", exact=True)

    def in_the_list(self, room: str) -> Locator:
        return self.page.locator(f"a[href='/rooms/{room}']")

    def says(self, words: str) -> None:
        self.field.fill(words)
        self.field.press("Enter")

    def edits_the_last(self, words: str) -> None:
        """The arrow up in the empty field opens what one said last."""
        self.field.press("ArrowUp")
        editor = self.page.get_by_role("textbox", name="Edit your message")
        editor.fill(words)
        editor.press("Enter")
        expect(editor).to_have_count(0)

    def message(self, words: str) -> Locator:
        return self.listed.get_by_role("article").filter(has_text=words)

    def hears(self, words: str) -> None:
        expect(self.message(words)).to_have_count(1, timeout=PATIENCE_MS)

    def opens_thread(self, words: str) -> Locator:
        """By the button that a message shows when it is pointed at, or on a phone out of its menu."""
        message, name = self.message(words), "Reply in a thread"
        message.hover()
        beside, more = message.get_by_role("button", name=name), message.get_by_role("button", name=re.compile("^More"))
        if beside.is_visible():
            beside.click()
        else:
            more.click()
            self.page.get_by_role("menuitem", name=name).click()
        return self.page.get_by_role("dialog", name="Thread")

    def reacts(self, words: str, sign: str) -> None:
        self.message(words).hover()
        self.message(words).get_by_role("button", name="React", exact=True).click()
        self.page.get_by_role("menuitem", name=sign).click()


def test_three_people_talk_and_one_of_them_loses_the_network(
    visitor: Callable[[], Visitor],
    staff: Callable[[str], httpx.Client],
    mail_link: Callable[[str, str], str],
    base_url: str,
    demo: dict[str, Any],
) -> None:
    event = events.hold(staff("organizer"), TITLE, events.IN_PERSON, size=5)
    event.publish()
    organizer = _organizer(visitor(), event, demo)
    phone = _attendee(visitor(), event, "Bo Winter", events.sign_up(base_url, "Bo Winter", mail_link))
    away = _attendee(visitor(), event, "Cleo Marsh", events.sign_up(base_url, "Cleo Marsh", mail_link))
    everybody = [organizer, phone, away]
    room = until(lambda: _rooms(phone, event) and _rooms(away, event), "the room")

    _enter(organizer, phone, away, room=room)
    _mention(organizer, phone, room=room)
    _thread(phone, organizer)
    _react(away, organizer, phone)
    _edit(away, organizer, phone)
    _ten_seconds_without_a_network(away, organizer, phone)

    _check_all_see_the_same(everybody, room)
    away.page.reload()
    expect(away.field).to_have_value("And I bring")
    _check_all_see_the_same(everybody, room)
    _console(organizer, event.organizer.headers["Accredit-Organization"])


def _organizer(visitor: Visitor, event: Held, demo: dict[str, Any]) -> Talker:
    account = next(one for one in demo["accounts"] if one["role"] == "organizer")
    visitor.sign_in(account["email"], demo["password"])
    return Talker(visitor, event.organizer, account["name"])


def _attendee(visitor: Visitor, event: Held, name: str, email: str) -> Talker:
    """With a place in the event."""
    visitor.sign_in(email, events.PASSWORD)
    http = httpx.Client(base_url=event.organizer.base_url, timeout=30)
    credentials = {"email": email, "password": events.PASSWORD}
    access = http.post("/api/token/", json=credentials).raise_for_status().json()["access"]
    http.headers["Authorization"] = f"Bearer {access}"
    place = {"ticket_type": event.ticket, "name": name, "email": email}
    placed = http.post(
        "/api/registrations/register/",
        json={"event": event.slug, "attendees": [place]},
        headers={"Idempotency-Key": email},
    )
    assert placed.status_code == 201, placed.text
    return Talker(visitor, http, name)


def _rooms(one: Talker, event: Held) -> str:
    """The room of the event, when this person is in it."""
    rooms = one.http.get("/api/community/rooms/").raise_for_status().json()["results"]
    return next((room["id"] for room in rooms if room["activity"] and room["activity"]["id"] == event.id), "")


def _enter(organizer: Talker, phone: Talker, away: Talker, *, room: str) -> None:
    phone.page.set_viewport_size({"width": WIDTHS["phone"][0], "height": WIDTHS["phone"][1]})
    for one in (organizer, phone, away):
        one.visitor.open("/rooms")
    away.visitor.audit_everywhere("rooms")
    for one in (organizer, away):
        one.in_the_list(room).click()
        one.field.wait_for()
    away.visitor.audit("a room in which nothing was said")


def _mention(organizer: Talker, phone: Talker, *, room: str) -> None:
    """Whoever is meant learns of it in the list, before they open the room."""
    organizer.field.press_sequentially("Welcome to all of you. @Bo")
    organizer.page.get_by_role("option", name=phone.name).wait_for()
    organizer.field.press("Enter")
    organizer.field.press_sequentially(", do you need a ramp?")
    organizer.field.press("Enter")
    link = phone.in_the_list(room)
    expect(link).to_contain_text("1 mention of you", timeout=PATIENCE_MS)
    link.click()
    phone.hears("Welcome to all of you.")
    expect(phone.message("Welcome").locator("mark")).to_have_text(f"@{phone.name}")
    _audit_the_phone(phone, "a room")


def _thread(phone: Talker, organizer: Talker) -> None:
    sheet = phone.opens_thread("Welcome")
    sheet.get_by_role("textbox", name=re.compile("^Reply in")).fill("No, thank you.")
    sheet.get_by_role("button", name="Send", exact=True).click()
    expect(sheet.get_by_role("list", name="1 reply").get_by_role("article")).to_contain_text("No, thank you.")
    _audit_the_phone(phone, "a thread")
    _closes(sheet)
    expect(organizer.message("Welcome")).to_contain_text("1 reply")


def _react(one: Talker, *others: Talker) -> None:
    one.reacts("Welcome", "Thank you")
    for other in (one, *others):
        expect(other.message("Welcome").get_by_role("button", name="Thank you: 1 person")).to_be_visible()


def _edit(one: Talker, *others: Talker) -> None:
    one.says("Is the car prk open?")
    one.hears("Is the car prk open?")
    one.edits_the_last("Is the car park open?")
    for other in (one, *others):
        other.hears("Is the car park open?")
        expect(other.message("car park")).to_contain_text("edited")


def _ten_seconds_without_a_network(away: Talker, organizer: Talker, phone: Talker) -> None:
    """Chromium holds back what goes over open sockets too, in both directions, and lets no new one through.

    The others talk, answer in the thread, react, and change what was said before and what was said meanwhile.
    """
    away.visitor.context.set_offline(True)
    began = time.monotonic()
    away.says("I am late.")
    expect(away.page.get_by_text("Waiting for the connection. It is sent by itself.")).to_be_visible()
    expect(away.page.get_by_text("Reconnecting. What you write is kept.")).to_be_visible()
    away.field.fill("And I bring")

    organizer.says("It is open until nine.")
    phone.hears("It is open until nine.")
    for number in range(1, 4):
        phone.says(f"Question {number} from the phone")
        organizer.says(f"Answer {number} from the desk")
    sheet = organizer.opens_thread("Welcome")
    sheet.get_by_role("textbox", name=re.compile("^Reply in")).fill("Good.")
    sheet.get_by_role("textbox", name=re.compile("^Reply in")).press("Enter")
    expect(sheet.get_by_role("list", name="2 replies").get_by_role("article").last).to_contain_text("Good.")
    _closes(sheet)
    organizer.reacts("car park", "Agree")
    organizer.edits_the_last("Answer 3 from the desk, in full")
    phone.hears("Answer 3 from the desk, in full")

    away.visitor.audit_everywhere("a room without a network, with a thread and reactions")
    away.page.wait_for_timeout(max(AWAY_SECONDS - (time.monotonic() - began), 0) * 1000)
    assert not away.message("It is open").count(), "the network was there"
    assert not phone.message("I am late.").count(), "the network was there"
    away.visitor.context.set_offline(False)
    for one in (organizer, phone, away):
        one.hears("I am late.")
        one.hears("Answer 3 from the desk, in full")
    expect(away.page.get_by_text(re.compile("Waiting for the connection|Sending|Reconnecting"))).to_have_count(0)
    expect(away.field).to_have_value("And I bring")


def _check_all_see_the_same(everybody: list[Talker], room: str) -> None:
    """The three conversations and threads are those that the server answers, and nothing is missing or there twice."""
    everything = _asked(everybody[0], room=room, after="0")
    assert sorted(one["seq"] for one in everything) == list(range(1, len(everything) + 1))
    assert len({(one["sender"]["id"], one["body"]) for one in everything}) == len(everything)
    begin = next(one for one in everything if one["reply_count"])
    replies = sorted((one for one in everything if one["thread"]), key=lambda one: one["seq"])
    for one in everybody:
        said = _asked(one, room=room)[::-1]
        assert {row["id"] for row in said} == {row["id"] for row in everything if not row["thread"]}
        _comes_to_be(one.listed, said, one.name)
        sheet = one.opens_thread("Welcome")
        shown = sheet.get_by_role("list", name=f"{begin['reply_count']} replies")
        shown.wait_for()
        _comes_to_be(shown, replies, one.name)
        _closes(sheet)


def _comes_to_be(listed: Locator, rows: list[dict[str, Any]], whose: str) -> None:
    """At once or a moment later: what only touches a message may still be on its way."""
    wanted, until_then = [_as_shown(row) for row in rows], time.monotonic() + PATIENCE_MS / 1000
    while (shown := listed.evaluate(SEEN)) != wanted and time.monotonic() < until_then:
        listed.page.wait_for_timeout(100)
    assert shown == wanted, whose


def _asked(one: Talker, **query: str) -> list[dict[str, Any]]:
    page = one.http.get("/api/community/messages/", params={"page_size": "100", **query}).raise_for_status().json()
    assert page["next"] is None
    found: list[dict[str, Any]] = page["results"]
    return found


def _as_shown(row: dict[str, Any]) -> dict[str, Any]:
    """What the page makes of a message."""
    signs = [(SIGNS[sign["kind"]], sign["count"]) for sign in row["reactions"]]
    return {
        "id": row["id"],
        "seq": row["seq"],
        "words": html.unescape(re.sub("<[^>]*>", "", row["html"])),
        "edited": row["edited_at"] is not None,
        "signs": [f"{name}: {count} {'person' if count == 1 else 'people'}" for name, count in signs],
        "replies": row["reply_count"],
    }


def _console(organizer: Talker, slug: str) -> None:
    """Where the organization looks after its rooms."""
    page = organizer.page
    organizer.visitor.open(f"/org/{slug}/rooms")
    organizer.visitor.audit_everywhere("the rooms in the console")
    page.get_by_role("button", name=TITLE).first.click()
    page.get_by_role("dialog").wait_for()
    organizer.visitor.audit_everywhere("one room in the console")
    for part in ("reports", "rules", "log"):
        organizer.visitor.open(f"/org/{slug}/rooms/{part}")
        organizer.visitor.audit(f"rooms in the console: {part}")


def _closes(sheet: Locator) -> None:
    """The first Esc leaves the field."""
    sheet.page.keyboard.press("Escape")
    sheet.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def _audit_the_phone(phone: Talker, what: str) -> None:
    for scheme in ("dark", "light"):
        phone.page.emulate_media(color_scheme=scheme)
        phone.visitor.audit(f"{what} (phone, {scheme})")
