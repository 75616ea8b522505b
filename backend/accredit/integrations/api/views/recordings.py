"""Recordings of an event's meetings, for those who make the event."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.events.selectors import event_get
from accredit.integrations.api import examples
from accredit.integrations.api.serializers import ZoomRecordingAddressSerializer, ZoomRecordingSerializer
from accredit.integrations.selectors.recordings import recording_json, recording_page, recordings_of
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class RecordingListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="integrations_zoom_recording_list",
        summary="Cloud recordings of an event's meetings, the latest first",
        description="The files stay at Zoom. Where one is watched is asked for each by itself.",
        responses={200: paginated(ZoomRecordingSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.RECORDING], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        return CursorList().paginate(request, recordings_of(event=event), recording_json)


class RecordingPageView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="integrations_zoom_recording_page",
        summary="Where a recording is watched",
        description="Whoever has this address may be able to watch: it is not for passing on.",
        responses={200: ZoomRecordingAddressSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer({"url": "https://zoom.us/rec/play/example"}),
    )
    def get(self, request: Request, recording_id: UUID) -> Response:
        url = recording_page(organization=self.organization, recording_id=recording_id)
        return Response({"url": url}, headers={"Cache-Control": "private, no-store"})
