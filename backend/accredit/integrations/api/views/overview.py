"""An event in figures."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.events.selectors import event_get
from accredit.integrations import selectors
from accredit.integrations.api import examples
from accredit.integrations.api.activity import ACTIVITY, EventActivitySerializer, activity_json
from accredit.integrations.api.overview import (
    FIGURES,
    OVERVIEW,
    EventFiguresSerializer,
    EventOverviewSerializer,
    figures_json,
    overview_json,
)
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class EventOverviewView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_overview_retrieve",
        summary="An event in figures: places, money, who came, who is past the gate, certificates, survey",
        responses={200: EventOverviewSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(OVERVIEW),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        return Response(overview_json(selectors.event_overview(event=event, now=self.now)))


class EventFiguresView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_figures_retrieve",
        summary="An event's people counted: what stands beside its tabs and above its lists",
        description="Cheap: nobody is held against the gate for it, and no money is added up.",
        responses={200: EventFiguresSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(FIGURES),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        return Response(figures_json(selectors.event_figures(event=event, now=self.now)))


class EventActivityView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_activity_list",
        summary="What has happened in an event lately: who came, went, was paid back, let in and certified",
        responses={200: EventActivitySerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(ACTIVITY),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        return Response(activity_json(selectors.event_activity(event=event)))
