"""Walks through a running trial and keeps a picture of each screen. Runs inside the virtual environment.

Pictures are WebP, because a screen of text stays sharp in a few ten kilobytes.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
TALLEST = 2400
"""Longer pages are cut here: the rest repeats."""
QUALITY = 80
HELD = "Frailty at the front door"
"""The event of the demo that is over."""
TALKED_IN = "Reading a trial together"
"""The one in whose room people talk."""
BASE = os.environ["BASE_URL"]
DEMO: dict[str, Any] = json.loads((Path(os.environ["DATA_DIR"]) / "demo.json").read_text())


class Photographer:
    """One browser tab at one size."""

    def __init__(self, page: Page, size: str) -> None:
        self.page, self.size = page, size

    def open(self, path: str) -> None:
        """Goes to a path of the app."""
        self.page.goto(BASE + path)

    def keep(self, name: str) -> None:
        """Waits until the page stands still, and keeps what it shows."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator("h1").first.wait_for()
        expect(self.page.locator(".skeleton, [aria-busy=true]")).to_have_count(0, timeout=15_000)
        self.page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
        shown = Image.open(io.BytesIO(self.page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
        picture = shown.crop((0, 0, shown.width, min(shown.height, TALLEST)))
        picture.save(FOLDER / f"{name}-{self.size}.webp", quality=QUALITY, method=6)
        sys.stdout.write(f"  {name}-{self.size}.webp\n")

    def press(self, name: str) -> None:
        """Presses the visible button or link with this name."""
        either = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        either.locator("visible=true").first.click()


def visitor(shot: Photographer) -> None:
    """What somebody sees who is not signed in."""
    course = f"/courses/{DEMO['course']}"
    pages = {
        "catalogue": "/",
        "search": "/?search=consent",
        "nothing-found": "/?search=zeppelin",
        "course": course,
        "sign-in": "/auth/sign-in",
        "sign-up": "/auth/sign-up",
        "forgot-password": "/auth/forgot",
        "verify": "/verify",
        "not-found": "/no-such-page",
    }
    event = f"/events/{event_to_come(shot.page)}"
    for name, path in {**pages, "event": event, "event-register": f"{event}/register"}.items():
        shot.open(path)
        shot.keep(name)


def event_to_come(page: Page) -> str:
    """The slug of an event that sells places."""
    found: Any = page.request.get(f"{BASE}/api/discover/", params={"kind": "event", "search": "cases"}).json()
    return str(found["results"][0]["slug"])


def learner(shot: Photographer) -> None:
    """The demo learner's own pages, and a purchase up to the payment page."""
    sign_in(shot)
    pages = {
        "learning": "/learning",
        "registrations": "/registrations",
        "certificates": "/certificates",
        "cpd": "/cpd",
        "cart": "/cart",
        "orders": "/orders",
        **{
            f"account-{page}": f"/account/{page}"
            for page in ("profile", "security", "notifications", "privacy", "appearance")
        },
    }
    for name, path in pages.items():
        shot.open(path)
        shot.keep(name)
    shot.open("/certificates")
    shot.page.locator("a[href^='/c/']").first.click()
    shot.page.wait_for_url(re.compile("/c/"))
    shot.keep("certificate")
    shot.open(f"/checkout?course={DEMO['course']}")
    shot.keep("checkout")
    shot.open("/registrations")
    shot.page.locator("a[href^='/tickets/']").first.click()
    shot.page.wait_for_url(re.compile("/tickets/"))
    shot.keep("ticket")
    shot.open("/rooms")
    shot.keep("rooms")
    shot.page.get_by_role("main").get_by_role("link", name=TALKED_IN).first.click()
    shot.page.wait_for_url(re.compile("/rooms/"))
    shot.page.get_by_role("list", name="Messages", exact=True).wait_for()
    shot.keep("room")


def purchase(shot: Photographer) -> None:
    """Buys the course of the demo and begins it; happens once, because a course is bought once."""
    sign_in(shot)
    shot.open(f"/checkout?course={DEMO['course']}")
    shot.page.get_by_label("Full name").fill("Amara Okafor")
    shot.press("Continue to payment")
    shot.page.get_by_label("Card number").wait_for()
    shot.keep("payment")
    card = {
        "Card number": "4242 4242 4242 4242",
        "Expiry (MM/YY)": "12/34",
        "CVC": "123",
        "Name on card": "Amara Okafor",
    }
    for label, value in card.items():
        shot.page.get_by_label(label).fill(value)
    shot.page.get_by_role("button", name=re.compile("^Pay ")).click()
    start = shot.page.get_by_role("link", name="Start learning")
    start.wait_for(timeout=60_000)
    shot.keep("payment-confirmed")
    start.click()
    shot.page.wait_for_url(re.compile("/learn/"))


def player(shot: Photographer) -> None:
    """A lesson, and a quiz from its beginning to a question."""
    sign_in(shot)
    shot.open(f"/learn/{DEMO['course']}")
    shot.page.wait_for_url(re.compile("/learn/[^/]+/[^/]+"))
    shot.keep("player")
    shot.page.goto(quiz_address(shot.page))
    shot.keep("quiz")
    start = shot.page.get_by_role("button", name=re.compile("^(Start|Go on with) the quiz$"))
    start.click()
    shot.page.get_by_role("heading", name=re.compile("^Question ")).wait_for()
    shot.keep("question")


def quiz_address(page: Page) -> str:
    """Where the first quiz of the demo's course is; asked of the API as the page itself would."""
    page.goto(f"{BASE}/courses/{DEMO['course']}")
    course: Any = page.request.get(f"{BASE}/api/courses/course/{DEMO['course']}/").json()
    lessons = [lesson for module in course["modules"] for lesson in module["lessons"]]
    quiz = next(lesson for lesson in lessons if lesson["kind"] == "quiz")
    return f"{BASE}/learn/{DEMO['course']}/{quiz['id']}"


def console(shot: Photographer) -> None:
    """What the owner of the organization that sells the demo's course runs it from."""
    sign_in(shot, "owner")
    organization = f"/org/{DEMO['organization']}"
    pages = {
        "home": "",
        "courses": "/courses",
        "sales": "/sales",
        "promo-codes": "/promo-codes",
        "certificates": "/certificates",
        "certificate-design": "/certificates/design",
        "events": "/events",
        "integrations": "/integrations",
        "rooms": "/rooms",
        "room-reports": "/rooms/reports",
        "team": "/team",
    }
    for name, path in pages.items():
        shot.open(organization + path)
        shot.keep(f"console-{name}")
    shot.open(f"{organization}/courses")
    title = shot.page.request.get(f"{BASE}/api/courses/course/{DEMO['course']}/").json()["title"]
    shot.page.get_by_role("link", name=title).first.click()
    shot.page.wait_for_url(re.compile("/courses/[^/]+"))
    shot.keep("console-course")
    shot.open(f"{organization}/events")
    shot.page.get_by_role("link", name=HELD).locator("visible=true").first.click()
    shot.page.wait_for_url(re.compile("/overview$"))
    event = shot.page.url.removesuffix("/overview")
    for place in ("overview", "programme", "registrations", "attendance", "gate", "certificates", "survey", "messages"):
        shot.page.goto(f"{event}/{place}")
        shot.keep(f"console-event-{place}")


def sign_in(shot: Photographer, role: str = "learner") -> None:
    """As the demo account of a role."""
    shot.open("/auth/sign-in")
    shot.page.get_by_label("Email").fill(next(one["email"] for one in DEMO["accounts"] if one["role"] == role))
    shot.page.get_by_label("Password", exact=True).fill(DEMO["password"])
    shot.press("Sign in")
    shot.page.wait_for_url(re.compile(r"^(?!.*/auth/)"))


def dark(shot: Photographer) -> None:
    """A few screens in the dark, to show that all have it."""
    shot.page.emulate_media(color_scheme="dark")
    for name, path in {"catalogue-dark": "/", "course-dark": f"/courses/{DEMO['course']}"}.items():
        shot.open(path)
        shot.keep(name)


def take(browser: Browser, walk: Callable[[Photographer], None], size: str) -> None:
    """One walk in a browser of its own."""
    width, height = WIDTHS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    walk(Photographer(context.new_page(), size))
    context.close()


def main() -> None:
    """All walks at both widths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
        for walk in (visitor, learner, dark):
            for size in WIDTHS:
                take(browser, walk, size)
        take(browser, purchase, "desktop")
        for size in WIDTHS:
            take(browser, player, size)
            take(browser, console, size)
        browser.close()


if __name__ == "__main__":
    main()
