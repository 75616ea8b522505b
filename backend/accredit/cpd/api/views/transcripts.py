"""The transcript as a file."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request

from accredit.accounts.selectors import user_get
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.negotiation import AnyAccepted
from accredit.core.api.tables import CSV, csv_response
from accredit.cpd import services
from accredit.cpd.api.serializers import TranscriptQuerySerializer
from accredit.cpd.selectors import cycle_get
from accredit.cpd.services.transcripts import HEAD, Scope


class _FileView(ApiView):
    content_negotiation_class = AnyAccepted

    def scope(self) -> Scope:
        """What the query string asks for. Raises CycleNotFound."""
        query = self.parse_query(TranscriptQuerySerializer)
        if "cycle" not in query:
            return Scope(query["first"], query["last"])
        cycle = cycle_get(person_id=self.caller_id, cycle_id=query["cycle"])
        return Scope(cycle.starts_on, cycle.ends_on, cycle.accreditor)


class TranscriptView(_FileView):
    @extend_schema(
        operation_id="cpd_transcript_retrieve",
        summary="My transcript of a cycle or a period, as a PDF",
        parameters=[TranscriptQuerySerializer],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, **problem_responses(400, 401, 404)},
    )
    def get(self, request: Request) -> HttpResponse:
        scope = self.scope()
        person = user_get(user_id=self.caller_id)
        answer = HttpResponse(
            services.transcript_pdf(person=person, scope=scope, now=self.now), content_type="application/pdf"
        )
        answer["Content-Disposition"] = f'attachment; filename="{_name(scope)}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class TranscriptTableView(_FileView):
    @extend_schema(
        operation_id="cpd_transcript_table",
        summary="The same as a table that spreadsheets open",
        parameters=[TranscriptQuerySerializer],
        responses={(200, CSV): OpenApiTypes.STR, **problem_responses(400, 401, 404)},
        examples=[
            OpenApiExample(
                "File",
                value="Date,Activity,Provider,…\r\n2026-11-22,Consent and capacity in practice,…\r\n",
                response_only=True,
                media_type=CSV,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        scope = self.scope()
        rows = services.transcript_lines(person_id=self.caller_id, scope=scope)
        return csv_response(HEAD, rows, file_name=f"{_name(scope)}.csv")


def _name(scope: Scope) -> str:
    return f"cpd-transcript-{scope.first.isoformat()}-{scope.last.isoformat()}"
