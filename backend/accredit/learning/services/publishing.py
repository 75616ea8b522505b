"""The states of a course: draft → published → archived, by way of in_review where the organization asks for review."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.learning.domain_events import CourseArchived, CoursePublished, CourseReturned, CourseSubmitted
from accredit.learning.exceptions import CourseNotReady, ReviewersOnly, ReviewNotAsked
from accredit.learning.models import Course
from accredit.learning.rules.courses import CourseStatus, course_may_become, publish_obstacles
from accredit.learning.selectors import publish_facts
from accredit.organizations.permissions import Permission, members_with

from .notices import approval_tell, return_tell, submission_tell


def course_submit(*, course: Course, actor_id: UUID, now: datetime) -> Course:
    """draft → in_review: whoever may review is told by bell and mail.

    The course may still be edited meanwhile, as a published one may; what is published is what is there at that moment.
    Raises ReviewNotAsked where the organization asks for none, CourseNotReady with everything that is missing,
    IllegalTransition.
    """
    if not course.organization.course_review_required:
        raise ReviewNotAsked
    with transaction.atomic():
        _guard(course, CourseStatus.IN_REVIEW)
        _require_ready(course)
        _step(course, CourseStatus.IN_REVIEW, submitted_at=now, submitted_by=actor_id)
        publish(CourseSubmitted(course.id), organization_id=course.organization_id, actor_id=actor_id)
        submission_tell(course=course, actor_id=actor_id, now=now)
    course.refresh_from_db()
    return course


def course_return(*, course: Course, actor_id: UUID, note: str, now: datetime) -> Course:
    """in_review → draft, with a note that says what is still asked for: it is kept on the course until that is
    published, and its makers are told by bell and mail. Raises IllegalTransition."""
    with transaction.atomic():
        _guard(course, CourseStatus.DRAFT)
        _step(course, CourseStatus.DRAFT, review_note=note)
        publish(CourseReturned(course.id), organization_id=course.organization_id, actor_id=actor_id)
        course.refresh_from_db()
        return_tell(course=course, actor_id=actor_id, now=now)
    return course


def course_publish(*, course: Course, actor_id: UUID, now: datetime) -> Course:
    """draft or in_review → published.

    Where the organization asks for review only somebody with `review_courses` publishes, an instructor does not. They
    may publish a draft of their own too: they would be asking themselves. Switching the setting off leaves what waits
    in review to everybody with `publish_courses`. Raises ReviewersOnly, IllegalTransition, and CourseNotReady with
    everything that is missing.
    """
    if course.organization.course_review_required and actor_id not in members_with(
        Permission.REVIEW_COURSES, organization_id=course.organization_id
    ):
        raise ReviewersOnly
    with transaction.atomic():
        _guard(course, CourseStatus.PUBLISHED)
        _require_ready(course)
        reviewed = course.status == CourseStatus.IN_REVIEW
        _step(course, CourseStatus.PUBLISHED, published_at=now, review_note="")
        publish(CoursePublished(course.id), organization_id=course.organization_id, actor_id=actor_id)
        if reviewed:
            approval_tell(course=course, actor_id=actor_id, now=now)
    course.refresh_from_db()
    return course


def course_archive(*, course: Course, actor_id: UUID, now: datetime) -> Course:
    """published → archived: no longer found or sold; those enrolled keep it. Raises IllegalTransition."""
    with transaction.atomic():
        _guard(course, CourseStatus.ARCHIVED)
        _step(course, CourseStatus.ARCHIVED, archived_at=now)
        publish(CourseArchived(course.id), organization_id=course.organization_id, actor_id=actor_id)
    course.refresh_from_db()
    return course


def _guard(course: Course, wanted: CourseStatus) -> None:
    current = CourseStatus(course.status)
    if not course_may_become(current, wanted):
        raise IllegalTransition("course", current, wanted)


def _require_ready(course: Course) -> None:
    """Hold the row, so that the outline cannot lose its last lesson between this check and the change."""
    Course.objects.select_for_update().get(pk=course.pk)
    if obstacles := publish_obstacles(publish_facts(course)):
        raise CourseNotReady(errors=obstacles)


def _step(course: Course, wanted: CourseStatus, **values: Any) -> None:
    """The one write of a course's status. Zero rows means that somebody was faster."""
    if not Course.objects.filter(pk=course.pk, status=course.status).update(status=wanted, **values):
        course.refresh_from_db(fields=["status"])
        raise IllegalTransition("course", course.status, wanted)
