"""Lessons: the learner's reading and the maker's writing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.learner import LessonCompletedSerializer, LessonSerializer
from accredit.learning.api.serializers.staff import (
    ArrangeSerializer,
    LessonChangeSerializer,
    LessonCreateSerializer,
    ModuleWriteSerializer,
    OutlineSerializer,
    StaffLessonSerializer,
    StaffModuleSerializer,
)
from accredit.learning.rules.courses import LessonKind
from accredit.media.rules import Purpose
from accredit.media.selectors import upload_ready
from accredit.organizations.api.staff import PublicOrStaffView, StaffView
from accredit.organizations.permissions import Permission

from .courses import TENANT

MODULE: dict[str, Any] = {"id": examples.MODULE_ID, "title": "Before you begin", "position": 0, "lessons": []}
OUTLINE: dict[str, Any] = {
    "course": examples.STAFF_COURSE,
    "modules": [{**MODULE, "lessons": [examples.STAFF_LESSON]}],
    "obstacles": [],
    "warnings": [],
}


class LessonListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_lessons_create",
        summary="Append a lesson to a module",
        request=LessonCreateSerializer,
        responses={201: StaffLessonSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"module": examples.MODULE_ID, "kind": "article", "title": "Why consent is a conversation"},
            examples.STAFF_LESSON,
        ),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        data = self.parse(LessonCreateSerializer)
        module = selectors.module_for_staff(organization=self.organization, module_id=data.pop("module"))
        kind = LessonKind(data.pop("kind"))
        lesson = services.lesson_create(module=module, actor_id=self.caller_id, kind=kind, now=self.now, **data)
        return Response(selectors.staff_lesson(lesson), status=status.HTTP_201_CREATED)


class LessonView(PublicOrStaffView):
    permission_by_method = {"PATCH": Permission.EDIT_COURSES, "DELETE": Permission.EDIT_COURSES}

    @extend_schema(
        operation_id="courses_course_lessons_retrieve",
        summary="Open a lesson: enrolled learners, everybody for a preview, the makers with their header",
        parameters=[TENANT],
        responses={200: LessonSerializer, **problem_responses(403, 404)},
        examples=examples.answer(examples.LESSON),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        if self.is_staff_request:
            lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
            return Response(selectors.lesson_page(lesson, None, now=self.now))
        lesson, enrollment = selectors.lesson_open_to(lesson_id=lesson_id, user_id=self.optional_caller_id)
        return Response(selectors.lesson_page(lesson, enrollment, now=self.now))

    @extend_schema(
        operation_id="courses_course_lessons_update",
        summary="Change a lesson",
        request=LessonChangeSerializer,
        responses={200: StaffLessonSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"is_preview": True}, examples.STAFF_LESSON),
    )
    def patch(self, request: Request, lesson_id: UUID) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        changes = self.parse(LessonChangeSerializer)
        for name in {"video", "document"} & set(changes):
            changes[name] = upload_ready(upload_id=changes[name], organization=self.organization, purpose=Purpose(name))
        lesson = services.lesson_update(lesson=lesson, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.staff_lesson(lesson))

    @extend_schema(
        operation_id="courses_course_lessons_delete",
        summary="Delete a lesson that nobody has worked in",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, lesson_id: UUID) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        services.lesson_delete(lesson=lesson, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonCompleteView(ApiView):
    @extend_schema(
        operation_id="courses_course_lessons_complete",
        summary="Mark a lesson as done; again changes nothing",
        request=None,
        responses={200: LessonCompletedSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer({"completed": True, "progress_percent": 14, "course_completed": False}),
    )
    @idempotent()
    def post(self, request: Request, lesson_id: UUID) -> Response:
        lesson, enrollment = selectors.lesson_enrolled(lesson_id=lesson_id, user_id=self.caller_id)
        made = services.lesson_complete(enrollment=enrollment, lesson=lesson, now=self.now)
        return Response(
            {"completed": True, "progress_percent": made.percent, "course_completed": made.course_completed}
        )


class OutlineView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_outline_retrieve",
        summary="The course as the builder shows it",
        responses={200: OutlineSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(OUTLINE),
    )
    def get(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        return Response(selectors.staff_outline(course))

    @extend_schema(
        operation_id="courses_course_outline_arrange",
        summary="Put modules and lessons into a new order",
        request=ArrangeSerializer,
        responses={200: OutlineSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"modules": [{"id": examples.MODULE_ID, "lessons": [examples.LESSON_ID]}]}, OUTLINE),
    )
    def put(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        order = [(one["id"], one["lessons"]) for one in self.parse(ArrangeSerializer)["modules"]]
        services.outline_arrange(course=course, actor_id=self.caller_id, order=order, now=self.now)
        return Response(selectors.staff_outline(course))


class ModuleListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_modules_create",
        summary="Append a module",
        request=ModuleWriteSerializer,
        responses={201: StaffModuleSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"title": "Before you begin"}, MODULE),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        module = services.module_create(
            course=course, actor_id=self.caller_id, now=self.now, **self.parse(ModuleWriteSerializer)
        )
        return Response(selectors.staff_module(module), status=status.HTTP_201_CREATED)


class ModuleView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_modules_update",
        summary="Rename a module",
        request=ModuleWriteSerializer,
        responses={200: StaffModuleSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"title": "Before you begin"}, MODULE),
    )
    def patch(self, request: Request, module_id: UUID) -> Response:
        module = selectors.module_for_staff(organization=self.organization, module_id=module_id)
        module = services.module_update(
            module=module, actor_id=self.caller_id, now=self.now, **self.parse(ModuleWriteSerializer)
        )
        return Response(selectors.staff_module(module))

    @extend_schema(
        operation_id="courses_modules_delete",
        summary="Delete an empty module",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, module_id: UUID) -> Response:
        module = selectors.module_for_staff(organization=self.organization, module_id=module_id)
        services.module_delete(module=module, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)
