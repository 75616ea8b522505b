"""Journey 1: a course is found, bought, learned and passed; a stranger verifies the certificate.

Acts as a new learner. The right answers are read as the demo's instructor.
"""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable
from typing import Any

from .client import PATIENCE, Client, new_key, require, wait_for
from .stage import Stage, save

LEARNER = "Journey Learner"
RIGHT: dict[str, Callable[[dict[str, Any]], Any]] = {
    "single": lambda answer: answer["choice"],
    "multiple": lambda answer: answer["choices"],
    "true_false": lambda answer: answer["value"],
    "numeric": lambda answer: answer["value"],
    "short_text": lambda answer: answer["accepted"][0],
}
"""From how a right answer is kept to how a learner gives it."""


def play(stage: Stage) -> None:
    """The journey, step by step."""
    with stage.step("find"):
        course = find(Client(stage.base), stage.demo["course"])
    with stage.step("read the answers"):
        answers = right_answers(stage.staff("instructor"), course["id"])
    with stage.step("sign up"):
        learner = stage.newcomer(LEARNER)
    with stage.step("check out"):
        wanted = {"course": course["id"], "promo_code": stage.demo["promo_code"]}
        checkout = learner.post("/api/payments/stripe/", wanted, Idempotency_Key=new_key())
        order = checkout["order"] if isinstance(checkout["order"], str) else checkout["order"]["id"]
    with stage.step("pay"):
        learner.pay(checkout["checkout_url"])
    with stage.step("enrolled"):
        wait_for("the payment", lambda: learner.get(f"/api/billing/orders/{order}/")["status"] == "paid")
        paid = learner.get(f"/api/billing/orders/{order}/")
        require(paid["total"]["amount"] < course["price"]["amount"], "the promo code took nothing off")
        wait_for("the enrollment", lambda: enrolled(learner, course["slug"]))
    with stage.step("learn"):
        learn(learner, course["slug"], answers)
    with stage.step("certificate"):
        certificate = stage.certificate(learner, course["title"])
        credential = learner.open("GET", f"/api/certificates/{certificate['id']}/credential/")[1]
        kept = save(f"{certificate['code']}.json", credential)
    with stage.step("verify"):
        verify_url = stage.verified(certificate, learner)
    stage.tell(
        order=order,
        certificate_code=certificate["code"],
        pdf=str(kept.with_suffix(".pdf")),
        credential=str(kept),
        verify_url=verify_url,
    )


def right_answers(instructor: Client, course_id: str) -> dict[str, Any]:
    """The right answer of every question of the course, as its instructor sees them."""
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
