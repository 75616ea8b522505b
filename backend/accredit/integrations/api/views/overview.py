"""An event in figures."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import problem_responses
from accredit.events.selectors import event_get
from accredit.integrations import selectors
from accredit.integrations.api import examples
from accredit.integrations.api.overview import OVERVIEW, EventOverviewSerializer, overview_json
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
