"""The people of an event as a file: out of the platform, and into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.negotiation import AnyAccepted
from accredit.core.api.tables import CSV, csv_response
from accredit.core.money import minor_digits
from accredit.events import selectors as events
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers import RegistrationQuerySerializer
from accredit.registrations.api.serializers_staff import ImportedSerializer, ImportInputSerializer
from accredit.registrations.models import Registration
from accredit.registrations.rules.files import AskedQuestion, answer_in_words
from accredit.registrations.services import Imported, LineResult

HEAD = [
    *("Name", "Email", "Ticket", "Status", "Price", "Currency", "Number"),
    *("Registered at", "Confirmed at", "Cancelled at", "Cancelled because", "Reason"),
]


class RegistrationExportView(StaffView):
    permission = Permission.MANAGE_EVENTS
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="registrations_event_export",
        summary="Everybody who is registered for an event, with their answers, as a CSV file",
        description="In the order of registering, one column for each question. Times are RFC 3339 in UTC. A text that "
        "a spreadsheet would take for a formula begins with an apostrophe. The file can be imported again.",
        parameters=[RegistrationQuerySerializer],
        responses={(200, CSV): OpenApiTypes.STR, **problem_responses(400, 401, 403, 404)},
        examples=[
            OpenApiExample(
                "File",
                value="Name,Email,Ticket,…\r\nIfeoma Adeyemi,ifeoma@example.org,Standard,…\r\n",
                response_only=True,
                media_type=CSV,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request, event_id: UUID) -> HttpResponseBase:
        event = events.event_get(organization=self.organization, event_id=event_id)
        query = self.parse_query(RegistrationQuerySerializer)
        rows = selectors.registrations_of_event(
            event=event, status=query["status"], ticket_type_id=query["ticket_type"], search=query["search"]
        )
        questions = selectors.asked_questions(events.questions_of(event, with_retired=True))
        return csv_response(
            [*HEAD, *(one.prompt for one in questions)],
            (_cells(row, questions) for row in selectors.registrations_exported(rows)),
            file_name=f"registrations-{event.slug}.csv",
        )


class RegistrationImportView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_event_import",
        summary="Give the people of a CSV file confirmed places, without payment",
        description=(
            "The first line names the columns: Name, Email, Ticket (may be left out where there is one only), "
            "Reference and any question by its own words. Up to 2,000 people. A line is known by its reference, or "
            "by its address: the same file again adds nobody. `dry_run` changes nothing and says what would happen; "
            "otherwise a wrong line keeps all from being added, unless `skip_wrong` leaves it out."
        ),
        request=ImportInputSerializer,
        responses={200: ImportedSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(examples.IMPORT, examples.IMPORTED),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        given = self.parse(ImportInputSerializer)
        done = services.registrations_import(
            event=event,
            text=given["content"],
            dry_run=given["dry_run"],
            skip_wrong=given["skip_wrong"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response(imported_json(done))


def imported_json(done: Imported) -> dict[str, Any]:
    """Counts, and every line that is not simply added."""
    return {
        "dry_run": done.dry_run,
        "added": done.count(LineResult.ADDED),
        "known": done.count(LineResult.KNOWN),
        "wrong": done.count(LineResult.WRONG),
        "ignored_columns": list(done.ignored),
        "shortfalls": [
            {"capacity": one.capacity.name, "wanted": one.wanted, "left": one.capacity.left} for one in done.shortfalls
        ],
        "lines": [
            {
                "line": line.row.line,
                "name": line.row.name,
                "email": line.row.email,
                "result": line.result,
                "reason": line.reason,
                "errors": [{"path": error.path, "code": error.code, "message": error.message} for error in line.errors],
            }
            for line in done.lines
            if line.result != LineResult.ADDED
        ],
    }


def _cells(row: Registration, questions: Sequence[AskedQuestion]) -> list[str]:
    return [
        row.name,
        row.email,
        row.ticket_type.name,
        row.status,
        _amount(row.price_amount, row.price_currency),
        row.price_currency if row.price_amount else "",
        services.ticket_number(row),
        row.created_at.isoformat(),
        _instant(row.confirmed_at),
        _instant(row.cancelled_at),
        row.cancelled_because,
        row.cancel_reason,
        *(answer_in_words(one, row.answers.get(str(one.facts.id))) for one in questions),
    ]


def _amount(minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def _instant(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
