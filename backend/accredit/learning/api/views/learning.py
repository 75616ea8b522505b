"""My learning, leaving a course, and the player's outline."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.learner import (
    BoughtCourseSerializer,
    BoughtQuerySerializer,
    EnrollmentSerializer,
    LearnPageSerializer,
)


class BoughtCoursesView(ApiView):
    @extend_schema(
        operation_id="courses_bought_courses_list",
        summary="My courses with progress, most recently used first",
        parameters=[BoughtQuerySerializer],
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
                        "may_rejoin": False,
                    }
                ],
                "next": None,
                "previous": None,
            }
        ),
    )
    def get(self, request: Request) -> Response:
        left = self.parse_query(BoughtQuerySerializer)["left"]
        mine = (selectors.enrollments_left if left else selectors.enrollments_of_user)(user_id=self.caller_id)
        page = CursorList("-last_active_at", "-id").paginate(request, mine, lambda row: row)
        page.data["results"] = selectors.bought_courses(page.data["results"])
        return page


class WithdrawView(ApiView):
    @extend_schema(
        operation_id="courses_bought_courses_withdraw",
        summary="Leave a course",
        description="The lessons close; what I have done and any certificate stay. No money goes back by this.",
        request=None,
        responses={200: EnrollmentSerializer, **problem_responses(401, 404, 409)},
        examples=examples.answer({**examples.ENROLLMENT, "status": "withdrawn"}),
    )
    @idempotent()
    def post(self, request: Request, enrollment_id: UUID) -> Response:
        enrollment = selectors.enrollment_for_learner(user_id=self.caller_id, enrollment_id=enrollment_id)
        enrollment = services.enrollment_withdraw(enrollment=enrollment, now=self.now)
        return Response(selectors.enrollment_json(enrollment))


class RejoinView(ApiView):
    @extend_schema(
        operation_id="courses_bought_courses_rejoin",
        summary="Come back to a course that I have left",
        description="For a free course, or one that is still paid for; it goes on where it was.",
        request=None,
        responses={200: EnrollmentSerializer, **problem_responses(401, 404, 409)},
        examples=examples.answer(examples.ENROLLMENT),
    )
    @idempotent()
    def post(self, request: Request, enrollment_id: UUID) -> Response:
        enrollment = selectors.enrollment_for_learner(user_id=self.caller_id, enrollment_id=enrollment_id)
        enrollment = services.enrollment_rejoin(enrollment=enrollment, now=self.now)
        return Response(selectors.enrollment_json(enrollment))


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
