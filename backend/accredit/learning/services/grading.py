"""Grading what was handed in, and giving it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.learning.domain_events import AssignmentGraded, AssignmentReturned
from accredit.learning.exceptions import MarksNotUsable, SubmissionDecided
from accredit.learning.models import Enrollment, Submission
from accredit.learning.rules.assignments import Mark, SubmissionStatus, marks_errors, score, submission_may_become
from accredit.learning.rules.courses import LIVE_ENROLLMENTS

from .grading_notices import graded_tell, returned_tell
from .progress import lesson_done


def submission_grade(
    *, submission: Submission, actor_id: UUID, marks: Mapping[str, Mark], comment: str, revision: int, now: datetime
) -> Submission:
    """submitted → graded, or a grade corrected. `revision` is the one that the grader has seen.

    At or above the mark it completes the lesson of a live enrollment, once: a later, lower grade takes no completed
    lesson away. What rests on the score hears of every grade. The learner is told by bell and mail. Raises
    MarksNotUsable, IllegalTransition, SubmissionDecided when somebody else was faster.
    """
    if problems := marks_errors(submission.rubric, marks):
        raise MarksNotUsable(errors=problems)
    reached = score(submission.rubric, marks)
    passed = reached.passes(submission.pass_percent or 0)
    with transaction.atomic():
        # In the order in which handing in takes them too: the enrollment, then the work.
        enrollment = Enrollment.objects.select_for_update().get(pk=submission.enrollment_id)
        _step(
            submission,
            SubmissionStatus.GRADED,
            revision=revision,
            marks={key: dict(mark) for key, mark in marks.items()},
            comment=comment,
            score_percent=reached.percent,
            passed=passed,
            decided_at=now,
            decided_by=actor_id,
        )
        if passed and enrollment.status in LIVE_ENROLLMENTS:
            lesson_done(enrollment=enrollment, lesson=submission.assignment.lesson, now=now)
        publish(
            AssignmentGraded(
                enrollment_id=enrollment.id,
                lesson_id=submission.assignment.lesson_id,
                submission_id=submission.id,
                user_id=enrollment.user_id,
                course_id=enrollment.course_id,
                score_percent=reached.percent,
                passed=passed,
            ),
            organization_id=submission.organization_id,
            actor_id=actor_id,
        )
        submission.refresh_from_db()
        graded_tell(submission=submission, now=now)
    return submission


def submission_return(*, submission: Submission, actor_id: UUID, note: str, revision: int, now: datetime) -> Submission:
    """submitted → returned, with a note that says what is still asked for; the learner may hand in a new version and
    is told by bell and mail. Raises IllegalTransition, SubmissionDecided when somebody else was faster."""
    with transaction.atomic():
        _step(
            submission,
            SubmissionStatus.RETURNED,
            revision=revision,
            comment=note,
            decided_at=now,
            decided_by=actor_id,
        )
        enrollment = submission.enrollment
        publish(
            AssignmentReturned(
                enrollment_id=enrollment.id,
                lesson_id=submission.assignment.lesson_id,
                submission_id=submission.id,
                user_id=enrollment.user_id,
                course_id=enrollment.course_id,
            ),
            organization_id=submission.organization_id,
            actor_id=actor_id,
        )
        submission.refresh_from_db()
        returned_tell(submission=submission, now=now)
    return submission


def _step(submission: Submission, wanted: SubmissionStatus, *, revision: int, **values: Any) -> None:
    """The one write of a decision. Zero rows means that somebody was faster."""
    if not submission_may_become(SubmissionStatus(submission.status), wanted):
        raise IllegalTransition("work", submission.status, wanted)
    if not Submission.objects.filter(pk=submission.pk, status=submission.status, revision=revision).update(
        status=wanted, revision=F("revision") + 1, **values
    ):
        submission.refresh_from_db(fields=["status"])
        raise SubmissionDecided(f"This work is {submission.status} by now; it was not {wanted} again. Load it again.")
