"""My learning and the player's outline."""

from __future__ import annotations

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.learning import selectors
from accredit.learning.api import examples
from accredit.learning.api.serializers.learner import BoughtCourseSerializer, LearnPageSerializer

from .courses import PAGE


class BoughtCoursesView(ApiView):
    @extend_schema(
        operation_id="courses_bought_courses_list",
        summary="My courses with progress, most recently used first",
        parameters=PAGE,
        responses={200: paginated(BoughtCourseSerializer), **problem_responses(400, 401)},
        examples=examples.answer(
            {
                "results": [
                    {
                        "course": examples.CARD,
                        "enrollment": examples.ENROLLMENT,
                        "progress_percent": 14,
                        "lessons_done": 3,
                        "lessons_total": 21,
                        "resume_lesson_id": examples.LESSON_ID,
                    }
                ],
                "next": None,
                "previous": None,
            }
        ),
    )
    def get(self, request: Request) -> Response:
        mine = selectors.enrollments_of_user(user_id=self.caller_id)
        page = CursorList("-last_active_at", "-id").paginate(request, mine, lambda row: row)
        page.data["results"] = selectors.bought_courses(page.data["results"])
        return page


class LearnView(ApiView):
    @extend_schema(
        operation_id="courses_course_learn",
        summary="The outline with my progress",
        responses={200: LearnPageSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.LEARN),
    )
    def get(self, request: Request, slug_or_id: str) -> HttpResponseBase:
        course = selectors.course_for_learner(slug_or_id=slug_or_id, user_id=self.caller_id)
        enrollment = selectors.enrollment_live(user_id=self.caller_id, course_id=course.id)
        return Response(selectors.learn_page(course, enrollment))
