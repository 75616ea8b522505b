"""Those who joined and whom neither link nor address names."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.integrations import selectors, services
from accredit.integrations.api import examples
from accredit.integrations.api.serializers import (
    ReconciliationDecisionInputSerializer,
    ReconciliationItemSerializer,
    ReconciliationQuerySerializer,
)
from accredit.integrations.rules.matching import Verdict
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations.selectors import registration_of_event


class ItemListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_reconciliation_list",
        summary="Participants whom neither their link nor a verified address names, earliest first",
        parameters=[ReconciliationQuerySerializer],
        responses={200: paginated(ReconciliationItemSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.ITEM], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(ReconciliationQuerySerializer)
        rows = selectors.items_of(organization=self.organization, event_id=query["event"], status=query["status"])
        return CursorList("first_seen_at", "id").paginate(request, rows, selectors.item_json)


class DecideView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_reconciliation_decide",
        summary="Say who a participant is, or that nobody who counts",
        description=(
            "Remembered for all meetings of the event, and of its series. Minutes are worked out again a moment later."
        ),
        request=ReconciliationDecisionInputSerializer,
        responses={200: ReconciliationItemSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange({"decision": "assign", "registration": examples.REGISTRATION_ID}, examples.ASSIGNED),
    )
    def post(self, request: Request, item_id: UUID) -> Response:
        item = selectors.item_for_staff(organization=self.organization, item_id=item_id)
        given = self.parse(ReconciliationDecisionInputSerializer)
        verdict = Verdict(given["decision"])
        services.participant_decide(
            item=item,
            verdict=verdict,
            registration=registration_of_event(event=item.event, registration_id=given["registration"])
            if verdict is Verdict.ASSIGN
            else None,
            actor_id=self.caller_id,
            now=self.now,
        )
        found = selectors.item_for_staff(organization=self.organization, item_id=item_id)
        return Response(selectors.item_json(found))


class UndoView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_reconciliation_undo",
        summary="Take a decision about a participant back",
        request=None,
        responses={200: ReconciliationItemSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.ITEM),
    )
    def post(self, request: Request, item_id: UUID) -> Response:
        item = selectors.item_for_staff(organization=self.organization, item_id=item_id)
        services.participant_undo(item=item, actor_id=self.caller_id, now=self.now)
        found = selectors.item_for_staff(organization=self.organization, item_id=item_id)
        return Response(selectors.item_json(found))
