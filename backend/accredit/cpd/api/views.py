"""A person's record of credit."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.cpd import selectors

from .rendering import entry_json, summary_json
from .serializers import LedgerEntrySerializer, SummarySerializer

LEDGER = CursorList("-created_at", "-id")
CREDIT_TYPE = {
    "id": "019aa5e0-0101-7a01-8b02-0c0303040506",
    "name": "Ethics & law",
    "category": 2,
    "decimals": 1,
}
ACCREDITOR = {
    "id": "019aa5e0-0202-7a01-8b02-0c0303040506",
    "name": "Allied Practice Council",
    "short_name": "APC",
}
ENTRY = {
    "id": "019aa5f6-0a0a-7b0b-8c0c-0d0d0d0d0d88",
    "kind": "award",
    "amount_hundredths": 500,
    "amount": "5.0",
    "credit_type": CREDIT_TYPE,
    "accreditor": ACCREDITOR,
    "organization": {"slug": "law-mediation-society", "name": "Law & Mediation Society"},
    "certificate": {
        "number": "LMS-2026-000041",
        "code": "mfrggzdfmztwq2lknnwg23tpoa",
        "title": "Consent and capacity in practice",
        "status": "issued",
    },
    "earned_on": "2026-11-22",
    "reverses": None,
    "rule_version": 0,
    "evidence_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "created_at": "2026-11-22T10:00:00Z",
}
SUMMARY = {
    "results": [
        {
            "accreditor": ACCREDITOR,
            "amount_hundredths": 500,
            "amount": "5.0",
            "credit_types": [{"credit_type": CREDIT_TYPE, "amount_hundredths": 500, "amount": "5.0", "awards": 1}],
        }
    ]
}


class LedgerView(ApiView):
    @extend_schema(
        operation_id="cpd_ledger_list",
        summary="My credit, entry by entry, newest first",
        parameters=[
            OpenApiParameter("cursor", str, description="From `next` or `previous`."),
            OpenApiParameter("page_size", int, description="1 to 100; 25 without it."),
        ],
        responses={200: paginated(LedgerEntrySerializer), **problem_responses(400, 401)},
        examples=[
            OpenApiExample(
                "Answer",
                {"results": [ENTRY], "next": None, "previous": None},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return LEDGER.paginate(request, selectors.ledger_of(person_id=self.caller_id), entry_json)


class SummaryView(ApiView):
    @extend_schema(
        operation_id="cpd_summary_retrieve",
        summary="My credit by accreditor and credit type",
        responses={200: SummarySerializer, **problem_responses(401)},
        examples=[OpenApiExample("Answer", SUMMARY, response_only=True, status_codes=["200"])],
    )
    def get(self, request: Request) -> Response:
        return Response(summary_json(selectors.totals_of(person_id=self.caller_id)))
