"""What whole pages show: the course page, the player, and "My learning"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accredit.billing.selectors import cart_holds
from accredit.core.markdown import render_markdown
from accredit.learning.models import Course, Enrollment, Lesson, Quiz
from accredit.learning.rules.courses import COURSE_KIND, CourseStatus

from .assignments import assignment_json
from .cards import (
    CARD_COLUMNS,
    CourseCard,
    CreditsJson,
    OrganizationBrief,
    course_cards,
    credits_by_course,
    organization_brief,
)
from .course_pages import PublicCoursePage, course_page_of, published_course_page
from .enrollments import (
    best_quiz_scores,
    completed_lessons,
    enrollment_of,
    progress_by_enrollment,
    progress_of,
    rejoinable,
)
from .lessons import lesson_place, outline
from .quizzes import quiz_state


class ViewerJson(TypedDict):
    enrolled: bool
    status: str | None
    progress_percent: int
    resume_lesson_id: UUID | None
    in_cart: bool
    may_rejoin: bool


class CoursePage(PublicCoursePage):
    viewer: ViewerJson | None


class EnrollmentJson(TypedDict):
    id: UUID
    course_id: UUID
    status: str
    enrolled_at: datetime
    completed_at: datetime | None


class LearnLesson(TypedDict):
    id: UUID
    title: str
    kind: str
    estimated_seconds: int
    question_count: int | None
    completed: bool
    best_score_percent: int | None
    passed: bool | None


class LearnModule(TypedDict):
    id: UUID
    title: str
    lessons: list[LearnLesson]


class LearnCourse(TypedDict):
    id: UUID
    slug: str
    title: str
    language: str
    organization: OrganizationBrief
    credits: CreditsJson


class LearnPage(TypedDict):
    course: LearnCourse
    enrollment: EnrollmentJson
    progress_percent: int
    modules: list[LearnModule]
    resume_lesson_id: UUID | None


class BoughtCourse(TypedDict):
    course: CourseCard
    enrollment: EnrollmentJson
    progress_percent: int
    lessons_done: int
    lessons_total: int
    resume_lesson_id: UUID | None
    may_rejoin: bool


EVERY_PAGE = "learning:pages"
"""Changes when something changes that stands on many course pages: a house, its tax, a person."""


def page_subject(address: str) -> str:
    """What the kept page of the course with this slug or id is made from (see `core.kept`), beside `EVERY_PAGE`."""
    return f"learning:course:{address}"


def course_page(course: Course, *, viewer_id: UUID | None) -> CoursePage:
    """Everything that the course page shows to one caller, None for a stranger. `course` comes with its organization
    and category."""
    return {**course_page_of(course), "viewer": _viewer(course, viewer_id) if viewer_id else None}


def course_page_public(*, slug_or_id: str) -> CoursePage:
    """The same for a stranger, by its address. Raises CourseNotFound."""
    return {**published_course_page(slug_or_id=slug_or_id), "viewer": None}


def learn_page(course: Course, enrollment: Enrollment) -> LearnPage:
    """The outline with what this person has done, and what it earns. Six queries."""
    done, scores, progress = completed_lessons(enrollment), best_quiz_scores(enrollment), progress_of(enrollment)
    modules: list[LearnModule] = []
    for module, lessons in outline(course):
        rows: list[LearnLesson] = []
        for lesson in lessons:
            score = scores.get(lesson.id)
            rows.append(
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "kind": lesson.kind,
                    "estimated_seconds": lesson.estimated_seconds,
                    "question_count": question_count(lesson),
                    "completed": lesson.id in done,
                    "best_score_percent": score.percent if score else None,
                    "passed": score.passed if score else None,
                }
            )
        modules.append({"id": module.id, "title": module.title, "lessons": rows})
    return {
        "course": {
            "id": course.id,
            "slug": course.slug,
            "title": course.title,
            "language": course.language,
            "organization": organization_brief(
                slug=course.organization.slug,
                name=course.organization.name,
                brand_color=course.organization.brand_color,
                logo_key=course.organization.logo_key,
            ),
            "credits": credits_by_course([course.id])[course.id],
        },
        "enrollment": enrollment_json(enrollment),
        "progress_percent": progress.percent,
        "modules": modules,
        "resume_lesson_id": progress.resume_lesson_id,
    }


def bought_courses(enrollments: Sequence[Enrollment]) -> list[BoughtCourse]:
    """A page of one person's "My learning", in the order given. Five queries."""
    cards = {
        card["id"]: card
        for card in course_cards(
            list(Course.objects.filter(pk__in=[row.course_id for row in enrollments]).values(*CARD_COLUMNS))
        )
    }
    progress = progress_by_enrollment([(row.id, row.course_id) for row in enrollments])
    free = [one["id"] for one in cards.values() if one["status"] == CourseStatus.PUBLISHED and one["price"] is None]
    open_again = rejoinable(enrollments, user_id=enrollments[0].user_id, free_courses=free) if enrollments else set()
    return [
        {
            "course": cards[row.course_id],
            "enrollment": enrollment_json(row),
            "progress_percent": progress[row.id].percent,
            "lessons_done": progress[row.id].done,
            "lessons_total": progress[row.id].total,
            "resume_lesson_id": progress[row.id].resume_lesson_id,
            "may_rejoin": row.id in open_again,
        }
        for row in enrollments
    ]


