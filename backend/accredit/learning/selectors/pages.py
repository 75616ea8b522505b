"""What whole pages show: the course page, the player, and "My learning"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accredit.accounts.selectors import users_by_ids
from accredit.billing.selectors import cart_holds, tax_rules
from accredit.core.markdown import render_markdown
from accredit.learning.models import Course, CourseInstructor, Enrollment, Lesson, Quiz
from accredit.learning.rules.courses import COURSE_KIND

from .cards import CARD_COLUMNS, CourseCard, OrganizationBrief, card_of, course_cards, organization_brief
from .enrollments import (
    best_quiz_scores,
    completed_lessons,
    enrollment_of,
    progress_by_enrollment,
    progress_of,
)
from .lessons import lesson_place, outline
from .quizzes import quiz_state


class InstructorJson(TypedDict):
    id: UUID
    display_name: str
    avatar_url: str | None
    headline: str
    bio: str


class LessonBrief(TypedDict):
    id: UUID
    title: str
    kind: str
    is_preview: bool
    estimated_seconds: int
    question_count: int | None


class ModuleBrief(TypedDict):
    id: UUID
    title: str
    position: int
    duration_seconds: int
    lessons: list[LessonBrief]


class ViewerJson(TypedDict):
    enrolled: bool
    status: str | None
    progress_percent: int
    resume_lesson_id: UUID | None
    in_cart: bool


class CoursePage(CourseCard):
    description_html: str
    outcomes: list[str]
    instructors: list[InstructorJson]
    modules: list[ModuleBrief]
    reviews_count: int
    tax_label: str | None
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
    organization: OrganizationBrief


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


EVERY_PAGE = "learning:pages"
"""Changes when something changes that stands on many course pages: a house, its tax, a person."""


def page_subject(address: str) -> str:
    """What the kept page of the course with this slug or id is made from (see `core.kept`), beside `EVERY_PAGE`."""
    return f"learning:course:{address}"


def course_page(course: Course, *, viewer_id: UUID | None) -> CoursePage:
    """Everything that the course page shows, in the same number of queries for any size of outline. `course` comes with
    its organization and category."""
    modules: list[ModuleBrief] = [
        {
            "id": module.id,
            "title": module.title,
            "position": module.position,
            "duration_seconds": sum(lesson.estimated_seconds for lesson in lessons),
            "lessons": [
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "kind": lesson.kind,
                    "is_preview": lesson.is_preview,
                    "estimated_seconds": lesson.estimated_seconds,
                    "question_count": question_count(lesson),
                }
                for lesson in lessons
            ],
        }
        for module, lessons in outline(course)
    ]
    return {
        **card_of(course),
        "description_html": render_markdown(course.description_md),
        "outcomes": course.outcomes,
        "instructors": course_instructors(course),
        "modules": modules,
        "reviews_count": course.rating_count,
        "tax_label": _tax_label(course),
        "viewer": _viewer(course, viewer_id) if viewer_id else None,
    }


def course_instructors(course: Course) -> list[InstructorJson]:
    """In their order. Two queries."""
    rows = list(CourseInstructor.objects.filter(course=course).order_by("position", "created_at", "id"))
    people = users_by_ids(row.user_id for row in rows)
    return [
        {
            "id": row.user_id,
            "display_name": people[row.user_id].display_name,
            "avatar_url": people[row.user_id].avatar_url,
            "headline": row.headline,
            "bio": row.bio,
        }
        for row in rows
    ]


def learn_page(course: Course, enrollment: Enrollment) -> LearnPage:
    """The outline with what this person has done. Five queries."""
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
            "organization": organization_brief(
                slug=course.organization.slug,
                name=course.organization.name,
                brand_color=course.organization.brand_color,
                logo_key=course.organization.logo_key,
            ),
        },
        "enrollment": enrollment_json(enrollment),
        "progress_percent": progress.percent,
        "modules": modules,
        "resume_lesson_id": progress.resume_lesson_id,
    }


def bought_courses(enrollments: Sequence[Enrollment]) -> list[BoughtCourse]:
    """A page of "My learning", in the order given. Four queries."""
    cards = {
        card["id"]: card
        for card in course_cards(
            list(Course.objects.filter(pk__in=[row.course_id for row in enrollments]).values(*CARD_COLUMNS))
        )
    }
    progress = progress_by_enrollment([(row.id, row.course_id) for row in enrollments])
    return [
        {
            "course": cards[row.course_id],
            "enrollment": enrollment_json(row),
            "progress_percent": progress[row.id].percent,
            "lessons_done": progress[row.id].done,
            "lessons_total": progress[row.id].total,
            "resume_lesson_id": progress[row.id].resume_lesson_id,
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
        return {
            "enrolled": False,
            "status": enrollment.status if enrollment else None,
            "progress_percent": 0,
            "resume_lesson_id": None,
            "in_cart": cart_holds(user_id=viewer_id, item_kind=COURSE_KIND, item_id=course.id),
        }
    progress = progress_of(enrollment)
    return {
        "enrolled": True,
        "status": enrollment.status,
        "progress_percent": progress.percent,
        "resume_lesson_id": progress.resume_lesson_id,
        "in_cart": False,
    }


def _tax_label(course: Course) -> str | None:
    """The line under the price, such as "VAT included"; None when the seller charges no tax or the course is free."""
    tax = tax_rules([course.organization_id])[course.organization_id]
    if course.price is None or not tax.basis_points:
        return None
    return f"{tax.label} included" if tax.inclusive else f"plus {tax.label}"


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
