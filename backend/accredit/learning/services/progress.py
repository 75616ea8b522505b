"""Lessons done, and the one moment at which a course is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core.outbox import publish
from accredit.learning.domain_events import CourseCompleted, LessonCompleted
from accredit.learning.exceptions import CompletedByGrade, CompletedByPassing, CompletedByWatching, NotEnrolled
from accredit.learning.models import Enrollment, Lesson, LessonProgress
from accredit.learning.rules.courses import LIVE_ENROLLMENTS, EnrollmentStatus, LessonKind, progress_percent


@dataclass(frozen=True, slots=True)
class ProgressMade:
    """Where the enrollment stands now. `course_completed` says whether the course is complete, not whether just now."""

    percent: int
    course_completed: bool


def lesson_complete(*, enrollment: Enrollment, lesson: Lesson, now: datetime) -> ProgressMade:
    """Mark an article or a document as read; again does nothing.

    Raises CompletedByPassing for a quiz, CompletedByGrade for an assignment, CompletedByWatching for a video,
    NotEnrolled once revoked.
    """
    if lesson.kind == LessonKind.QUIZ:
        raise CompletedByPassing
    if lesson.kind == LessonKind.ASSIGNMENT:
        raise CompletedByGrade
    if lesson.kind == LessonKind.VIDEO:
        raise CompletedByWatching
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        return lesson_done(enrollment=enrollment, lesson=lesson, now=now)


def enrollment_hold(enrollment: Enrollment, *, now: datetime) -> None:
    """Note the activity, and with that hold the row until the transaction ends, so that of two last lessons finished at
    once the later sees the earlier. Raises NotEnrolled when the enrollment is not live any more."""
    if not Enrollment.objects.filter(pk=enrollment.pk, status__in=LIVE_ENROLLMENTS).update(last_active_at=now):
        raise NotEnrolled


def lesson_done(*, enrollment: Enrollment, lesson: Lesson, now: datetime) -> ProgressMade:
    """Record the lesson, and the course's completion if it was the last. The caller holds the enrollment."""
    row = LessonProgress(
        organization_id=enrollment.organization_id, enrollment=enrollment, lesson=lesson, completed_at=now
    )
    LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
    if LessonProgress.objects.filter(pk=row.pk).exists():
        publish(
            LessonCompleted(enrollment.id, lesson.id, enrollment.user_id, enrollment.course_id),
            organization_id=enrollment.organization_id,
            actor_id=enrollment.user_id,
        )
    return progress_made(enrollment, now=now)


def progress_made(enrollment: Enrollment, *, now: datetime) -> ProgressMade:
    """Count, and complete the course when all its lessons are done. The caller holds the enrollment."""
    total = Lesson.objects.filter(course_id=enrollment.course_id).count()
    done = LessonProgress.objects.filter(enrollment=enrollment).count()
    complete = 0 < total <= done
    if complete and Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.ACTIVE).update(
        status=EnrollmentStatus.COMPLETED, completed_at=now
    ):
        publish(
            CourseCompleted(enrollment.id, enrollment.user_id, enrollment.course_id, now.isoformat()),
            organization_id=enrollment.organization_id,
            actor_id=enrollment.user_id,
        )
    completed = complete or enrollment.status == EnrollmentStatus.COMPLETED
    return ProgressMade(percent=progress_percent(done, total), course_completed=completed)


def completions_recheck(*, course_id: UUID, now: datetime) -> int:
    """Complete the enrollments that lack nothing since a lesson was taken out. Returns how many were looked at."""
    candidates = list(Enrollment.objects.filter(course_id=course_id, status=EnrollmentStatus.ACTIVE))
    for enrollment in candidates:
        with transaction.atomic():
            if Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.ACTIVE).update(
                last_active_at=enrollment.last_active_at
            ):
                progress_made(enrollment, now=now)
    return len(candidates)
