"""The learners of a course: a list, and the same as a file."""

from __future__ import annotations

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.negotiation import AnyAccepted
from accredit.core.api.tables import CSV, csv_response
from accredit.learning import selectors
from accredit.learning.api import examples
from accredit.learning.api.serializers.roster import (
    LearnerFilterSerializer,
    LearnerQuerySerializer,
    LearnerSerializer,
)
from accredit.learning.selectors.roster import LearnerJson
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

HEAD = [
    "Name",
    "Email",
    "Status",
    "Enrolled at",
    "Lessons done",
    "Lessons",
    "Progress in percent",
    "Completed at",
    "Last active at",
]


class LearnerListView(StaffView):
    permission = Permission.VIEW_LEARNERS

    @extend_schema(
        operation_id="courses_course_learners_list",
        summary="Who takes a course, and how far they are",
        parameters=[LearnerQuerySerializer],
        responses={200: paginated(LearnerSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.LEARNER], "next": None, "previous": None}),
    )
    def get(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        query = self.parse_query(LearnerQuerySerializer)
        ordering = query.pop("ordering")
        by_id = "-id" if ordering.startswith("-") else "id"
        rows = selectors.learners_of_course(course=course, **query)
        page = CursorList(ordering, by_id).paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.learners_page(page.data["results"], course=course)
        return page


class LearnerExportView(StaffView):
    permission = Permission.VIEW_LEARNERS
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="courses_course_learners_export",
        summary="The learners of a course as a CSV file",
        description="In the order of enrolling. Times are RFC 3339 in UTC. A text that a spreadsheet would take for a "
        "formula begins with an apostrophe.",
        parameters=[LearnerFilterSerializer],
        responses={(200, CSV): OpenApiTypes.STR, **problem_responses(400, 401, 403, 404)},
        examples=[
            OpenApiExample(
                "File",
                value="Name,Email,Status,…\r\nAmara Okafor,amara@example.org,active,…\r\n",
                response_only=True,
                media_type=CSV,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request, slug_or_id: str) -> HttpResponseBase:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        rows = selectors.learners_of_course(course=course, **self.parse_query(LearnerFilterSerializer))
        learners = selectors.learners_exported(rows, course=course)
        return csv_response(HEAD, map(_cells, learners), file_name=f"learners-{course.slug}.csv")


def _cells(learner: LearnerJson) -> list[str]:
    completed_at = learner["completed_at"]
    return [
        learner["person"]["display_name"],
        learner["person"]["email"],
        learner["status"],
        learner["enrolled_at"].isoformat(),
        str(learner["lessons_done"]),
        str(learner["lessons_total"]),
        str(learner["progress_percent"]),
        completed_at.isoformat() if completed_at else "",
        learner["last_active_at"].isoformat(),
    ]
