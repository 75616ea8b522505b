"""The course: public list and page, and its makers' writes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accreditation.selectors import credit_type_get
from accredit.accreditation.services import amount_parse
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.kept import KeptView, Place
from accredit.core.money import Money
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.cards import (
    CategoryTreeSerializer,
    CourseCardSerializer,
    CourseDetailSerializer,
    CourseQuerySerializer,
)
from accredit.learning.api.serializers.learner import EnrollmentSerializer
from accredit.learning.api.serializers.staff import (
    CourseChangeSerializer,
    CourseCreateSerializer,
    CourseReturnSerializer,
    StaffCourseSerializer,
)
from accredit.learning.selectors.cards import CARD_COLUMNS
from accredit.learning.services.courses import CreditEntry, InstructorEntry
from accredit.media.rules import Purpose
from accredit.media.selectors import upload_ready
from accredit.organizations.api.staff import HEADER, PublicOrStaffView, StaffView
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission

TENANT = OpenApiParameter(
    "Accredit-Organization", OpenApiTypes.STR, OpenApiParameter.HEADER, description="Slug of the tenant."
)
ORDERINGS = {
    "-published_at": ("-published_at", "-id"),
    "title": ("title", "id"),
    "price": ("price_amount", "id"),
    "-price": ("-price_amount", "-id"),
}


class CategoryListView(ApiView):
    public = True

    @extend_schema(
        operation_id="courses_category_tree",
        summary="The tree of categories",
        responses={200: CategoryTreeSerializer, **problem_responses(429)},
        examples=examples.answer(
            {"results": [{"id": examples.MODULE_ID, "slug": "ethics-law", "name": "Ethics & law", "children": []}]}
        ),
    )
    def get(self, request: Request) -> HttpResponseBase:
        return conditional_json(request, {"results": selectors.category_tree()})


class CourseListView(PublicOrStaffView):
    permission_by_method = {"POST": Permission.EDIT_COURSES}

    @extend_schema(
        operation_id="courses_course_list",
        summary="Published courses; with the tenant's header, all courses of the tenant",
        parameters=[CourseQuerySerializer, TENANT],
        responses={200: paginated(CourseCardSerializer), **problem_responses(400, 404)},
        examples=examples.answer({"results": [examples.CARD], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> HttpResponseBase:
        query = self.parse_query(CourseQuerySerializer)
        if self.is_staff_request:
            courses = selectors.courses_of(organization=self.organization, status=query.get("status"))
            ordering: tuple[str, ...] = ("-created_at", "-id")
        else:
            courses, ordering = selectors.courses_public(**_filters(query)), ORDERINGS[query["ordering"]]
        columns = {*CARD_COLUMNS, *(column.lstrip("-") for column in ordering)}
        rows: QuerySet[Any, Any] = courses.values(*columns)
        page = CursorList(*ordering).paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.course_cards(page.data["results"])
        return conditional_json(request, page.data, personal=self.is_staff_request)

    @extend_schema(
        operation_id="courses_course_create",
        summary="Start a course as a draft",
        request=CourseCreateSerializer,
        responses={201: StaffCourseSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=examples.exchange({"title": examples.CARD["title"]}, examples.STAFF_COURSE),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        changes = course_changes(self.parse(CourseCreateSerializer), organization=self.organization)
        course = services.course_create(
            organization=self.organization,
            actor_id=self.caller_id,
            title=changes.pop("title"),
            changes=changes,
            now=self.now,
        )
        return Response(selectors.staff_course(course), status=status.HTTP_201_CREATED)


class CourseView(KeptView, PublicOrStaffView):
    permission_by_method = {"PATCH": Permission.EDIT_COURSES}

    def place_of(self, request: HttpRequest, *, slug_or_id: str) -> Place | None:  # type: ignore[override]
        if HEADER in request.headers:
            return None
        subjects = (selectors.EVERY_PAGE, selectors.page_subject(slug_or_id))
        return Place(f"learning:page:{slug_or_id}", subjects)

    @extend_schema(
        operation_id="courses_course_retrieve",
        summary="The course page",
        parameters=[TENANT],
        responses={200: CourseDetailSerializer, **problem_responses(404)},
        examples=examples.answer(examples.DETAIL),
    )
    def get(self, request: Request, slug_or_id: str) -> HttpResponseBase:
        viewer_id = self.optional_caller_id
        if viewer_id is None:
            return conditional_json(request, selectors.course_page_public(slug_or_id=slug_or_id))
        if self.is_staff_request:
            course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        else:
            course = selectors.course_for_learner(slug_or_id=slug_or_id, user_id=viewer_id)
        return conditional_json(request, selectors.course_page(course, viewer_id=viewer_id), personal=True)

    @extend_schema(
        operation_id="courses_course_update",
        summary="Change a course",
        request=CourseChangeSerializer,
        responses={200: StaffCourseSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange({"price": {"amount": 12000, "currency": "GBP"}}, examples.STAFF_COURSE),
    )
    def patch(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        changes = course_changes(self.parse(CourseChangeSerializer), organization=self.organization)
        course = services.course_update(course=course, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.staff_course(course))


class CourseSubmitView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_submit",
        summary="Send a draft for review",
        description="Only where the organization asks for review. The course may still be edited meanwhile.",
        request=None,
        responses={200: StaffCourseSerializer, **problem_responses(401, 403, 404, 409, 422)},
        examples=examples.answer(examples.SUBMITTED_COURSE),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        course = services.course_submit(course=course, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_course(course))


class CourseReturnView(StaffView):
    permission = Permission.REVIEW_COURSES

    @extend_schema(
        operation_id="courses_course_return",
        summary="Give a course in review back to its makers",
        request=CourseReturnSerializer,
        responses={200: StaffCourseSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"note": examples.REVIEW_NOTE}, examples.RETURNED_COURSE),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        note = self.parse(CourseReturnSerializer)["note"]
        course = services.course_return(course=course, actor_id=self.caller_id, note=note, now=self.now)
        return Response(selectors.staff_course(course))


class CoursePublishView(StaffView):
    permission = Permission.PUBLISH_COURSES

    @extend_schema(
        operation_id="courses_course_publish",
        summary="Publish a draft, or a course in review",
        description="Where the organization asks for review, only for somebody with review_courses.",
        request=None,
        responses={200: StaffCourseSerializer, **problem_responses(401, 403, 404, 409, 422)},
        examples=examples.answer({**examples.STAFF_COURSE, "status": "published"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        course = services.course_publish(course=course, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_course(course))


class CourseArchiveView(StaffView):
    permission = Permission.PUBLISH_COURSES

    @extend_schema(
        operation_id="courses_course_archive",
        summary="Take a published course off sale for good; learners keep it",
        request=None,
        responses={200: StaffCourseSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer({**examples.STAFF_COURSE, "status": "archived"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        course = services.course_archive(course=course, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_course(course))


class CourseEnrollView(ApiView):
    @extend_schema(
        operation_id="courses_course_enroll",
        summary="Enrol in a free course, or come back to one that I have left",
        request=None,
        responses={201: EnrollmentSerializer, **problem_responses(401, 404, 409)},
        examples=examples.answer(examples.ENROLLMENT),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_published(slug_or_id=slug_or_id)
        enrollment = services.enrollment_start_free(course=course, user_id=self.caller_id, now=self.now)
        return Response(selectors.enrollment_json(enrollment), status=status.HTTP_201_CREATED)


def course_changes(data: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """From the wire's form to what `course_update` takes. Raises CategoryNotFound, CreditTypeNotFound,
    CreditAmountNotUsable, NoSuchUpload, UploadNotReady."""
    changes = dict(data)
    if (slug := changes.get("category")) is not None:
        changes["category"] = selectors.category_get(slug=slug)
    if (price := changes.get("price")) is not None:
        changes["price"] = Money(price["amount"], price["currency"])
    if (upload_id := changes.get("thumbnail")) is not None:
        changes["thumbnail"] = upload_ready(upload_id=upload_id, organization=organization, purpose=Purpose.THUMBNAIL)
    if "instructors" in changes:
        changes["instructors"] = [
            InstructorEntry(user_id=one["id"], headline=one["headline"], bio=one["bio"])
            for one in changes["instructors"]
        ]
    if "credits" in changes:
        changes["credits"] = [_credit_entry(one) for one in changes["credits"]]
    return changes


def _credit_entry(entry: dict[str, Any]) -> CreditEntry:
    credit_type = credit_type_get(credit_type_id=entry["credit_type"])
    return CreditEntry(
        credit_type=credit_type,
        amount_hundredths=amount_parse(credit_type=credit_type, text=entry["amount"]),
        approval_reference=entry["approval_reference"],
    )


def _filters(query: dict[str, Any]) -> dict[str, Any]:
    return {name: query.get(name) for name in ("category", "level", "language", "search")}
