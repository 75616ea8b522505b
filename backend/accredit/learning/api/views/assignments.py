"""Assignments: writing them, handing work in, and grading it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import assignment_examples, examples
from accredit.learning.api.serializers.assignments import (
    AssignmentWriteSerializer,
    DraftSerializer,
    GradeSerializer,
    GradingSerializer,
    QueueQuerySerializer,
    QueueRowSerializer,
    StaffAssignmentSerializer,
    WorkReturnSerializer,
    WorkSerializer,
)
from accredit.learning.models import Assignment, Enrollment
from accredit.learning.rules.assignments import Criterion, Mark
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


def private(page: Any) -> Response:
    """Signed addresses are for this person only."""
    return Response(page, headers={"Cache-Control": "private, no-store"})


class AssignmentView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_assignment_retrieve",
        summary="An assignment as its makers wrote it",
        responses={200: StaffAssignmentSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(assignment_examples.STAFF_ASSIGNMENT),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        assignment = selectors.assignment_for_staff(organization=self.organization, lesson_id=lesson_id)
        return Response(selectors.staff_assignment(assignment))

    @extend_schema(
        operation_id="courses_assignment_save",
        summary="Replace what an assignment asks for; work handed in keeps its rubric",
        request=AssignmentWriteSerializer,
        responses={200: StaffAssignmentSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(assignment_examples.WRITE, assignment_examples.STAFF_ASSIGNMENT),
    )
    def put(self, request: Request, lesson_id: UUID) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        data = self.parse(AssignmentWriteSerializer)
        rubric = cast("list[Criterion]", data.pop("rubric"))
        assignment = services.assignment_save(
            lesson=lesson, actor_id=self.caller_id, rubric=rubric, now=self.now, **data
        )
        return Response(selectors.staff_assignment(assignment))


class LearnerWorkView(ApiView):
    """A learner's own work; nobody else's is reached by these addresses."""

    def work(self, lesson_id: UUID) -> tuple[Assignment, Enrollment]:
        """Raises LessonNotFound, NotEnrolled, NotAnAssignment."""
        lesson, enrollment = selectors.lesson_enrolled(lesson_id=lesson_id, user_id=self.caller_id)
        return selectors.assignment_of_lesson(lesson), enrollment


class WorkView(LearnerWorkView):
    @extend_schema(
        operation_id="courses_assignment_work_retrieve",
        summary="My work for an assignment: every version, and whose turn it is",
        responses={200: WorkSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(assignment_examples.WORK),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        assignment, enrollment = self.work(lesson_id)
        return private(selectors.work_page(assignment=assignment, enrollment=enrollment))


class WorkDraftView(LearnerWorkView):
    @extend_schema(
        operation_id="courses_assignment_draft_save",
        summary="Keep my draft; it begins the next version if none is open",
        request=DraftSerializer,
        responses={200: WorkSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(
            assignment_examples.DRAFT, assignment_examples.WORK | {"turn": "write", "versions": []}
        ),
    )
    def put(self, request: Request, lesson_id: UUID) -> Response:
        assignment, enrollment = self.work(lesson_id)
        data = self.parse(DraftSerializer)
        services.draft_save(enrollment=enrollment, assignment=assignment, now=self.now, **data)
        return private(selectors.work_page(assignment=assignment, enrollment=enrollment))


class WorkSubmitView(LearnerWorkView):
    @extend_schema(
        operation_id="courses_assignment_submit",
        summary="Hand my work in, as it is given here",
        request=DraftSerializer,
        responses={200: WorkSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(assignment_examples.DRAFT, assignment_examples.WORK),
    )
    @idempotent()
    def post(self, request: Request, lesson_id: UUID) -> Response:
        assignment, enrollment = self.work(lesson_id)
        data = self.parse(DraftSerializer)
        services.work_submit(enrollment=enrollment, assignment=assignment, now=self.now, **data)
        return private(selectors.work_page(assignment=assignment, enrollment=enrollment))


class SubmissionListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_assignment_submissions_list",
        summary="The grading queue, whoever has waited longest first; decided work with the latest first",
        parameters=[QueueQuerySerializer],
        responses={200: paginated(QueueRowSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [assignment_examples.ROW], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(QueueQuerySerializer)
        rows = selectors.submissions_of(organization=self.organization, **query)
        order = ("submitted_at", "id") if query["status"] == "submitted" else ("-submitted_at", "-id")
        return CursorList(*order).paginate(request, rows, selectors.submission_row)


class SubmissionView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_assignment_submissions_retrieve",
        summary="One version of somebody's work, to be graded",
        responses={200: GradingSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(assignment_examples.DETAIL),
    )
    def get(self, request: Request, submission_id: UUID) -> Response:
        work = selectors.submission_for_staff(organization=self.organization, submission_id=submission_id)
        return private(selectors.submission_page(work))


class SubmissionGradeView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_assignment_submissions_grade",
        summary="Grade work by its rubric, or correct its grade",
        request=GradeSerializer,
        responses={200: GradingSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(assignment_examples.MARKS, assignment_examples.GRADED),
    )
    @idempotent()
    def post(self, request: Request, submission_id: UUID) -> Response:
        work = selectors.submission_for_staff(organization=self.organization, submission_id=submission_id)
        data = self.parse(GradeSerializer)
        marks: dict[str, Mark] = {
            one["criterion"]: {"points": one["points"], "comment": one["comment"]} for one in data.pop("marks")
        }
        services.submission_grade(submission=work, actor_id=self.caller_id, marks=marks, now=self.now, **data)
        return private(selectors.submission_page(work))


class SubmissionReturnView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_assignment_submissions_return",
        summary="Give work back with a note; a new version of it may follow",
        request=WorkReturnSerializer,
        responses={200: GradingSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(assignment_examples.NOTE, assignment_examples.RETURNED),
    )
    @idempotent()
    def post(self, request: Request, submission_id: UUID) -> Response:
        work = selectors.submission_for_staff(organization=self.organization, submission_id=submission_id)
        data = self.parse(WorkReturnSerializer)
        services.submission_return(submission=work, actor_id=self.caller_id, now=self.now, **data)
        return private(selectors.submission_page(work))
