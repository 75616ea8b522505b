"""Writing and handing in one's work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core.errors import FieldError, IllegalTransition
from accredit.core.outbox import publish
from accredit.learning.domain_events import AssignmentSubmitted
from accredit.learning.exceptions import AssignmentPassed, SubmissionNotUsable, SubmissionsExhausted
from accredit.learning.models import Assignment, Enrollment, Submission, SubmissionFile
from accredit.learning.rules.assignments import SubmissionStatus, Turn, Version, is_overdue, whose_turn
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus
from accredit.media.selectors import upload_get

from .grading_notices import waiting_tell
from .progress import enrollment_hold


def draft_save(
    *, enrollment: Enrollment, assignment: Assignment, text: str, files: Sequence[UUID], now: datetime
) -> Submission:
    """Keep what the learner has so far, as the version that is next; nobody else sees it.

    `files` are checked uploads of their own with the purpose `submission`, in order; those left out leave the draft.
    Raises NotEnrolled, IllegalTransition while a version waits to be graded, AssignmentPassed, SubmissionsExhausted,
    SubmissionNotUsable, NoSuchUpload and UploadNotReady.
    """
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        return _keep(enrollment, assignment, SubmissionStatus.DRAFT, text=text, files=files, now=now)


def work_submit(
    *, enrollment: Enrollment, assignment: Assignment, text: str, files: Sequence[UUID], now: datetime
) -> Submission:
    """Hand the work in as it is given here: draft → submitted. Those who grade it are told by bell and mail.

    It keeps the rubric and the mark of this moment. Raises what `draft_save` does, and SubmissionNotUsable for work
    that is empty or for an assignment without a rubric.
    """
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        work = _keep(enrollment, assignment, SubmissionStatus.SUBMITTED, text=text, files=files, now=now)
        if not text.strip() and not files:
            _refuse("text", "There is nothing to hand in yet.")
        if not assignment.rubric:
            _refuse("rubric", "This assignment cannot be graded yet. Your draft is kept; come back a little later.")
        if not Submission.objects.filter(pk=work.pk, status=SubmissionStatus.DRAFT).update(
            status=SubmissionStatus.SUBMITTED,
            submitted_at=now,
            is_late=is_overdue(assignment.due_at, now),
            rubric=assignment.rubric,
            pass_percent=assignment.pass_percent,
        ):
            work.refresh_from_db(fields=["status"])
            raise IllegalTransition("work", work.status, SubmissionStatus.SUBMITTED)
        publish(
            AssignmentSubmitted(
                enrollment_id=enrollment.id,
                lesson_id=assignment.lesson_id,
                submission_id=work.id,
                user_id=enrollment.user_id,
                course_id=enrollment.course_id,
            ),
            organization_id=enrollment.organization_id,
            actor_id=enrollment.user_id,
        )
        work.refresh_from_db()
        waiting_tell(submission=work, now=now)
    return work


def _keep(
    enrollment: Enrollment,
    assignment: Assignment,
    wanted: SubmissionStatus,
    *,
    text: str,
    files: Sequence[UUID],
    now: datetime,
) -> Submission:
    """The open version with this content, begun if there is none. The caller holds the enrollment."""
    wanted_files = list(dict.fromkeys(files))
    if text.strip() and not assignment.takes_text:
        _refuse("text", "This assignment takes files only.")
    if len(wanted_files) > assignment.files_allowed:
        _refuse("files", _too_many(assignment.files_allowed))
    versions = list(Submission.objects.filter(enrollment=enrollment, assignment=assignment).order_by("number"))
    turn = whose_turn(
        [Version(SubmissionStatus(one.status), one.passed) for one in versions],
        attempts_allowed=assignment.attempts_allowed,
    )
    if turn is Turn.WAIT:
        raise IllegalTransition("work", SubmissionStatus.SUBMITTED, wanted)
    if turn is Turn.DONE:
        raise AssignmentPassed
    if turn is Turn.CLOSED:
        raise SubmissionsExhausted
    if versions and versions[-1].status == SubmissionStatus.DRAFT:
        work = versions[-1]
        Submission.objects.filter(pk=work.pk, status=SubmissionStatus.DRAFT).update(text=text, saved_at=now)
        work.text, work.saved_at = text, now
    else:
        work = Submission(
            organization_id=assignment.organization_id,
            enrollment=enrollment,
            assignment=assignment,
            number=versions[-1].number + 1 if versions else 1,
            text=text,
            saved_at=now,
        )
        work.save(force_insert=True)
    _attach(work, wanted_files, owner_id=enrollment.user_id)
    return work


def _attach(work: Submission, files: Sequence[UUID], *, owner_id: UUID) -> None:
    kept = SubmissionFile.objects.filter(submission=work).order_by("position")
    there = list(kept.values_list("upload_id", flat=True))
    if there == list(files):
        return
    for upload_id in files:
        if upload_id not in there:
            _checked(upload_id, owner_id)
    kept.delete()
    SubmissionFile.objects.bulk_create(
        SubmissionFile(organization_id=work.organization_id, submission=work, upload_id=upload_id, position=position)
        for position, upload_id in enumerate(files)
    )


def _checked(upload_id: UUID, owner_id: UUID) -> Upload:
    upload = upload_get(upload_id=upload_id, owner_id=owner_id)
    if upload.purpose != Purpose.SUBMISSION or upload.retired_at is not None:
        raise NoSuchUpload
    if upload.status != UploadStatus.READY:
        raise UploadNotReady
    return upload


def _too_many(allowed: int) -> str:
    if not allowed:
        return "This assignment takes a text only."
    return f"Hand in {allowed} file{'' if allowed == 1 else 's'} at most."


def _refuse(path: str, message: str) -> None:
    raise SubmissionNotUsable(message, errors=[FieldError(path, SubmissionNotUsable.code, message)])
