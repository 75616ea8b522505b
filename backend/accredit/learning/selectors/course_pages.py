"""The course page, which everybody opens: read in five statements for any size of outline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import CharField, UUIDField

from accredit.accounts.selectors import person_card
from accredit.billing.selectors import tax_rule
from accredit.core.markdown import render_markdown
from accredit.core.statements import Given, Statement
from accredit.learning.exceptions import CourseNotFound
from accredit.learning.models import Course, CourseInstructor, Module, Quiz
from accredit.learning.rules.courses import CourseStatus

from .cards import CARD_COLUMNS, CourseCard, course_card_of_row


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


class PublicCoursePage(CourseCard):
    description_html: str
    outcomes: list[str]
    instructors: list[InstructorJson]
    modules: list[ModuleBrief]
    reviews_count: int
    tax_label: str | None


COLUMNS = (*CARD_COLUMNS, "organization_id", "description_md", "outcomes")
_COURSE_ID = Given("course_id", UUIDField())
_published = Course.objects.filter(status=CourseStatus.PUBLISHED)
_BY_ID = Statement(lambda: _published.filter(pk=_COURSE_ID).values_list(*COLUMNS))
_BY_SLUG = Statement(lambda: _published.filter(slug=Given("slug", CharField())).values_list(*COLUMNS))
_INSTRUCTORS = Statement(
    lambda: (
        CourseInstructor.objects.filter(course_id=_COURSE_ID)
        .order_by("position", "created_at", "id")
        .values_list("user_id", "user__display_name", "user__avatar_key", "user__erased_at", "headline", "bio")
    )
)
_OUTLINE = Statement(
    lambda: (
        Module.objects.filter(course_id=_COURSE_ID)
        .order_by("position", "created_at", "id", "lessons__position", "lessons__created_at", "lessons__id")
        .values_list(
            "id",
            "title",
            "position",
            "lessons__id",
            "lessons__title",
            "lessons__kind",
            "lessons__is_preview",
            "lessons__estimated_seconds",
            "lessons__quiz__question_count",
            "lessons__quiz__pool_size",
        )
    )
)


def published_course_page(*, slug_or_id: str) -> PublicCoursePage:
    """What a stranger sees. Raises CourseNotFound for drafts and archived courses."""
    try:
        rows = _BY_ID.rows(course_id=UUID(slug_or_id))
    except ValueError:
        rows = _BY_SLUG.rows(slug=slug_or_id)
    if not rows:
        raise CourseNotFound
    return _page(dict(zip(COLUMNS, rows[0], strict=True)))


def course_page_of(course: Course) -> PublicCoursePage:
    """The same of a course in any state, which comes with its organization and category."""
    return _page({name: _column(course, name) for name in COLUMNS})


def course_instructors(course_id: UUID) -> list[InstructorJson]:
    """In their order. One query."""
    found: list[InstructorJson] = []
    for user_id, name, avatar_key, erased_at, headline, bio in _INSTRUCTORS.rows(course_id=course_id):
        person = person_card(user_id, name, avatar_key, erased_at)
        found.append(
            {
                "id": user_id,
                "display_name": person.display_name,
                "avatar_url": person.avatar_url,
                "headline": headline,
                "bio": bio,
            }
        )
    return found


def _page(row: Mapping[str, Any]) -> PublicCoursePage:
    return {
        **course_card_of_row(row),
        "description_html": render_markdown(row["description_md"]),
        "outcomes": row["outcomes"],
        "instructors": course_instructors(row["id"]),
        "modules": _modules(row["id"]),
        "reviews_count": row["rating_count"],
        "tax_label": _tax_label(row["organization_id"], is_free=not row["price_amount"]),
    }


def _modules(course_id: UUID) -> list[ModuleBrief]:
    modules: dict[UUID, ModuleBrief] = {}
    for module_id, title, position, *lesson in _OUTLINE.rows(course_id=course_id):
        module = modules.get(module_id)
        if module is None:
            module = modules[module_id] = {
                "id": module_id,
                "title": title,
                "position": position,
                "duration_seconds": 0,
                "lessons": [],
            }
        lesson_id, lesson_title, kind, is_preview, seconds, question_count, pool_size = lesson
        if lesson_id is None:
            continue
        asked = None if question_count is None else Quiz(question_count=question_count, pool_size=pool_size).asked_count
        module["duration_seconds"] += seconds
        module["lessons"].append(
            {
                "id": lesson_id,
                "title": lesson_title,
                "kind": kind,
                "is_preview": is_preview,
                "estimated_seconds": seconds,
                "question_count": asked,
            }
        )
    return list(modules.values())


def _column(course: Course, name: str) -> Any:
    """What `.values()` calls by this name, of a course in memory."""
    field, _, of_related = name.partition("__")
    value = getattr(course, field)
    return getattr(value, of_related) if of_related and value is not None else value


def _tax_label(organization_id: UUID, *, is_free: bool) -> str | None:
    """The line under the price, such as "VAT included"; None when the seller charges no tax or the course is free."""
    tax = tax_rule(organization_id=organization_id)
    if is_free or not tax.basis_points:
        return None
    return f"{tax.label} included" if tax.inclusive else f"plus {tax.label}"
