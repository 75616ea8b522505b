"""Rooms as organizers keep them in order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.community import selectors, services
from accredit.community.api import examples
from accredit.community.api.serializers import RoomMessageSerializer
from accredit.community.api.staff_serializers import (
    ActReasonSerializer,
    ModerationActSerializer,
    ReportQuerySerializer,
    RoomInputSerializer,
    RoomPatchSerializer,
    RoomPolicySerializer,
    SilenceInputSerializer,
    SilenceSerializer,
    StaffReportSerializer,
    StaffRoomQuerySerializer,
    StaffRoomSerializer,
    VerdictInputSerializer,
)
from accredit.community.models import Message, Room
from accredit.community.rules.moderation import Verdict
from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.negotiation import AnyAccepted
from accredit.core.api.tables import CSV, csv_response, harmless
from accredit.events import selectors as events
from accredit.events.models import Event
from accredit.learning import selectors as learning
from accredit.learning.models import Course
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class ModeratorView(StaffView):
    permission: ClassVar = Permission.MODERATE_ROOMS

    def room(self, room_id: UUID) -> Room:
        """Raises RoomNotFound."""
        return selectors.room_for_staff(organization=self.organization, room_id=room_id)


class StaffRoomListView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_room_list",
        summary="The organization's rooms, most recently used first",
        parameters=[StaffRoomQuerySerializer],
        responses={200: paginated(StaffRoomSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.STAFF_ROOM], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(StaffRoomQuerySerializer)
        rows = selectors.rooms_of(organization=self.organization)
        if query["event"] is not None:
            rows = rows.filter(event_id=query["event"])
        if query["course"] is not None:
            rows = rows.filter(course_id=query["course"])
        page = CursorList("-active_at", "-id").paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.staff_rooms(page.data["results"])
        return page

    @extend_schema(
        operation_id="community_staff_room_create",
        summary="Add a room to an event or a course",
        description="Each begins with one of its own. In a room of announcements organizers write, all read.",
        request=RoomInputSerializer,
        responses={201: StaffRoomSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"event": examples.EVENT_ID, "name": "Case questions"}, examples.STAFF_ROOM | {"name": "Case questions"}
        ),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        given = self.parse(RoomInputSerializer)
        room = services.room_create(
            activity=self._activity(given),
            name=given["name"].strip(),
            is_announcements=given["is_announcements"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response(selectors.staff_rooms([self.room(room.id)])[0], status=status.HTTP_201_CREATED)

    def _activity(self, given: dict[str, Any]) -> Event | Course:
        if given["event"] is not None:
            return events.event_get(organization=self.organization, event_id=given["event"])
        return learning.course_for_staff(organization=self.organization, slug_or_id=str(given["course"]))


class StaffRoomView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_room_retrieve",
        summary="One of the organization's rooms",
        responses={200: StaffRoomSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.STAFF_ROOM),
    )
    def get(self, request: Request, room_id: UUID) -> Response:
        return Response(selectors.staff_rooms([self.room(room_id)])[0])

    @extend_schema(
        operation_id="community_staff_room_update",
        summary="Open or close a room, slow it down, or say how long it keeps what is written",
        request=RoomPatchSerializer,
        responses={200: StaffRoomSerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange({"slow_mode_seconds": 30}, examples.STAFF_ROOM | {"slow_mode_seconds": 30}),
    )
    def patch(self, request: Request, room_id: UUID) -> Response:
        room, changes = self.room(room_id), self.parse(RoomPatchSerializer, partial=True)
        services.room_change(room=room, changes=changes, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_rooms([self.room(room_id)])[0])


class RoomExportView(ModeratorView):
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="community_staff_room_export",
        summary="All that was written in a room, as a CSV file",
        description="A text that a spreadsheet would take for a formula begins with an apostrophe.",
        responses={(200, CSV): OpenApiTypes.STR, **problem_responses(401, 403, 404)},
        examples=[
            OpenApiExample(
                "File",
                value="Number,Written at,Name,Organizer,State,Answers,Text,Files\r\n",
                response_only=True,
                media_type=CSV,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request, room_id: UUID) -> HttpResponseBase:
        room = self.room(room_id)
        activity = room.event or room.course
        name = f"room-{activity.slug if activity else room.id}.csv"
        return csv_response(
            [harmless(one) for one in selectors.EXPORT_HEAD], selectors.room_exported(room), file_name=name
        )


class SilenceView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_silence",
        summary="Somebody reads on and writes nothing for a while",
        request=SilenceInputSerializer,
        responses={200: SilenceSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"minutes": 60, "reason": "Three warnings."},
            {"person": examples.KEZIAH["id"], "silenced_until": "2026-11-25T10:00:00Z"},
        ),
    )
    def put(self, request: Request, room_id: UUID, person_id: UUID) -> Response:
        room, given = self.room(room_id), self.parse(SilenceInputSerializer)
        member = services.person_silence(
            room=room,
            person_id=person_id,
            until=self.now + timedelta(minutes=given["minutes"]),
            reason=given["reason"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response({"person": person_id, "silenced_until": member.silenced_until})

    @extend_schema(
        operation_id="community_staff_unsilence",
        summary="They may write again",
        responses={200: SilenceSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer({"person": examples.KEZIAH["id"], "silenced_until": None}),
    )
    def delete(self, request: Request, room_id: UUID, person_id: UUID) -> Response:
        room = self.room(room_id)
        services.person_unsilence(room=room, person_id=person_id, actor_id=self.caller_id, now=self.now)
        return Response({"person": person_id, "silenced_until": None})


class StaffMessageView(ModeratorView):
    """Something is done to a message; the answer shows it as organizers read it."""

    def message(self, message_id: UUID) -> Message:
        """Raises MessageNotFound."""
        return selectors.message_for_staff(organization=self.organization, message_id=message_id)

    def act(self, message_id: UUID, done: Any) -> Response:
        message = self.message(message_id)
        reason = self.parse(ActReasonSerializer)["reason"]
        done(message=message, reason=reason, actor_id=self.caller_id, now=self.now)
        [shown] = selectors.messages_json([self.message(message_id)], reader_id=self.caller_id, reads_hidden=True)
        return Response(shown)


class HideView(StaffMessageView):
    @extend_schema(
        operation_id="community_staff_message_hide",
        summary="Members see that there was a message, organizers what it says",
        request=ActReasonSerializer,
        responses={200: RoomMessageSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"reason": "Names a patient."}, examples.MESSAGE | {"status": "hidden"}),
    )
    def post(self, request: Request, message_id: UUID) -> Response:
        return self.act(message_id, services.message_hide)


class ShowView(StaffMessageView):
    @extend_schema(
        operation_id="community_staff_message_show",
        summary="Take the hiding back",
        request=ActReasonSerializer,
        responses={200: RoomMessageSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"reason": ""}, examples.MESSAGE),
    )
    def post(self, request: Request, message_id: UUID) -> Response:
        return self.act(message_id, services.message_show)


class RemoveView(StaffMessageView):
    @extend_schema(
        operation_id="community_staff_message_remove",
        summary="Take a message away for good; its place stays",
        request=ActReasonSerializer,
        responses={200: RoomMessageSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"reason": "Names a patient."}, examples.MESSAGE | {"status": "removed", "body": "", "html": ""}
        ),
    )
    def post(self, request: Request, message_id: UUID) -> Response:
        return self.act(message_id, services.message_remove)


class StaffReportListView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_report_list",
        summary="Reported messages that wait, the oldest first; or what was decided",
        parameters=[ReportQuerySerializer],
        responses={200: paginated(StaffReportSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.REPORT], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        is_open = self.parse_query(ReportQuerySerializer)["is_open"]
        rows = selectors.reports_of(organization=self.organization, is_open=is_open)
        order = ("created_at", "id") if is_open else ("-created_at", "-id")
        page = CursorList(*order).paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.reports_json(page.data["results"])
        return page


class StaffReportDecideView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_report_decide",
        summary="Leave the message, hide it, or remove it for good",
        request=VerdictInputSerializer,
        responses={200: StaffReportSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"verdict": "hide", "reason": "Names a patient."}, examples.REPORT | {"status": "upheld"}
        ),
    )
    @idempotent()
    def post(self, request: Request, report_id: UUID) -> Response:
        report = selectors.report_get(organization=self.organization, report_id=report_id)
        given = self.parse(VerdictInputSerializer)
        report = services.report_decide(
            report=report,
            verdict=Verdict(given["verdict"]),
            reason=given["reason"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response(selectors.reports_json([report])[0])


class ModerationLogView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_log",
        summary="What organizers did in rooms, newest first",
        responses={200: paginated(ModerationActSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.ACT], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        page = CursorList().paginate(request, selectors.acts_of(organization=self.organization), lambda row: row)
        page.data["results"] = selectors.acts_json(page.data["results"])
        return page


class RoomPolicyView(ModeratorView):
    @extend_schema(
        operation_id="community_staff_policy_retrieve",
        summary="What holds in all rooms of the organization",
        responses={200: RoomPolicySerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.POLICY),
    )
    def get(self, request: Request) -> Response:
        return Response(selectors.policy_json(selectors.policy_of(organization=self.organization)))

    @extend_schema(
        operation_id="community_staff_policy_update",
        summary="Say what holds in all rooms of the organization",
        request=RoomPolicySerializer,
        responses={200: RoomPolicySerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange({"blocked_words": ["spam"]}, examples.POLICY),
    )
    def patch(self, request: Request) -> Response:
        changes = self.parse(RoomPolicySerializer, partial=True)
        policy = services.policy_change(
            organization=self.organization, changes=changes, actor_id=self.caller_id, now=self.now
        )
        return Response(selectors.policy_json(policy))
