"""Who takes a course, as its staff see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from accredit.accounts.models import User
from accredit.accounts.selectors import NAME_OF_THE_ERASED, avatar_url
from accredit.learning.models import Course, Enrollment, LessonProgress
from accredit.learning.rules.courses import progress_percent

EXPORTED_AT_ONCE = 500


class LearnerPerson(TypedDict):
    id: UUID
    display_name: str
    email: str
    avatar_url: str | None


class LearnerJson(TypedDict):
    id: UUID
    person: LearnerPerson
    enrolled_at: datetime
    status: str
    progress_percent: int
    lessons_done: int
    lessons_total: int
    completed_at: datetime | None
    last_active_at: datetime


def learners_of_course(*, course: Course, status: str = "", search: str = "") -> QuerySet[Enrollment, Any]:
    """Everybody who is or was enrolled, each once with their latest enrollment; `search` is a part of the name or the
    address. With the person, and `name` to order by."""
    newer = Enrollment.objects.filter(course=course, user_id=OuterRef("user_id"), id__gt=OuterRef("id"))
    rows = Enrollment.objects.filter(~Exists(newer), course=course).select_related("user")
    if status:
        rows = rows.filter(status=status)
    if search:
        named = Q(user__display_name__icontains=search) | Q(user__email__icontains=search)
        rows = rows.filter(named, user__erased_at=None)
    return rows.annotate(name=Lower("user__display_name"))


def learners_page(rows: Sequence[Enrollment], *, course: Course) -> list[LearnerJson]:
    """Rows of `learners_of_course` with how far each is, in their order. One query."""
    counted = LessonProgress.objects.filter(enrollment__in=rows).values_list("enrollment_id")
    done: dict[UUID, int] = dict(counted.annotate(lessons=Count("id")))
    return [_learner(row, lessons_done=done.get(row.id, 0), lessons_total=course.lesson_count) for row in rows]


def learners_exported(rows: QuerySet[Enrollment, Any], *, course: Course) -> Iterator[LearnerJson]:
    """The same for all rows in the order of enrolling, read in portions: two queries for each 500."""
    after: UUID | None = None
    while True:
        portion = list((rows.filter(pk__gt=after) if after else rows).order_by("id")[:EXPORTED_AT_ONCE])
        yield from learners_page(portion, course=course)
        if len(portion) < EXPORTED_AT_ONCE:
            return
        after = portion[-1].id


def _learner(row: Enrollment, *, lessons_done: int, lessons_total: int) -> LearnerJson:
    return {
        "id": row.id,
        "person": _person(row.user),
        "enrolled_at": row.enrolled_at,
        "status": row.status,
        "progress_percent": progress_percent(lessons_done, lessons_total),
        "lessons_done": lessons_done,
        "lessons_total": lessons_total,
        "completed_at": row.completed_at,
        "last_active_at": row.last_active_at,
    }


def _person(user: User) -> LearnerPerson:
    """Of a closed account nothing is left to show."""
    erased = user.erased_at is not None
    return {
        "id": user.id,
        "display_name": NAME_OF_THE_ERASED if erased else user.display_name,
        "email": "" if erased else user.email,
        "avatar_url": avatar_url(user.avatar_key),
    }
