"""Who may be named as an instructor."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.learning import selectors
from accredit.learning.api import examples
from accredit.learning.api.serializers.staff import InstructorChoiceSerializer
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.organizations.selectors import members


class InstructorListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_instructor_list",
        summary="The people whom a course of the tenant may name as its instructors, longest on the team first",
        responses={200: paginated(InstructorChoiceSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.INSTRUCTOR_CHOICE], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        team = members(organization=self.organization)
        return CursorList("created_at", "id").paginate(request, team, selectors.instructor_choice)
