"""The demo's courses, read from the files beside this one and built as an instructor builds them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from accredit.accreditation.models import CreditType
from accredit.core.money import Money
from accredit.learning import services as learning
from accredit.learning.models import Assignment, Category, Course, Enrollment, Module
from accredit.learning.rules.assignments import Criterion
from accredit.learning.rules.courses import LessonKind
from accredit.learning.rules.quizzes import PaperQuestion
from accredit.learning.services.courses import CreditEntry
from accredit.organizations.models import Organization

from .files import Scene, send_document, send_film
from .people import settle

FOLDER = Path(__file__).with_name("course_texts")
CATEGORIES = ("Clinical", "Ethics & law", "Communication", "Research", "Leadership")


def course_files() -> Iterator[Mapping[str, Any]]:
    """The description of each demo course, in the order of the file names."""
    for path in sorted(FOLDER.glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def vocabulary() -> dict[str, Category]:
    """Categories by slug."""
    categories = [learning.category_create(name=name, position=place) for place, name in enumerate(CATEGORIES)]
    return {category.slug: category for category in categories}


def build(
    text: Mapping[str, Any],
    *,
    organization: Organization,
    instructor_id: UUID,
    categories: Mapping[str, Category],
    credit_types: Mapping[str, CreditType],
    now: datetime,
) -> Course:
    """A published course that is still free, as at its launch."""
    course = learning.course_create(
        organization=organization,
        actor_id=instructor_id,
        title=text["title"],
        changes={
            "subtitle": text["subtitle"],
            "description_md": text["description"],
            "outcomes": text["outcomes"],
            "level": text["level"],
            "language": "en",
            "category": categories[text["category"]],
            "credits": [CreditEntry(credit_types[name], amount, ref) for name, amount, ref in text["credits"]],
        },
        now=now,
    )
    for part in text["modules"]:
        module = learning.module_create(course=course, actor_id=instructor_id, title=part["title"], now=now)
        for lesson in part["lessons"]:
            _lesson(lesson, module=module, actor_id=instructor_id, now=now)
    settle()
    return learning.course_publish(course=course, actor_id=instructor_id, now=now)


def put_on_sale(course: Course, amount: int, *, actor_id: UUID, now: datetime) -> None:
    """The launch is over: give the course its price in minor units of its organization's currency."""
    if amount:
        price = Money(amount, course.price_currency)
        learning.course_update(course=course, actor_id=actor_id, changes={"price": price}, now=now)


def _lesson(text: Mapping[str, Any], *, module: Module, actor_id: UUID, now: datetime) -> None:
    kind = LessonKind(text.get("kind", "article"))
    lesson = learning.lesson_create(
        module=module,
        actor_id=actor_id,
        kind=kind,
        title=text["title"],
        body_md=text.get("body", ""),
        estimated_seconds=text["minutes"] * 60,
        is_preview=text.get("preview", False),
        now=now,
    )
    if kind is LessonKind.QUIZ:
        learning.quiz_save(
            lesson=lesson,
            actor_id=actor_id,
            questions=[_question(question) for question in text["questions"]],
            pass_percent=text["pass_percent"],
            attempts_allowed=text.get("attempts"),
            time_limit_seconds=text.get("time_limit"),
            shuffle=text.get("shuffle", False),
            now=now,
        )
    if kind is LessonKind.ASSIGNMENT:
        learning.assignment_save(
            lesson=lesson,
            actor_id=actor_id,
            instructions_md=text["body"],
            rubric=[_criterion(place, one) for place, one in enumerate(text["rubric"])],
            pass_percent=text["pass_percent"],
            attempts_allowed=text["attempts"],
            now=now,
        )
    if kind is LessonKind.VIDEO:
        scenes = [Scene(**scene) for scene in text["film"]]
        send_film(lesson, scenes, language="en", label="English", actor_id=actor_id, now=now)
    if kind is LessonKind.DOCUMENT:
        send_document(lesson, FOLDER / text["document"], name=text["file_name"], actor_id=actor_id, now=now)


def hand_in(enrollment: Enrollment, text: Mapping[str, Any], *, now: datetime) -> None:
    """What a learner of the demo has written for each assignment of a course; it waits to be graded."""
    words = {
        one["title"]: one["handed_in"] for part in text["modules"] for one in part["lessons"] if "handed_in" in one
    }
    for assignment in Assignment.objects.filter(lesson__course=enrollment.course_id, lesson__title__in=words):
        work = words[assignment.lesson.title]
        learning.work_submit(enrollment=enrollment, assignment=assignment, text=work, files=[], now=now)


def _criterion(place: int, text: Mapping[str, Any]) -> Criterion:
    return {
        "id": f"c{place + 1}",
        "title": text["title"],
        "description": text.get("description", ""),
        "points": text["points"],
        "levels": [{"title": name, "description": words, "points": points} for name, words, points in text["levels"]],
    }


def _question(text: Mapping[str, Any]) -> PaperQuestion:
    kind, given = text["kind"], text["answer"]
    answers: dict[str, dict[str, Any]] = {
        "single": {"choice": str(given)},
        "multiple": {"choices": [str(index) for index in given] if isinstance(given, list) else []},
        "true_false": {"value": given},
        "numeric": {"value": given, "tolerance": "0"},
        "short_text": {"accepted": given},
    }
    return {
        "id": "",
        "kind": kind,
        "prompt_md": text["prompt"],
        "choices": [{"id": str(index), "text": choice} for index, choice in enumerate(text.get("choices", []))],
        "answer": answers[kind],
        "explanation_md": text["explanation"],
        "points": 1,
    }
