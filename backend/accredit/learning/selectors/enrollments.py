"""Reads of enrollments and of progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, QuerySet

from accredit.billing.selectors import bought
from accredit.learning.exceptions import EnrollmentNotFound, NotEnrolled
from accredit.learning.models import Enrollment, Lesson, LessonProgress, QuizAttempt
from accredit.learning.rules.courses import (
    COURSE_KIND,
    LIVE_ENROLLMENTS,
    EnrollmentStatus,
    progress_percent,
    resume_at,
)
from accredit.learning.rules.quizzes import AttemptStatus

from .lessons import ordered_lesson_ids


def enrollment_get(*, enrollment_id: UUID) -> Enrollment:
    """With course, its organization, and the user. Raises EnrollmentNotFound."""
    rows = Enrollment.objects.select_related("course__organization", "user")
    found = rows.filter(pk=enrollment_id).first()
    if found is None:
        raise EnrollmentNotFound
    return found


def enrollment_of(*, user_id: UUID, course_id: UUID) -> Enrollment | None:
    """A person's latest enrollment in a course, in any state."""
    return Enrollment.objects.filter(user_id=user_id, course_id=course_id).order_by("-created_at", "-id").first()


def enrollment_live(*, user_id: UUID, course_id: UUID) -> Enrollment:
    """The enrollment that opens the lessons now. Raises NotEnrolled."""
    found = Enrollment.objects.filter(user_id=user_id, course_id=course_id, status__in=LIVE_ENROLLMENTS).first()
    if found is None:
        raise NotEnrolled
    return found


def enrollment_for_learner(*, user_id: UUID, enrollment_id: UUID) -> Enrollment:
    """A person's own, in any state. Raises EnrollmentNotFound, also for somebody else's."""
    found = Enrollment.objects.filter(pk=enrollment_id, user_id=user_id).first()
    if found is None:
        raise EnrollmentNotFound
    return found


def enrollment_left(*, user_id: UUID, course_id: UUID, unpaid: bool = False) -> Enrollment | None:
    """The person's latest enrollment in a course that they have left; with `unpaid` one that no line paid for."""
    rows = Enrollment.objects.filter(user_id=user_id, course_id=course_id, status=EnrollmentStatus.WITHDRAWN)
    if unpaid:
        rows = rows.filter(order_line_id=None)
    return rows.order_by("-created_at", "-id").first()


def enrollments_left(*, user_id: UUID) -> QuerySet[Enrollment]:
    """What the person has left."""
    return Enrollment.objects.filter(user_id=user_id, status=EnrollmentStatus.WITHDRAWN)


def enrollments_of_lines(*, line_ids: Collection[UUID]) -> list[UUID]:
    """The ids of what these order lines have bought, in a fixed order."""
    rows = Enrollment.objects.filter(order_line_id__in=line_ids).order_by("id")
    return list(rows.values_list("id", flat=True))


def rejoinable(rows: Sequence[Enrollment], *, user_id: UUID, free_courses: Collection[UUID]) -> set[UUID]:
    """Which of a person's enrollments go on at no cost once they were left: the course is paid for and was not
    refunded, or is among those published without a price. One query."""
    paid = bought(buyer_id=user_id, item_kind=COURSE_KIND, item_ids=[row.course_id for row in rows])
    return {row.id for row in rows if row.course_id in paid or row.course_id in free_courses}


def enrollments_of_user(*, user_id: UUID) -> QuerySet[Enrollment]:
    """The person's live enrollments."""
    return Enrollment.objects.filter(user_id=user_id, status__in=LIVE_ENROLLMENTS)


@dataclass(frozen=True, slots=True)
class LessonStatus:
    """One lesson of a course and whether this enrollment has completed it."""

    lesson_id: UUID
    title: str
    kind: str
    completed: bool


def lessons_status(enrollment: Enrollment) -> list[LessonStatus]:
    """Every lesson of the course in order. Two queries."""
    done = completed_lessons(enrollment)
    rows = Lesson.objects.filter(course_id=enrollment.course_id).order_by(
        "module__position", "module__created_at", "module_id", "position", "created_at", "id"
    )
    return [LessonStatus(row.id, row.title, row.kind, row.id in done) for row in rows]


def completed_lessons(enrollment: Enrollment) -> set[UUID]:
    return set(LessonProgress.objects.filter(enrollment=enrollment).values_list("lesson_id", flat=True))


@dataclass(frozen=True, slots=True)
class QuizScore:
    """The best of an enrollment's graded attempts at one quiz; `percent` is whole, rounded down."""

    percent: int
    passed: bool


def best_quiz_scores(enrollment: Enrollment) -> dict[UUID, QuizScore]:
    """By lesson id, only the quizzes with a graded attempt. One query."""
    graded = QuizAttempt.objects.filter(enrollment=enrollment, status=AttemptStatus.GRADED)
    best: dict[UUID, QuizScore] = {}
    for lesson_id, passed, percent in graded.values_list("quiz__lesson_id", "passed").annotate(
        best=Max("score_percent")
    ):
        known = best.get(lesson_id, QuizScore(0, False))
        best[lesson_id] = QuizScore(max(known.percent, percent), known.passed or passed)
    return best


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """How far an enrollment is; `percent` is whole, rounded down."""

    done: int
    total: int
    resume_lesson_id: UUID | None

    @property
    def percent(self) -> int:
        return progress_percent(self.done, self.total)


def progress_of(enrollment: Enrollment) -> CourseProgress:
    """Two queries."""
    ids, done = ordered_lesson_ids(enrollment.course_id), completed_lessons(enrollment)
    return CourseProgress(len(done.intersection(ids)), len(ids), resume_at(ids, done))


def progress_by_enrollment(rows: Sequence[tuple[UUID, UUID]]) -> dict[UUID, CourseProgress]:
    """Progress of many `(enrollment_id, course_id)` at once. Two queries."""
    order: dict[UUID, list[UUID]] = defaultdict(list)
    lessons = Lesson.objects.filter(course_id__in={course_id for _, course_id in rows}).order_by(
        "module__position", "module__created_at", "module_id", "position", "created_at", "id"
    )
    for course_id, lesson_id in lessons.values_list("course_id", "id"):
        order[course_id].append(lesson_id)
    done: dict[UUID, set[UUID]] = defaultdict(set)
    completed = LessonProgress.objects.filter(enrollment_id__in=[enrollment_id for enrollment_id, _ in rows])
    for enrollment_id, lesson_id in completed.values_list("enrollment_id", "lesson_id"):
        done[enrollment_id].add(lesson_id)
    return {
        enrollment_id: CourseProgress(
            len(done[enrollment_id]), len(order[course_id]), resume_at(order[course_id], done[enrollment_id])
        )
        for enrollment_id, course_id in rows
    }
