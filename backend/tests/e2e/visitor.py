"""A person at a browser: one tab, watched for faults, and able to have a page checked for accessibility."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

AXE = Path(__file__).resolve().parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
UNSETTLED = ".skeleton, [aria-busy=true]"
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}


class Visitor:
    """Wraps a page. `faults` collects what no visitor should cause: script errors, 5xx, calls to other hosts."""

    def __init__(self, context: BrowserContext, base_url: str, sandbox_url: str) -> None:
        self.context, self.base_url = context, base_url
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.faults: dict[str, list[str]] = {}
        self._homes = (base_url, sandbox_url, "data:", "blob:")
        self.page.on("pageerror", lambda error: self._fault(f"script error: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)
        self.page.on("request", self._asked)

    def open(self, path: str) -> None:
        """Goes to a path of the app and waits until nothing more is loading."""
        self.page.goto(self.base_url + path)
        self.settle()

    def settle(self) -> None:
        """Waits until the page has its heading, nothing is a placeholder and no button is busy."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator("h1").first.wait_for()
        expect(self.page.locator(UNSETTLED)).to_have_count(0, timeout=15_000)

    def audit(self, what: str) -> None:
        """Looks at the page as it stands: accessibility violations, one h1, no sideways scrolling.

        What it finds joins the faults, so that one run tells of every page; they fail the test at its end.
        """
        self.settle()
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE.read_text())
        options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        found: list[dict[str, Any]] = self.page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
        for one in found:
            for node in one["nodes"]:
                self._fault(f"{one['id']}: {_without_made_up_ids(node['html'])[:200]}", what)
        if self.page.get_by_text("This page stopped working").count():
            self._fault("crashed", what)
        if (headings := self.page.locator("h1").count()) != 1:
            self._fault(f"{headings} h1", what)
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 0:
            self._fault(f"scrolls sideways by {overflow} px", what)

    def audit_everywhere(self, what: str) -> None:
        """The same at both widths, light and dark."""
        for width, (x, y) in WIDTHS.items():
            self.page.set_viewport_size({"width": x, "height": y})
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                self.audit(f"{what} ({width}, {scheme})")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": WIDTHS["desktop"][0], "height": WIDTHS["desktop"][1]})

    def sign_in(self, email: str, password: str) -> None:
        """Signs in on the page for it."""
        self.open("/auth/sign-in")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.button("Sign in")
        self.page.wait_for_url(re.compile(r"^(?!.*/auth/)"))

    def pay_on_the_hosted_page(self, name: str) -> None:
        """Fills in a card that works, and pays."""
        self.page.get_by_label("Card number").fill("4242 4242 4242 4242")
        self.page.get_by_label("Expiry (MM/YY)").fill("12/34")
        self.page.get_by_label("CVC").fill("123")
        self.page.get_by_label("Name on card").fill(name)
        self.page.get_by_role("button", name=re.compile("^Pay ")).click()

    def button(self, name: str) -> None:
        """Presses the one visible button or link with this name."""
        pattern = re.compile(f"^{re.escape(name)}$")
        either = self.page.get_by_role("button", name=pattern).or_(self.page.get_by_role("link", name=pattern))
        either.locator("visible=true").first.click()

    def _fault(self, fault: str, where: str = "") -> None:
        self.faults.setdefault(fault, []).append(where or self.page.url)

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium reports every 4xx answer here too; those are part of the protocol (401 before sign-in).
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._fault(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._fault(f"{response.status} from {response.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self._homes):
            self._fault(f"a request left for {request.url}")


def _without_made_up_ids(html: str) -> str:
    return re.sub(r'(id|aria-controls)="[^"]*"', "", html)
