"""Building a course: its modules, its lessons and their order.

Every write here holds the course's row first, so that two editors never count the same lessons at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum

from accredit.core.jobs import enqueue
from accredit.core.outbox import publish
from accredit.learning.domain_events import CourseUpdated
from accredit.learning.exceptions import (
    CourseArchived,
    LessonInUse,
    ModuleNotEmpty,
    NotADocument,
    NotAVideo,
    OutlineMismatch,
    PublishedNeedsLesson,
)
from accredit.learning.models import (
    Assignment,
    Course,
    Lesson,
    LessonProgress,
    Module,
    Quiz,
    QuizAttempt,
    Submission,
    VideoProgress,
)
from accredit.learning.rules.courses import CourseStatus, LessonKind
from accredit.learning.rules.watching import film_seconds
from accredit.media.models import Upload

RECHECK = "learning.completions_recheck"
"""The job that completes enrollments which lack nothing since a lesson was taken out."""


def module_create(*, course: Course, actor_id: UUID, title: str, now: datetime) -> Module:
    """Append a module. Raises CourseArchived."""
    with transaction.atomic():
        course = course_hold(course)
        last = Module.objects.filter(course=course).aggregate(last=Max("position"))["last"]
        module = Module(
            organization_id=course.organization_id,
            course=course,
            title=title,
            position=0 if last is None else last + 1,
        )
        module.save(force_insert=True)
        tell_update(course, actor_id=actor_id)
    return module


def module_update(*, module: Module, actor_id: UUID, title: str, now: datetime) -> Module:
    """Rename a module. Raises CourseArchived."""
    with transaction.atomic():
        course = course_hold(module.course)
        Module.objects.filter(pk=module.pk).update(title=title)
        tell_update(course, actor_id=actor_id)
    module.title = title
    return module


def module_delete(*, module: Module, actor_id: UUID, now: datetime) -> None:
    """Remove an empty module. Raises ModuleNotEmpty, CourseArchived."""
    with transaction.atomic():
        course = course_hold(module.course)
        if Lesson.objects.filter(module=module).exists():
            raise ModuleNotEmpty
        Module.objects.filter(pk=module.pk).delete()
        tell_update(course, actor_id=actor_id)


def lesson_create(
    *,
    module: Module,
    actor_id: UUID,
    kind: LessonKind,
    title: str,
    body_md: str = "",
    estimated_seconds: int = 0,
    is_preview: bool = False,
    now: datetime,
) -> Lesson:
    """Append a lesson to a module; a quiz begins without questions, an assignment without a rubric.

    Raises CourseArchived.
    """
    with transaction.atomic():
        course = course_hold(module.course)
        last = Lesson.objects.filter(module=module).aggregate(last=Max("position"))["last"]
        lesson = Lesson(
            organization_id=module.organization_id,
            course=course,
            module=module,
            kind=kind,
            title=title,
            body_md=body_md,
            estimated_seconds=estimated_seconds,
            is_preview=is_preview,
            position=0 if last is None else last + 1,
        )
        lesson.save(force_insert=True)
        if kind is LessonKind.QUIZ:
            Quiz(organization_id=module.organization_id, lesson=lesson).save(force_insert=True)
        if kind is LessonKind.ASSIGNMENT:
            Assignment(organization_id=module.organization_id, lesson=lesson).save(force_insert=True)
        recount(course)
        tell_update(course, actor_id=actor_id)
    return lesson


def lesson_update(*, lesson: Lesson, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> Lesson:
    """Change title, body_md, estimated_seconds or is_preview, or attach a checked `video` or `document`.

    A film brings its length with it. Raises CourseArchived, NotAVideo, NotADocument.
    """
    allowed = {"title", "body_md", "estimated_seconds", "is_preview", "document"}
    values = {field: value for field, value in changes.items() if field in allowed}
    if "document" in changes and lesson.kind != LessonKind.DOCUMENT:
        raise NotADocument
    if "video" in changes:
        if lesson.kind != LessonKind.VIDEO:
            raise NotAVideo
        values |= film_in_place(changes["video"])
    with transaction.atomic():
        course = course_hold(lesson.course)
        if values:
            Lesson.objects.filter(pk=lesson.pk).update(**values)
        recount(course)
        tell_update(course, actor_id=actor_id)
    lesson.refresh_from_db()
    return lesson


def lesson_delete(*, lesson: Lesson, actor_id: UUID, now: datetime) -> None:
    """Remove a lesson that nobody has worked in.

    Raises LessonInUse, PublishedNeedsLesson for the last one of a published course, CourseArchived. Learners who lack
    nothing any more are completed by a job.
    """
    with transaction.atomic():
        course = course_hold(lesson.course)
        worked_in = (
            LessonProgress.objects.filter(lesson=lesson).exists()
            or QuizAttempt.objects.filter(quiz__lesson=lesson).exists()
            or VideoProgress.objects.filter(lesson=lesson).exists()
            or Submission.objects.filter(assignment__lesson=lesson).exists()
        )
        if worked_in:
            raise LessonInUse
        if course.is_published and Lesson.objects.filter(course=course).count() == 1:
            raise PublishedNeedsLesson
        Lesson.objects.filter(pk=lesson.pk).delete()
        recount(course)
        enqueue(RECHECK, str(course.id), unique_key=f"{RECHECK}:{course.id}")
        tell_update(course, actor_id=actor_id)


def outline_arrange(
    *, course: Course, actor_id: UUID, order: Sequence[tuple[UUID, Sequence[UUID]]], now: datetime
) -> None:
    """Put modules and lessons into the given order; a lesson may move to another module.

    `order` names every module with its lessons. Raises OutlineMismatch when it does not name exactly those that exist,
    CourseArchived.
    """
    with transaction.atomic():
        course = course_hold(course)
        modules = {row.id: row for row in Module.objects.filter(course=course)}
        lessons = {row.id: row for row in Lesson.objects.filter(course=course)}
        module_ids = [module_id for module_id, _ in order]
        lesson_ids = [lesson_id for _, ids in order for lesson_id in ids]
        if sorted(module_ids) != sorted(modules) or sorted(lesson_ids) != sorted(lessons):
            raise OutlineMismatch
        for place, (module_id, ids) in enumerate(order):
            modules[module_id].position = place
            for position, lesson_id in enumerate(ids):
                lessons[lesson_id].module_id = module_id
                lessons[lesson_id].position = position
        Module.objects.bulk_update(modules.values(), ["position"])
        Lesson.objects.bulk_update(lessons.values(), ["module", "position"])
        tell_update(course, actor_id=actor_id)


def course_hold(course: Course) -> Course:
    """The course's row, held until the transaction ends. Raises CourseArchived."""
    held = Course.objects.select_for_update().get(pk=course.pk)
    if held.status == CourseStatus.ARCHIVED:
        raise CourseArchived
    return held


def tell_update(course: Course, *, actor_id: UUID) -> None:
    """News for the apps above, unless nobody can see the course yet."""
    if course.is_published:
        publish(CourseUpdated(course.id), organization_id=course.organization_id, actor_id=actor_id)


def film_in_place(video: Upload) -> dict[str, Any]:
    """The columns of a lesson that has this checked film."""
    return {"video": video, "video_coming": None, "estimated_seconds": film_seconds(video.duration_ms)}


def recount(course: Course) -> None:
    """Bring the sums beside the course up to date; its row is held."""
    lessons = Lesson.objects.filter(course=course)
    Course.objects.filter(pk=course.pk).update(
        lesson_count=lessons.count(),
        duration_seconds=lessons.aggregate(total=Sum("estimated_seconds"))["total"] or 0,
    )
