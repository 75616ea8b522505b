"""Reads of assignments and of the work handed in for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accredit.accounts.selectors import avatar_url, users_by_ids
from accredit.core.markdown import render_markdown
from accredit.learning.exceptions import LessonNotFound, NotAnAssignment, SubmissionNotFound
from accredit.learning.models import Assignment, Enrollment, Lesson, Submission, SubmissionFile
from accredit.learning.rules.assignments import SubmissionStatus, Version, attempts_left, whose_turn
from accredit.media.selectors import download_url
from accredit.organizations.models import Organization

HANDED_IN = tuple(one for one in SubmissionStatus if one is not SubmissionStatus.DRAFT)
"""What staff see; a draft is its author's alone."""


def assignment_of_lesson(lesson: Lesson) -> Assignment:
    """Raises NotAnAssignment for a lesson of another kind."""
    assignment = Assignment.objects.filter(lesson=lesson).first()
    if assignment is None:
        raise NotAnAssignment
    return assignment


def assignment_for_staff(*, organization: Organization, lesson_id: UUID) -> Assignment:
    """With its lesson and course. Raises LessonNotFound, also for another organization's."""
    rows = Assignment.objects.select_related("lesson__course")
    found = rows.filter(lesson_id=lesson_id, organization=organization).first()
    if found is None:
        raise LessonNotFound
    return found


def submission_get(*, submission_id: UUID) -> Submission:
    """With assignment, lesson, course, organization and enrollment. Raises SubmissionNotFound."""
    found = _related().filter(pk=submission_id).first()
    if found is None:
        raise SubmissionNotFound
    return found


def submission_for_staff(*, organization: Organization, submission_id: UUID) -> Submission:
    """Work that was handed in, with all that is shown of it. Raises SubmissionNotFound, also for another organization's
    and for a draft."""
    rows = _with_files(_related().select_related("enrollment__user", "decided_by"))
    found = rows.filter(pk=submission_id, organization=organization, status__in=HANDED_IN).first()
    if found is None:
        raise SubmissionNotFound
    return found


def submissions_of(
    *,
    organization: Organization,
    status: str = SubmissionStatus.SUBMITTED,
    course: str = "",
    lesson: UUID | None = None,
    search: str = "",
) -> QuerySet[Submission, Any]:
    """Work in one state, of one course (its slug or id) or one lesson if named; `search` is a part of the learner's
    name or address. Closed accounts have nothing left to grade."""
    rows = Submission.objects.filter(
        organization=organization, status=status, enrollment__user__erased_at=None
    ).select_related("assignment__lesson__course", "enrollment__user")
    if course:
        rows = rows.filter(_course(course))
    if lesson is not None:
        rows = rows.filter(assignment__lesson_id=lesson)
    if search:
        rows = rows.filter(
            Q(enrollment__user__display_name__icontains=search) | Q(enrollment__user__email__icontains=search)
        )
    return rows


def submission_row(work: Submission) -> dict[str, Any]:
    """A row of the queue, read with lesson, course and learner."""
    lesson = work.assignment.lesson
    return {
        "id": work.id,
        "number": work.number,
        "status": work.status,
        "lesson_id": lesson.id,
        "lesson_title": lesson.title,
        "course_slug": lesson.course.slug,
        "course_title": lesson.course.title,
        "learner": _learner(work),
        "submitted_at": work.submitted_at,
        "is_late": work.is_late,
        "score_percent": work.score_percent,
        "passed": work.passed,
        "decided_at": work.decided_at,
    }


def submission_page(work: Submission) -> dict[str, Any]:
    """Everything that a grader needs of one version: the work, its rubric, the versions before, and who waits next.
    Three queries."""
    earlier = Submission.objects.filter(
        enrollment_id=work.enrollment_id, assignment_id=work.assignment_id, number__lt=work.number
    ).order_by("-number")
    lesson = work.assignment.lesson
    return {
        **submission_row(work),
        "instructions_html": render_markdown(lesson.body_md),
        "due_at": work.assignment.due_at,
        "revision": work.revision,
        **_content(work),
        "decided_by": work.decided_by.display_name if work.decided_by else None,
        "earlier": [
            {**_content(one), "id": one.id, "number": one.number, "status": one.status} | _times(one)
            for one in _with_files(earlier)
        ],
        "next_id": _next_waiting(work),
    }


