"""Reviews."""

from __future__ import annotations

from uuid import UUID

from rest_framework import status
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.learner import (
    ReviewChangeSerializer,
    ReviewCreateSerializer,
    ReviewQuerySerializer,
    ReviewSerializer,
)


class ReviewListView(ApiView):
    """Everybody reads; signed-in learners write."""

    public = True

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.request.method in SAFE_METHODS else [IsAuthenticated()]

    @extend_schema(
        operation_id="courses_review_list",
        summary="Reviews of a course, newest first",
        parameters=[ReviewQuerySerializer],
        responses={200: paginated(ReviewSerializer), **problem_responses(400, 404)},
        examples=examples.answer({"results": [examples.REVIEW], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        course = selectors.course_published(slug_or_id=self.parse_query(ReviewQuerySerializer)["course"])
        viewer_id = self.optional_caller_id
        return CursorList("-created_at", "-id").paginate(
            request,
            selectors.reviews_of_course(course),
            lambda review: selectors.review_json(review, viewer_id=viewer_id),
        )

    @extend_schema(
        operation_id="courses_review_create",
        summary="Review a course that I am enrolled in",
        request=ReviewCreateSerializer,
        responses={201: ReviewSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"course": examples.CARD["id"], "rating": 5, "text": examples.REVIEW["text"]},
            {**examples.REVIEW, "mine": True},
        ),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        data = self.parse(ReviewCreateSerializer)
        course = selectors.course_for_learner(slug_or_id=str(data["course"]), user_id=self.caller_id)
        review = services.review_create(
            course=course, user_id=self.caller_id, rating=data["rating"], text=data["text"], now=self.now
        )
        return Response(selectors.review_json(review, viewer_id=self.caller_id), status=status.HTTP_201_CREATED)


class ReviewView(ApiView):
    @extend_schema(
        operation_id="courses_review_update",
        summary="Change my review",
        request=ReviewChangeSerializer,
        responses={200: ReviewSerializer, **problem_responses(400, 401, 404, 409)},
        examples=examples.exchange({"rating": 4}, {**examples.REVIEW, "rating": 4, "mine": True}),
    )
    def patch(self, request: Request, review_id: UUID) -> Response:
        review = selectors.review_get(review_id=review_id, user_id=self.caller_id)
        data = self.parse(ReviewChangeSerializer)
        review = services.review_update(
            review=review, rating=data.get("rating", review.rating), text=data.get("text", review.text), now=self.now
        )
        return Response(selectors.review_json(review, viewer_id=self.caller_id))

    @extend_schema(
        operation_id="courses_review_delete",
        summary="Take my review back",
        responses={204: None, **problem_responses(401, 404, 409)},
    )
    def delete(self, request: Request, review_id: UUID) -> Response:
        review = selectors.review_get(review_id=review_id, user_id=self.caller_id)
        services.review_delete(review=review)
        return Response(status=status.HTTP_204_NO_CONTENT)
