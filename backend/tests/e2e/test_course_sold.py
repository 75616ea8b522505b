"""Journey 1 in a real browser: found, bought, learned, passed, certified, and verified by a stranger."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from .visitor import Visitor

pytestmark = pytest.mark.e2e
PASSWORD = "a long enough sentence"
NAME = "Noor van Dijk"
PATIENCE_MS = 30_000
MOST_LESSONS = 30


def test_a_course_is_sold_learned_and_certified(
    visitor: Callable[[], Visitor],
    mail_link: Callable[[str, str], str],
    right_answers: dict[str, Any],
    demo: dict[str, Any],
) -> None:
    learner = visitor()
    email = f"noor-{uuid4().hex[:8]}@example.test"

    _sign_up(learner, email, mail_link)
    _find(learner, demo["course"])
    _buy(learner)
    _learn(learner, right_answers)
    code = _certificate(learner)
    _verified_by_a_stranger(visitor(), code)

    learner.open("/cpd")
    expect(learner.page.get_by_role("table").first).to_be_visible()
    learner.audit("the CPD record")
    assert mail_link(email, f"/c/{code}"), "the certificate was not mailed"


def _sign_up(learner: Visitor, email: str, mail_link: Callable[[str, str], str]) -> None:
    page = learner.page
    learner.open("/auth/sign-up")
    learner.audit("sign-up")
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    learner.button("Create account")
    page.wait_for_url(re.compile(r"^(?!.*/auth/)"))
    _wait(page, lambda: mail_link(email, "/auth/verify"), "the mail")
    page.goto(mail_link(email, "/auth/verify"))
    learner.audit("address verified")


def _find(learner: Visitor, slug: str) -> None:
    page = learner.page
    learner.open("/")
    learner.audit("the catalogue")
    page.get_by_role("searchbox").fill(slug.split("-")[0])
    page.keyboard.press("Enter")
    page.locator(f"a[href='/courses/{slug}']").first.click()
    page.wait_for_url(re.compile(f"/courses/{slug}$"))
    learner.audit("the course page")


def _buy(learner: Visitor) -> None:
    page = learner.page
    learner.button("Buy course")
    page.get_by_label("Full name").fill(NAME)
    learner.audit("checkout")
    learner.button("Continue to payment")
    learner.pay_on_the_hosted_page(NAME)
    page.wait_for_url(re.compile("/checkout/done/"))
    expect(page.get_by_role("heading", name="It is yours")).to_be_visible(timeout=PATIENCE_MS)
    start = page.get_by_role("link", name="Start learning")
    start.wait_for(timeout=PATIENCE_MS)
    learner.audit("payment confirmed")
    start.click()
    page.wait_for_url(re.compile("/learn/"))


def _learn(learner: Visitor, right_answers: dict[str, Any]) -> None:
    page = learner.page
    learner.audit("the player")
    start = page.get_by_role("button", name="Start the quiz")
    play = page.get_by_role("button", name="Play", exact=True)
    complete = page.get_by_role("button", name=re.compile("^(Complete|Mark as read)"))
    finished = page.get_by_text("You have finished the course")
    for _ in range(MOST_LESSONS):
        start.or_(play).or_(complete).or_(finished).first.wait_for()
        if finished.is_visible():
            return
        here = page.url
        if start.is_visible():
            _pass_quiz(learner, start, right_answers)
            following = page.get_by_role("link", name="Next lesson")
            following.or_(finished).first.wait_for()
            if following.is_visible():
                following.click()
        elif play.is_visible():
            _watch(learner, play)
        else:
            complete.first.click()
        _wait(page, partial(_moved_on, page, here, finished), "the next lesson")
    raise AssertionError("the course does not come to an end")


def _moved_on(page: Page, here: str, finished: Locator) -> bool:
    return page.url != here or finished.is_visible()


def _watch(learner: Visitor, play: Locator) -> None:
    """A film at double speed, from its start to where it counts."""
    page = learner.page
    learner.audit("the beginning of a film")
    for _ in range(4):
        page.get_by_role("button", name=re.compile("^Speed")).click()
    play.click()
    page.get_by_role("main").get_by_text("Completed", exact=True).first.wait_for(timeout=2 * PATIENCE_MS)
    learner.audit("a film that was watched")
    page.get_by_role("button", name="Next lesson").first.click()


def _pass_quiz(learner: Visitor, start: Locator, right_answers: dict[str, Any]) -> None:
    page = learner.page
    learner.audit("the beginning of a quiz")
    with page.expect_response(re.compile("/attempts/$")) as answered:
        start.click()
    questions = answered.value.json()["questions"]
    for number, question in enumerate(questions, 1):
        page.get_by_role("heading", name=f"Question {number} of {len(questions)}").wait_for()
        learner.audit(f"a question, {question['kind']}")
        _answer(page, question, right_answers[question["id"]])
        learner.button("Hand in" if number == len(questions) else "Next question")
    expect(page.get_by_text(re.compile("^Passed with"))).to_be_visible()
    learner.audit("the result of the quiz")


def _answer(page: Page, question: dict[str, Any], right: dict[str, Any]) -> None:
    texts = {choice["id"]: choice["text"] for choice in question["choices"] or []}
    match question["kind"]:
        case "single":
            page.get_by_text(texts[right["choice"]], exact=True).click()
        case "multiple":
            for choice in right["choices"]:
                page.get_by_text(texts[choice], exact=True).click()
        case "true_false":
            page.get_by_text("True" if right["value"] else "False", exact=True).click()
        case "numeric":
            page.get_by_label("Your answer, as a number").fill(str(right["value"]))
        case _:
            page.get_by_label("Your answer", exact=True).fill(right["accepted"][0])


def _certificate(learner: Visitor) -> str:
    page = learner.page
    see = page.get_by_role("link", name="See certificate").first
    see.wait_for(timeout=PATIENCE_MS)
    learner.audit("the finished course")
    see.click()
    page.wait_for_url(re.compile("/c/"))
    learner.open("/certificates")
    learner.audit("my certificates")
    with page.expect_download() as download:
        learner.button("Download PDF")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    address = page.locator("a[href^='/c/']").first.get_attribute("href")
    assert address is not None
    return address.removeprefix("/c/")


def _verified_by_a_stranger(stranger: Visitor, code: str) -> None:
    page = stranger.page
    stranger.open("/verify")
    stranger.audit("verify")
    page.get_by_label("Code or address").fill(code)
    stranger.button("Check certificate")
    page.wait_for_url(re.compile(f"/c/{code}"))
    expect(page.get_by_text("Genuine, and in force")).to_be_visible()
    expect(page.get_by_text(NAME).first).to_be_visible()
    stranger.audit_everywhere("the public certificate")


def _wait(page: Page, ready: Callable[[], Any], what: str) -> None:
    """Waits as long as a person would; lets the page go on meanwhile."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not ready():
        assert time.monotonic() < until, f"{what} did not come"
        page.wait_for_timeout(100)
