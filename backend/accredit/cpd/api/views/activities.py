"""What a person reports themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.cpd import selectors, services
from accredit.cpd.api import examples
from accredit.cpd.api.rendering import activity_json
from accredit.cpd.api.serializers import (
    OwnActivityChangeSerializer,
    OwnActivityInputSerializer,
    OwnActivitySerializer,
)
from accredit.cpd.exceptions import ActivityChanged
from accredit.cpd.services.activities import Report

ACTIVITIES = CursorList("-created_at", "-id")


class ActivityListView(ApiView):
    @extend_schema(
        operation_id="cpd_activities_list",
        summary="What I reported myself, newest first",
        parameters=[
            OpenApiParameter("cursor", str, description="From `next` or `previous`."),
            OpenApiParameter("page_size", int, description="1 to 100; 25 without it."),
        ],
        responses={200: paginated(OwnActivitySerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.ACTIVITY], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        return ACTIVITIES.paginate(request, selectors.activities_of(person_id=self.caller_id), activity_json)

    @extend_schema(
        operation_id="cpd_activities_create",
        summary="Report an activity of my own; it stands on the record as self-reported",
        request=OwnActivityInputSerializer,
        responses={201: OwnActivitySerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange(examples.ACTIVITY_INPUT, examples.ACTIVITY),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        report = _report(self.parse(OwnActivityInputSerializer))
        activity = services.activity_report(person_id=self.caller_id, report=report, now=self.now)
        return Response(_shown(self.caller_id, activity.id), status=status.HTTP_201_CREATED)


class ActivityView(ApiView):
    @extend_schema(
        operation_id="cpd_activities_retrieve",
        summary="One activity that I reported",
        responses={200: OwnActivitySerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.ACTIVITY),
    )
    def get(self, request: Request, activity_id: UUID) -> Response:
        return Response(_shown(self.caller_id, activity_id))

    @extend_schema(
        operation_id="cpd_activities_update",
        summary="Correct an activity that I reported; its entry is reversed and a new one made",
        request=OwnActivityChangeSerializer,
        responses={200: OwnActivitySerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange({**examples.ACTIVITY_INPUT, "revision": 1}, {**examples.ACTIVITY, "revision": 2}),
    )
    def put(self, request: Request, activity_id: UUID) -> Response:
        activity = selectors.activity_get(person_id=self.caller_id, activity_id=activity_id)
        data = self.parse(OwnActivityChangeSerializer)
        if data["revision"] != activity.revision:
            raise ActivityChanged
        services.activity_change(activity=activity, report=_report(data), now=self.now)
        return Response(_shown(self.caller_id, activity_id))

    @extend_schema(
        operation_id="cpd_activities_destroy",
        summary="Take an activity that I reported off the record; its entry is reversed",
        responses={204: None, **problem_responses(401, 404, 409)},
    )
    def delete(self, request: Request, activity_id: UUID) -> Response:
        activity = selectors.activity_get(person_id=self.caller_id, activity_id=activity_id)
        services.activity_withdraw(activity=activity, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(person_id: UUID, activity_id: UUID) -> dict[str, Any]:
    return activity_json(selectors.activity_get(person_id=person_id, activity_id=activity_id))


def _report(data: Mapping[str, Any]) -> Report:
    return Report(
        title=data["title"],
        provider=data["provider"],
        done_on=data["done_on"],
        credit_type_id=data["credit_type"],
        amount=data["amount"],
        reflection=data["reflection"],
        evidence=data["evidence"],
    )
