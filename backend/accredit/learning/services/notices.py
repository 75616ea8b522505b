"""Telling a course's makers and reviewers where its review stands: a row in the bell at once, a mail by a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accredit.accounts.selectors import users_by_ids
from accredit.core.jobs import enqueue
from accredit.learning.models import Course, CourseInstructor
from accredit.learning.rules.courses import CourseStatus
from accredit.learning.selectors import course_get
from accredit.notifications.services import mail_person, notify
from accredit.organizations.permissions import Permission, members_with

REVIEW_MAIL = "learning.review_mail"
SUBMITTED_KIND = "learning.course_submitted"
RETURNED_KIND = "learning.course_returned"
APPROVED_KIND = "learning.course_approved"
STATUS_OF_KIND = {
    SUBMITTED_KIND: CourseStatus.IN_REVIEW,
    RETURNED_KIND: CourseStatus.DRAFT,
    APPROVED_KIND: CourseStatus.PUBLISHED,
}
"""What a course is while news of this kind is true."""
LABEL_OF_KIND = {
    SUBMITTED_KIND: "Review the course",
    RETURNED_KIND: "Open the course",
    APPROVED_KIND: "Open the course",
}


def submission_tell(*, course: Course, actor_id: UUID, now: datetime) -> None:
    """Everybody who may review, but for whoever sent it."""
    reviewers = members_with(Permission.REVIEW_COURSES, organization_id=course.organization_id)
    _tell(SUBMITTED_KIND, course, reviewers - {actor_id}, by=actor_id, now=now)


def return_tell(*, course: Course, actor_id: UUID, now: datetime) -> None:
    """The makers, but for whoever returned it."""
    _tell(RETURNED_KIND, course, _makers(course) - {actor_id}, by=actor_id, now=now)


def approval_tell(*, course: Course, actor_id: UUID, now: datetime) -> None:
    """The makers, but for whoever published it."""
    _tell(APPROVED_KIND, course, _makers(course) - {actor_id}, by=actor_id, now=now)


def review_mail_send(*, course_id: UUID, user_id: UUID, by_id: UUID, kind: str, now: datetime) -> None:
    """Mail one person what the bell has told them; nothing when the course has moved on. Raises what the mail server
    raises; the job is tried again."""
    course = course_get(course_id=course_id)
    if course.status != STATUS_OF_KIND[kind]:
        return
    mail_person(
        user_id=user_id,
        kind=kind,
        template=f"learning/{kind.removeprefix('learning.')}",
        context={
            **_words(course, by_id),
            "note": course.review_note,
            "organization_name": course.organization.name,
            "brand_color": course.organization.brand_color,
            "action_url": _place(course),
            "action_label": LABEL_OF_KIND[kind],
        },
    )


def _tell(kind: str, course: Course, people: Iterable[UUID], *, by: UUID, now: datetime) -> None:
    context = {**_words(course, by), "note": course.review_note}
    for user_id in sorted(people):
        notify(
            user_id=user_id,
            kind=kind,
            context=context,
            url=_place(course),
            now=now,
            organization_id=course.organization_id,
        )
        enqueue(REVIEW_MAIL, str(course.id), str(user_id), str(by), kind)


def _makers(course: Course) -> set[UUID]:
    """Its instructors and whoever sent it, as far as they still edit courses here."""
    instructors = CourseInstructor.objects.filter(course=course).values_list("user_id", flat=True)
    editors = members_with(Permission.EDIT_COURSES, organization_id=course.organization_id)
    return editors.intersection({*instructors, course.submitted_by_id})


def _words(course: Course, by_id: UUID) -> dict[str, str]:
    return {"title": course.title, "person": users_by_ids([by_id])[by_id].display_name}


def _place(course: Course) -> str:
    return f"/org/{course.organization.slug}/courses/{course.slug}"