def assignment_json(assignment: Assignment) -> dict[str, Any]:
    """What is asked for, as everybody who may open the lesson sees it."""
    return {
        "takes_text": assignment.takes_text,
        "files_allowed": assignment.files_allowed,
        "rubric": assignment.rubric,
        "total_points": assignment.total_points,
        "pass_percent": assignment.pass_percent,
        "attempts_allowed": assignment.attempts_allowed,
        "due_at": assignment.due_at,
    }


def staff_assignment(assignment: Assignment) -> dict[str, Any]:
    """The same for its makers, with the instructions as they are written."""
    lesson = assignment.lesson
    return {"lesson_id": lesson.id, "instructions_md": lesson.body_md, **assignment_json(assignment)}


def work_page(*, assignment: Assignment, enrollment: Enrollment) -> dict[str, Any]:
    """Where a learner stands with an assignment: whose turn it is, and every version, the latest first. Three queries
    or less."""
    rows = Submission.objects.filter(enrollment=enrollment, assignment=assignment).order_by("-number")
    versions = list(_with_files(rows))
    graders = users_by_ids({one.decided_by_id for one in versions if one.decided_by_id})
    known = [Version(SubmissionStatus(one.status), one.passed) for one in reversed(versions)]
    allowed = assignment.attempts_allowed
    return {
        "lesson_id": assignment.lesson_id,
        "turn": whose_turn(known, attempts_allowed=allowed),
        "attempts_left": attempts_left(known, attempts_allowed=allowed),
        "versions": [
            {
                "id": one.id,
                "number": one.number,
                "status": one.status,
                **_content(one),
                **_times(one),
                "saved_at": one.saved_at,
                "is_late": one.is_late,
                "decided_by": graders[one.decided_by_id].display_name if one.decided_by_id in graders else None,
            }
            for one in versions
        ],
    }


@dataclass(frozen=True, slots=True)
class AssignmentScore:
    """The best of an enrollment's graded versions of one assignment; `percent` is whole, rounded down."""

    percent: int
    passed: bool


def best_assignment_scores(enrollment: Enrollment) -> dict[UUID, AssignmentScore]:
    """By lesson id, only the assignments with a grade. One query."""
    graded = Submission.objects.filter(enrollment=enrollment, status=SubmissionStatus.GRADED)
    best: dict[UUID, AssignmentScore] = {}
    for lesson_id, percent, passed in graded.values_list("assignment__lesson_id", "score_percent", "passed"):
        known = best.get(lesson_id, AssignmentScore(0, False))
        best[lesson_id] = AssignmentScore(max(known.percent, percent or 0), known.passed or passed)
    return best


def _related() -> QuerySet[Submission]:
    return Submission.objects.select_related(
        "assignment__lesson", "enrollment__course__organization", "assignment__lesson__course"
    )


def _with_files(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    files = SubmissionFile.objects.select_related("upload").order_by("position")
    return rows.prefetch_related(Prefetch("files", queryset=files))


def _content(work: Submission) -> dict[str, Any]:
    """What was handed in and what was said of it. The addresses of files save them, for an hour."""
    return {
        "text": work.text,
        "files": [
            {
                "upload_id": one.upload_id,
                "file_name": one.upload.file_name,
                "media_type": one.upload.media_type,
                "bytes": one.upload.bytes,
                "url": download_url(one.upload),
            }
            for one in work.files.all()
        ],
        "rubric": work.rubric,
        "pass_percent": work.pass_percent,
        "marks": [{"criterion": one["id"], **work.marks[one["id"]]} for one in work.rubric if one["id"] in work.marks],
        "comment": work.comment,
        "score_percent": work.score_percent,
        "passed": work.passed,
    }


def _times(work: Submission) -> dict[str, Any]:
    return {"submitted_at": work.submitted_at, "decided_at": work.decided_at}


def _learner(work: Submission) -> dict[str, Any]:
    user = work.enrollment.user
    return {"id": user.id, "display_name": user.display_name, "avatar_url": avatar_url(user.avatar_key)}


def _next_waiting(work: Submission) -> UUID | None:
    """Whoever has waited longest, but for this one. One query."""
    waiting = submissions_of(organization=work.enrollment.course.organization).exclude(pk=work.pk)
    return waiting.order_by("submitted_at", "id").values_list("id", flat=True).first()


def _course(slug_or_id: str) -> Q:
    try:
        return Q(assignment__lesson__course_id=UUID(slug_or_id))
    except ValueError:
        return Q(assignment__lesson__course__slug=slug_or_id)
