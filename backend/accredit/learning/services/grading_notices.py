"""Telling of work handed in and of what became of it: a row in the bell at once, a mail by a job."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.accounts.selectors import users_by_ids
from accredit.core.jobs import enqueue
from accredit.learning.models import CourseInstructor, Submission
from accredit.learning.rules.assignments import SubmissionStatus
from accredit.learning.selectors.assignments import submission_get
from accredit.notifications.services import mail_person, notify
from accredit.organizations.permissions import Permission, members_with

WORK_MAIL = "learning.work_mail"
WAITING_KIND = "learning.assignment_submitted"
GRADED_KIND = "learning.assignment_graded"
RETURNED_KIND = "learning.assignment_returned"
STATUS_OF_KIND = {
    WAITING_KIND: SubmissionStatus.SUBMITTED,
    GRADED_KIND: SubmissionStatus.GRADED,
    RETURNED_KIND: SubmissionStatus.RETURNED,
}
"""What work is while news of this kind is true."""
LABEL_OF_KIND = {
    WAITING_KIND: "Grade the work",
    GRADED_KIND: "See the feedback",
    RETURNED_KIND: "See what is asked for",
}


def waiting_tell(*, submission: Submission, now: datetime) -> None:
    """The course's instructors, as far as they may grade; everybody who may where none of them does."""
    work = submission_get(submission_id=submission.id)
    graders = members_with(Permission.EDIT_COURSES, organization_id=work.organization_id)
    course_id = work.enrollment.course_id
    named = set(CourseInstructor.objects.filter(course_id=course_id).values_list("user_id", flat=True))
    for user_id in sorted((graders & named) or graders):
        _tell(WAITING_KIND, work, user_id, now=now)


def graded_tell(*, submission: Submission, now: datetime) -> None:
    """The learner."""
    work = submission_get(submission_id=submission.id)
    _tell(GRADED_KIND, work, work.enrollment.user_id, now=now)


def returned_tell(*, submission: Submission, now: datetime) -> None:
    """The learner."""
    work = submission_get(submission_id=submission.id)
    _tell(RETURNED_KIND, work, work.enrollment.user_id, now=now)


def work_mail_send(*, submission_id: UUID, user_id: UUID, kind: str, revision: int) -> None:
    """Mail one person what the bell has told them; nothing when the work has moved on. Raises what the mail server
    raises; the job is tried again."""
    work = submission_get(submission_id=submission_id)
    if work.status != STATUS_OF_KIND[kind] or work.revision != revision:
        return
    organization = work.enrollment.course.organization
    mail_person(
        user_id=user_id,
        kind=kind,
        template=f"learning/{kind.removeprefix('learning.')}",
        context={
            **_words(work),
            "passed": work.passed,
            "is_late": work.is_late,
            "note": work.comment,
            "organization_name": organization.name,
            "brand_color": organization.brand_color,
            "action_url": _place(kind, work),
            "action_label": LABEL_OF_KIND[kind],
        },
    )


def _tell(kind: str, work: Submission, user_id: UUID, *, now: datetime) -> None:
    notify(
        user_id=user_id,
        kind=kind,
        context={**_words(work), "note": work.comment},
        url=_place(kind, work),
        now=now,
        organization_id=work.organization_id,
    )
    enqueue(WORK_MAIL, str(work.id), str(user_id), kind, work.revision)


def _words(work: Submission) -> dict[str, str]:
    learner_id = work.enrollment.user_id
    return {
        "title": work.assignment.lesson.title,
        "course": work.enrollment.course.title,
        "person": users_by_ids([learner_id])[learner_id].display_name,
        "percent": f"{work.score_percent or 0}%",
        "pass_percent": f"{work.pass_percent or 0}%",
    }


def _place(kind: str, work: Submission) -> str:
    course = work.enrollment.course
    if kind == WAITING_KIND:
        return f"/org/{course.organization.slug}/assignments/{work.id}"
    return f"/learn/{course.slug}/{work.assignment.lesson_id}"
