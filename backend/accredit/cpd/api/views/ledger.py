"""A person's record of credit."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.cpd import selectors
from accredit.cpd.api import examples
from accredit.cpd.api.rendering import entry_json, summary_json
from accredit.cpd.api.serializers import LedgerEntrySerializer, SummarySerializer

LEDGER = CursorList("-created_at", "-id")


class LedgerView(ApiView):
    @extend_schema(
        operation_id="cpd_ledger_list",
        summary="My credit, entry by entry, newest first",
        parameters=[
            OpenApiParameter("cursor", str, description="From `next` or `previous`."),
            OpenApiParameter("page_size", int, description="1 to 100; 25 without it."),
        ],
        responses={200: paginated(LedgerEntrySerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.ENTRY], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        return LEDGER.paginate(request, selectors.ledger_of(person_id=self.caller_id), entry_json)


class SummaryView(ApiView):
    @extend_schema(
        operation_id="cpd_summary_retrieve",
        summary="My credit by accreditor and credit type",
        responses={200: SummarySerializer, **problem_responses(401)},
        examples=examples.answer(examples.SUMMARY),
    )
    def get(self, request: Request) -> Response:
        return Response(summary_json(selectors.totals_of(person_id=self.caller_id)))
