"""A browser on a running trial. `make test PART=browser` starts both and says where they are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from .visitor import Visitor

LAST_SEEN = Path(__file__).resolve().parents[3] / ".cache" / "e2e"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]


def _given(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        pytest.fail(f"{name} is not set; start these tests with `make test PART=browser`", pytrace=False)
    return value


@pytest.fixture(scope="session")
def base_url() -> str:
    return _given("BASE_URL")


@pytest.fixture(scope="session")
def sandbox_url() -> str:
    return _given("SANDBOX_URL")


@pytest.fixture(scope="session")
def demo() -> dict[str, Any]:
    """What the seed of the trial wrote down: accounts, the course to buy."""
    known: dict[str, Any] = json.loads(Path(_given("DATA_DIR"), "demo.json").read_text())
    return known


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _given("CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(
    request: pytest.FixtureRequest, browser: Browser, base_url: str, sandbox_url: str
) -> Iterator[Callable[[], Visitor]]:
    """Makes visitors, each with cookies of their own; fails the test when one of them met a fault."""
    made: list[Visitor] = []

    def make() -> Visitor:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
        made.append(Visitor(context, base_url, sandbox_url))
        return made[-1]

    yield make
    for number, one in enumerate(made, 1):
        # What they saw last, for whoever has to find out why a test failed.
        one.page.screenshot(path=LAST_SEEN / f"{request.node.name.split('[')[0]}-{number}.png")
        one.context.close()
    faults = [f"{fault}\n    on {', '.join(where)}" for one in made for fault, where in one.faults.items()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def mail_link(sandbox_url: str) -> Callable[[str, str], str]:
    """The newest link that contains a mark, from the mails to an address."""

    def look(address: str, mark: str) -> str:
        messages = httpx.get(f"{sandbox_url}/mail/api/messages", params={"to": address}).json()["messages"]
        links = [str(link) for message in messages for link in message["links"] if mark in link]
        return links[0] if links else ""

    return look


@pytest.fixture
def staff(base_url: str, demo: dict[str, Any]) -> Iterator[Callable[[str], httpx.Client]]:
    """Somebody of the demo by role, over the API, at work for the organization that they belong to."""
    known: dict[str, httpx.Client] = {}

    def sign_in(role: str) -> httpx.Client:
        if role not in known:
            http = known[role] = httpx.Client(base_url=base_url, timeout=30)
            email = next(account["email"] for account in demo["accounts"] if account["role"] == role)
            credentials = {"email": email, "password": demo["password"]}
            access = http.post("/api/token/", json=credentials).raise_for_status().json()["access"]
            http.headers["Authorization"] = f"Bearer {access}"
            mine = [one["slug"] for one in http.get("/api/organizations/").raise_for_status().json()["results"]]
            first = demo["organization"] if demo["organization"] in mine else mine[0]
            http.headers["Accredit-Organization"] = first
        return known[role]

    yield sign_in
    for http in known.values():
        http.close()


@pytest.fixture
def right_answers(staff: Callable[[str], httpx.Client], demo: dict[str, Any]) -> dict[str, Any]:
    """By question id, as the instructor's outline keeps them."""
    http = staff("instructor")
    course = http.get(f"/api/courses/course/{demo['course']}/").raise_for_status().json()
    outline = http.get(f"/api/courses/course/{course['id']}/outline/").raise_for_status().json()
    lessons = [lesson for module in outline["modules"] for lesson in module["lessons"] if lesson["kind"] == "quiz"]
    quizzes = [http.get(f"/api/courses/quiz/{lesson['id']}/").raise_for_status().json() for lesson in lessons]
    return {question["id"]: question["answer"] for quiz in quizzes for question in quiz["questions"]}
