"""Plays journey 1 over HTTP: a course is found, bought, learned and passed; a stranger verifies the certificate.

Acts as a new learner against a running installation (BASE_URL) and pays on the sandbox's hosted page. The right answers
are read as the demo's instructor, whom `demo.json` in the installation's data directory names (DATA_DIR says where,
when it was not started here). Prints one JSON line; when a step fails, names it and ends with exit code 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from console import CACHE, fail
from installation import data_dir_of

CARD = {"method": "card", "card_number": "4242424242424242", "exp": "12/34", "cvc": "123", "name": "Journey Learner"}
PATIENCE = 60.0
"""Seconds that a step may wait for work in the background."""
STEPS: dict[str, float] = {}
RIGHT: dict[str, Callable[[dict[str, Any]], Any]] = {
    "single": lambda answer: answer["choice"],
    "multiple": lambda answer: answer["choices"],
    "true_false": lambda answer: answer["value"],
    "numeric": lambda answer: answer["value"],
    "short_text": lambda answer: answer["accepted"][0],
}
"""From how a right answer is kept to how a learner gives it."""


class UnexpectedAnswerError(Exception):
    """The installation answered something else than the journey needs."""


class Client:
    """One person's HTTP client: cookies, a bearer token, JSON in and out."""

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
            said = answer.read().decode(errors="replace")[:600]
            raise UnexpectedAnswerError(f"{method} {address} answered {answer.code}: {said}") from answer

    def get(self, path: str) -> Any:
        """The JSON at `path`."""
        return json.loads(self.open("GET", path)[1])

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """The JSON that a POST answers."""
        answer = self.open(
            "POST", path, json.dumps(body).encode(), headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        return json.loads(answer[1] or b"null")

    def patch(self, path: str, body: Any) -> Any:
        """The JSON that a PATCH answers."""
        return json.loads(self.open("PATCH", path, json.dumps(body).encode())[1] or b"null")

    def sign_in(self, email: str, password: str) -> None:
        """Takes an access token."""
        self.token = self.post("/api/token/", {"email": email, "password": password})["access"]


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


@contextmanager
def step(name: str) -> Iterator[None]:
    """Times a step, and names it when it fails."""
    started = time.monotonic()
    try:
        yield
    except (UnexpectedAnswerError, urllib.error.URLError, OSError, KeyError, IndexError, ValueError) as error:
        fail(f"Journey 1 failed at the step {name!r}: {error or type(error).__name__}")
    STEPS[name] = round(time.monotonic() - started, 3)


def wait_for(what: str, look: Callable[[], Any]) -> Any:
    """Asks until there is an answer."""
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            raise UnexpectedAnswerError(f"{what} did not come within {PATIENCE:.0f} s")
        time.sleep(0.2)
    return found


def main() -> None:
    """The journey, step by step."""
    base = os.environ.get("BASE_URL", "").rstrip("/") or fail("Say where: make journey BASE_URL=http://127.0.0.1:8000")
    demo = guide(base)
    sandbox = Client(os.environ.get("SANDBOX_URL", "").rstrip("/") or demo["sandbox_url"])
    learner, stranger, instructor = Client(base), Client(base), Client(base)
    email = f"journey-{secrets.token_hex(6)}@example.test"
    password = secrets.token_urlsafe(18)

    with step("find"):
        course = find(stranger, demo["course"])
    with step("read the answers"):
        answers = right_answers(instructor, demo, course["id"])
    with step("register"):
        learner.post("/api/user/register/", {"email": email, "password": password, "display_name": "Journey Learner"})
    with step("verify email"):
        link = wait_for("the confirmation mail", lambda: link_in_mail(sandbox, email, "/auth/verify?"))
        learner.post(
            "/api/user/email/verify/", {"token": urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["token"][0]}
        )
    with step("sign in"):
        learner.sign_in(email, password)
        learner.patch("/api/user/me/", {"legal_name": "Journey Learner"})
    with step("check out"):
        wanted = {"course": course["id"], "promo_code": demo["promo_code"]}
        checkout = learner.post("/api/payments/stripe/", wanted, Idempotency_Key=secrets.token_hex(16))
        order = checkout["order"] if isinstance(checkout["order"], str) else checkout["order"]["id"]
    with step("pay"):
        pay(learner, checkout["checkout_url"])
    with step("enrolled"):
        wait_for("the payment", lambda: learner.get(f"/api/billing/orders/{order}/")["status"] == "paid")
        paid = learner.get(f"/api/billing/orders/{order}/")
        require(paid["total"]["amount"] < course["price"]["amount"], "the promo code took nothing off")
        wait_for("the enrollment", lambda: enrolled(learner, course["slug"]))
    with step("learn"):
        learn(learner, course["slug"], answers)
    with step("certificate"):
        certificate = wait_for("the certificate", lambda: issued(learner, course["title"]))
        wait_for("the certificate's mail", lambda: link_in_mail(sandbox, email, f"/c/{certificate['code']}"))
    with step("download"):
        signed = learner.get(f"/api/certificates/{certificate['id']}/download/")["url"]
        document = learner.open("GET", signed)[1]
        require(document.startswith(b"%PDF-"), "what came is not a PDF")
        pdf = save(f"{certificate['code']}.pdf", document)
        credential = save(
            f"{certificate['code']}.json",
            learner.open("GET", f"/api/certificates/{certificate['id']}/credential/")[1],
        )
    with step("verify"):
        proof = stranger.get(f"/api/certificates/verify/{certificate['code']}/")
        require(
            proof["status"] == "issued" and proof["holder_name"] == "Journey Learner", f"the public page says {proof}"
        )
        require(proof["pdf_sha256"] == hashlib.sha256(document).hexdigest(), "the PDF is not the one that was issued")
        verify_url = f"{base}/c/{certificate['code']}"
        stranger.open("GET", verify_url)
    result = {
        "journey": 1,
        "order": order,
        "certificate_code": certificate["code"],
        "pdf": str(pdf),
        "credential": str(credential),
        "verify_url": verify_url,
        "steps": STEPS,
    }
    sys.stdout.write(json.dumps(result) + "\n")


def guide(base: str) -> dict[str, Any]:
    """What the installation's seed wrote down."""
    port = urllib.parse.urlsplit(base).port or 80
    file = data_dir_of(port) / "demo.json"
    if not file.exists():
        fail(f"{file} is not there; name the data directory of the installation at {base}: DATA_DIR=…")
    known: dict[str, Any] = json.loads(file.read_text())
    return known


def right_answers(instructor: Client, demo: dict[str, Any], course_id: str) -> dict[str, Any]:
    """The right answer of every question of the course, as its instructor sees them."""
    email = next(account["email"] for account in demo["accounts"] if account["role"] == "instructor")
    instructor.sign_in(email, demo["password"])
    instructor.organization = demo["organization"]
    outline = instructor.get(f"/api/courses/course/{course_id}/outline/")
    quizzes = [
        instructor.get(f"/api/courses/quiz/{lesson['id']}/")
        for module in outline["modules"]
        for lesson in module["lessons"]
        if lesson["kind"] == "quiz"
    ]
    questions = [question for quiz in quizzes for question in quiz["questions"]]
    return {question["id"]: RIGHT[question["kind"]](question["answer"]) for question in questions}


def find(visitor: Client, slug: str) -> Any:
    """The course as a visitor finds it: searched for in the catalogue, then its page."""
    search = urllib.parse.quote(slug.replace("-", " "))
    found = [card["slug"] for card in visitor.get(f"/api/discover/?search={search}")["results"]]
    require(slug in found, f"the catalogue does not find {slug}, only {found}")
    course = visitor.get(f"/api/courses/course/{slug}/")
    require(course["price"]["amount"] > 0, "the course costs nothing")
    return course


def link_in_mail(sandbox: Client, email: str, mark: str) -> str | None:
    """The first address containing `mark` in the mails to this person."""
    for mail in sandbox.get(f"/mail/api/messages?to={urllib.parse.quote(email)}")["messages"]:
        for link in mail["links"]:
            if mark in link:
                return str(link)
    return None


def pay(learner: Client, url: str) -> None:
    """Fills in the hosted payment page as a person would and submits it."""
    shown, page = learner.open("GET", url)
    form = Form(page.decode())
    require(form.seen, "the payment page has no form")
    fields = form.fields | CARD
    action = urllib.parse.urljoin(shown, form.action)
    learner.open("POST", action, urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")


def enrolled(learner: Client, slug: str) -> bool:
    """Whether the course now belongs to the learner."""
    return any(bought["course"]["slug"] == slug for bought in learner.get("/api/courses/bought_courses/")["results"])


def learn(learner: Client, slug: str, answers: dict[str, Any]) -> None:
    """Reads every article and document, watches every film, and passes every quiz."""
    outline = learner.get(f"/api/courses/course/{slug}/learn/")
    done: Any = {}
    for module in outline["modules"]:
        for lesson in module["lessons"]:
            if lesson["kind"] == "video":
                done = watch(learner, lesson["id"])
                continue
            if lesson["kind"] != "quiz":
                learner.get(f"/api/courses/course_lessons/{lesson['id']}/")
                done = learner.post(f"/api/courses/course_lessons/{lesson['id']}/complete/", {})
                continue
            attempt = learner.post(f"/api/courses/quiz/{lesson['id']}/attempts/", {})
            given = {question["id"]: answers[question["id"]] for question in attempt["questions"]}
            done = learner.post(f"/api/courses/quiz/attempts/{attempt['id']}/submit/", {"answers": given})
            require(done["passed"], f"the quiz was not passed: {done['score_percent']} %")
    require(done.get("course_completed") is True, "the course is not complete")


def watch(learner: Client, lesson_id: str) -> Any:
    """Watches a film at double speed, telling as the player does what was seen; the server believes no more."""
    film = learner.get(f"/api/courses/course_video/{lesson_id}/playback/")
    first = learner.open("GET", film["url"], headers={"Range": "bytes=0-1023"})[1]
    require(len(first) == 1024, "the film is not served by range")
    seconds = film["duration_ms"] // 1000
    heartbeat = f"/api/courses/course_lessons/{lesson_id}/heartbeat/"
    told = learner.post(heartbeat, {"position": 0, "intervals": []})
    started = time.monotonic()
    while not told["completed"]:
        require(time.monotonic() - started < PATIENCE + seconds, "the film is never watched to its end")
        time.sleep(1)
        seen = min(seconds, int(2 * (time.monotonic() - started)))
        told = learner.post(heartbeat, {"position": seen, "intervals": [[0, seen]] if seen else []})
    return told


def issued(learner: Client, title: str) -> Any:
    """The certificate, once it is issued."""
    found = [one for one in learner.get("/api/certificates/")["results"] if one["title"] == title]
    return found[0] if found and found[0]["status"] == "issued" else None


def save(name: str, content: bytes) -> Path:
    """Keeps a file below `.cache/journey`."""
    path = CACHE / "journey" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def require(holds: bool, otherwise: str) -> None:
    """Fails the step when something does not hold."""
    if not holds:
        raise UnexpectedAnswerError(otherwise)


if __name__ == "__main__":
    main()
