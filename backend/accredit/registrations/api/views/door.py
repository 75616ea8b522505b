"""The door, which sees nothing else, and the minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.events import selectors as events
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.entering import check_in_answer, entered
from accredit.registrations.api.serializers import (
    CheckInInputSerializer,
    CheckInSerializer,
    CorrectionInputSerializer,
    DoorEventSerializer,
    InsideSerializer,
    LaneSerializer,
    ManifestSerializer,
    RegistrationQuerySerializer,
    ScanSerializer,
)
from accredit.registrations.rules.registrations import ScanDirection
from accredit.registrations.services import ScanRequest


class CheckInView(StaffView):
    permission = Permission.CHECK_IN

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """One plain entry, which is nearly every request in the hour before an event, takes the short way."""
        answer = entered(request) if request.method == "POST" else None
        return answer or super().dispatch(request, *args, **kwargs)

    @extend_schema(
        operation_id="registrations_check_in_events",
        summary="Events whose door may be open now",
        responses={200: paginated(DoorEventSerializer), **problem_responses(401, 403, 404)},
        examples=examples.answer({"results": [examples.DOOR_EVENT], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.events_at_the_door(organization=self.organization, now=self.now)
        return CursorList("starts_at", "id").paginate(request, rows, selectors.door_event)

    @extend_schema(
        operation_id="registrations_check_in",
        summary="Scan tickets: one, or all that were scanned while the device was offline",
        description="Each act is named by its nonce: sent again, it is answered as the first time.",
        request=CheckInInputSerializer,
        responses={200: CheckInSerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange(examples.CHECK_IN, {"scans": [examples.SCAN]}),
    )
    def post(self, request: Request) -> HttpResponse:
        given = self.parse(CheckInInputSerializer)
        event = events.event_get(organization=self.organization, event_id=given["event"])
        acts = [
            ScanRequest(**{**one, "direction": ScanDirection(one["direction"])})
            for one in sorted(given["scans"], key=lambda one: one["scanned_at"])
        ]
        roles = self.membership.roles
        services.door_remember(event=event, slug=self.organization.slug, user_id=self.caller_id, roles=roles)
        return check_in_answer(services.scans(event=event, requests=acts, actor_id=self.caller_id, now=self.now))


class InsideView(StaffView):
    permission = Permission.CHECK_IN

    @extend_schema(
        operation_id="registrations_check_in_inside",
        summary="How many people are inside, by all devices",
        responses={200: InsideSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer({"inside": 1}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        return Response({"inside": services.inside_count(event=event)})


class ManifestView(StaffView):
    permission = Permission.CHECK_IN

    @extend_schema(
        operation_id="registrations_check_in_manifest",
        summary="All that a device needs to go on when it is offline",
        responses={200: ManifestSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.MANIFEST),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        return Response(services.manifest(event=event))


class ScanListView(StaffView):
    permission = Permission.CHECK_IN

    @extend_schema(
        operation_id="registrations_check_in_log",
        summary="What happened at the door, latest first",
        responses={200: paginated(ScanSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.SCAN], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        rows = selectors.scans_of(event=event)
        return CursorList("-scanned_at", "-id").paginate(request, rows, selectors.scan_json)


class AttendanceView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_attendance_list",
        summary="One lane a person: who was there, from when to when, and what it comes to",
        parameters=[RegistrationQuerySerializer],
        responses={200: paginated(LaneSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.LANE], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        query = self.parse_query(RegistrationQuerySerializer)
        rows = selectors.admitted_of(event=event, status=query["status"], search=query["search"])
        page = CursorList("name", "id").paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.attendance_people(event, page.data["results"], now=self.now)
        return page


class CorrectionView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_attendance_correct",
        summary="Correct somebody's presence; what is corrected stays in the record",
        request=CorrectionInputSerializer,
        responses={201: LaneSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=examples.exchange(
            {
                "registration": examples.REGISTRATION_ID,
                "reason": "Helped at the door until ten.",
                "starts_at": "2026-12-10T09:30:00Z",
                "ends_at": "2026-12-10T10:00:00Z",
            },
            examples.LANE,
        ),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event, given = (
            events.event_get(organization=self.organization, event_id=event_id),
            self.parse(CorrectionInputSerializer),
        )
        registration = selectors.registration_of_event(event=event, registration_id=given["registration"])
        services.interval_correct(
            registration=registration,
            actor_id=self.caller_id,
            reason=given["reason"],
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            replaces=selectors.interval_get(registration=registration, interval_id=given["replaces"])
            if given["replaces"]
            else None,
            session_id=events.session_get(event=event, session_id=given["session"]).id if given["session"] else None,
            now=self.now,
        )
        [lane] = selectors.attendance_people(event, [registration], now=self.now)
        return Response(lane, status=status.HTTP_201_CREATED)
