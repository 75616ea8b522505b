"""Reads of the outline and of single lessons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from accredit.learning.exceptions import LessonNotFound, ModuleNotFound, NotEnrolled
from accredit.learning.models import Course, Enrollment, Lesson, Module
from accredit.learning.rules.courses import LIVE_ENROLLMENTS, CourseStatus
from accredit.organizations.models import Organization

FILES = ("video", "video_coming", "document")
"""The uploads of a lesson."""
PARTS = ("quiz", "assignment")
"""What a lesson of that kind has beside it."""


def outline(course: Course, *, files: bool = False) -> list[tuple[Module, list[Lesson]]]:
    """Modules and their lessons in order, each lesson of kind quiz with its quiz. Two queries.

    Articles' texts, which outweigh all the rest, stay where they are. With `files` they come too, and what was uploaded
    for each lesson; one query more.
    """
    lessons: dict[UUID, list[Lesson]] = defaultdict(list)
    rows = Lesson.objects.filter(course=course).select_related(*PARTS).order_by("position", "created_at", "id")
    rows = rows.select_related(*PARTS, *FILES).prefetch_related("captions") if files else rows.defer("body_md")
    for lesson in rows:
        lessons[lesson.module_id].append(lesson)
    modules = Module.objects.filter(course=course).order_by("position", "created_at", "id")
    return [(module, lessons[module.id]) for module in modules]


def lesson_open_to(*, lesson_id: UUID, user_id: UUID | None) -> tuple[Lesson, Enrollment | None]:
    """A lesson that this person may open, and their live enrollment if they have one.

    Open are the lessons of a course that one is enrolled in, and to everybody the previews of a published course.
    Raises LessonNotFound for a lesson that is not public knowledge, NotEnrolled for one behind enrollment.
    """
    rows = Lesson.objects.select_related("course__organization", "module", *PARTS, "video", "document")
    lesson = rows.filter(pk=lesson_id).first()
    if lesson is None:
        raise LessonNotFound
    enrollment = (
        Enrollment.objects.filter(user_id=user_id, course_id=lesson.course_id, status__in=LIVE_ENROLLMENTS).first()
        if user_id
        else None
    )
    if enrollment is None and lesson.course.status != CourseStatus.PUBLISHED:
        raise LessonNotFound
    if enrollment is None and not lesson.is_preview:
        raise NotEnrolled
    return lesson, enrollment


def lesson_enrolled(*, lesson_id: UUID, user_id: UUID) -> tuple[Lesson, Enrollment]:
    """A lesson that this person may work in, and the enrollment that lets them. Raises LessonNotFound, NotEnrolled."""
    lesson, enrollment = lesson_open_to(lesson_id=lesson_id, user_id=user_id)
    if enrollment is None:
        raise NotEnrolled
    return lesson, enrollment


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """The neighbours of a lesson in the whole course."""

    previous_id: UUID | None
    next_id: UUID | None


def lesson_place(lesson: Lesson) -> LessonPlace:
    """One query."""
    ids = ordered_lesson_ids(lesson.course_id)
    at = ids.index(lesson.id)
    return LessonPlace(
        previous_id=ids[at - 1] if at else None,
        next_id=ids[at + 1] if at + 1 < len(ids) else None,
    )


def ordered_lesson_ids(course_id: UUID) -> list[UUID]:
    """All lessons of a course in the order of its outline."""
    return list(
        Lesson.objects.filter(course_id=course_id)
        .order_by("module__position", "module__created_at", "module_id", "position", "created_at", "id")
        .values_list("id", flat=True)
    )


def module_for_staff(*, organization: Organization, module_id: UUID) -> Module:
    """Raises ModuleNotFound, also for another organization's."""
    found = Module.objects.select_related("course").filter(pk=module_id, organization=organization).first()
    if found is None:
        raise ModuleNotFound
    return found


def lesson_for_staff(*, organization: Organization, lesson_id: UUID) -> Lesson:
    """Raises LessonNotFound, also for another organization's."""
    rows = Lesson.objects.select_related("course", "module", *PARTS, *FILES)
    found = rows.filter(pk=lesson_id, organization=organization).first()
    if found is None:
        raise LessonNotFound
    return found