def enrollment_json(enrollment: Enrollment) -> EnrollmentJson:
    return {
        "id": enrollment.id,
        "course_id": enrollment.course_id,
        "status": enrollment.status,
        "enrolled_at": enrollment.enrolled_at,
        "completed_at": enrollment.completed_at,
    }


def question_count(lesson: Lesson) -> int | None:
    """How many questions one attempt gets; None for a lesson that is no quiz."""
    return lesson.quiz.asked_count if hasattr(lesson, "quiz") else None


def _viewer(course: Course, viewer_id: UUID) -> ViewerJson:
    enrollment = enrollment_of(user_id=viewer_id, course_id=course.id)
    if enrollment is None or not enrollment.is_live:
        free = [course.id] if course.is_published and course.price is None else []
        left = [enrollment] if enrollment and not enrollment.is_revoked else []
        return {
            "enrolled": False,
            "status": enrollment.status if enrollment else None,
            "progress_percent": 0,
            "resume_lesson_id": None,
            "in_cart": cart_holds(user_id=viewer_id, item_kind=COURSE_KIND, item_id=course.id),
            "may_rejoin": bool(left and rejoinable(left, user_id=viewer_id, free_courses=free)),
        }
    progress = progress_of(enrollment)
    return {
        "enrolled": True,
        "status": enrollment.status,
        "progress_percent": progress.percent,
        "resume_lesson_id": progress.resume_lesson_id,
        "in_cart": False,
        "may_rejoin": False,
    }


def lesson_page(lesson: Lesson, enrollment: Enrollment | None, *, now: datetime) -> dict[str, Any]:
    """One lesson as the player shows it; the same number of queries for every kind but quiz, which takes one more."""
    place = lesson_place(lesson)
    return {
        "id": lesson.id,
        "title": lesson.title,
        "kind": lesson.kind,
        "is_preview": lesson.is_preview,
        "estimated_seconds": lesson.estimated_seconds,
        "body_html": render_markdown(lesson.body_md),
        "module_id": lesson.module_id,
        "module_title": lesson.module.title,
        "course_id": lesson.course_id,
        "course_slug": lesson.course.slug,
        "course_title": lesson.course.title,
        "enrolled": enrollment is not None,
        "completed": enrollment is not None and lesson.id in completed_lessons(enrollment),
        "quiz": _quiz(lesson.quiz, enrollment, now=now) if hasattr(lesson, "quiz") else None,
        "assignment": assignment_json(lesson.assignment) if hasattr(lesson, "assignment") else None,
        "document": {"file_name": lesson.document.file_name, "bytes": lesson.document.bytes}
        if lesson.document
        else None,
        "previous_lesson_id": place.previous_id,
        "next_lesson_id": place.next_id,
    }


def _quiz(quiz: Quiz, enrollment: Enrollment | None, *, now: datetime) -> dict[str, Any]:
    state = quiz_state(quiz=quiz, enrollment=enrollment, now=now) if enrollment else None
    return {
        "question_count": quiz.asked_count,
        "pass_percent": quiz.pass_percent,
        "attempts_allowed": quiz.attempts_allowed,
        "time_limit_seconds": quiz.time_limit_seconds,
        "attempts_used": state.attempts_used if state else 0,
        "best_score_percent": state.best_score_percent if state else None,
        "passed": state.passed if state else False,
        "open_attempt_id": state.open_attempt_id if state else None,
    }
