"""Of which event a course is the recording."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.cpd import selectors, services
from accredit.cpd.api import examples
from accredit.cpd.api.serializers import RecordingSerializer
from accredit.events.selectors import event_get
from accredit.learning.selectors import course_for_staff
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

RECORDING = {"event": "019aa5f9-0a0a-7b0b-8c0c-0d0d0d0d0d14"}


class RecordingView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="cpd_recordings_retrieve",
        summary="The event that a course is made of: live or on demand, the credit counts once",
        responses={200: RecordingSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(RECORDING),
    )
    def get(self, request: Request, slug_or_id: str) -> Response:
        course = course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        return Response(_json(selectors.recorded_event(course_id=course.id)))

    @extend_schema(
        operation_id="cpd_recordings_update",
        summary="Say of which event a course is made; possible until somebody has credit for the course",
        request=RecordingSerializer,
        responses={200: RecordingSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(RECORDING, RECORDING),
    )
    def put(self, request: Request, slug_or_id: str) -> Response:
        course = course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        event_id = self.parse(RecordingSerializer)["event"]
        event = event_get(organization=self.organization, event_id=event_id) if event_id else None
        services.recording_put(course=course, event=event, actor_id=self.caller_id, now=self.now)
        return Response(_json(event_id))


def _json(event_id: UUID | None) -> dict[str, Any]:
    return {"event": event_id}
