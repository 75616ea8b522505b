"""The audit trail."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.examples import PERSON_ID, answered
from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.organizations import selectors
from accredit.organizations.api.serializers import AuditEntrySerializer, AuditQuerySerializer, audit_entry_json
from accredit.organizations.api.staff import OrganizationPathView
from accredit.organizations.permissions import Permission

from .team import MEMBER

NEWEST = CursorList("-created_at", "-id")
ENTRY: dict[str, Any] = {
    "id": "0193a1f8-5d20-7b11-8e2f-0a1b2c3d4e5f",
    "name": "organizations.member_roles_changed",
    "occurred_at": "2026-11-22T10:00:00Z",
    "actor": {"id": PERSON_ID, "display_name": "Amara Okafor", "withheld": False},
    "subject": {"id": MEMBER["user_id"], "display_name": None, "withheld": True},
    "request_id": "0193a1f85d1f7c3e9f102a4b6c8d0e1f",
    "payload": {
        "organization_id": "0193a1f5-2b1c-7e4d-8a3f-6c5b4a392817",
        "user_id": MEMBER["user_id"],
        "roles": "organizer,door",
    },
}


class AuditView(OrganizationPathView):
    """What was done in a tenant, and by whom."""

    permission = Permission.VIEW_AUDIT

    @extend_schema(
        operation_id="organizations_audit_list",
        summary="The audit trail, newest first",
        description="Every domain event that the organization's members, learners and the system caused in it.",
        parameters=[AuditQuerySerializer],
        responses={200: paginated(AuditEntrySerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answered({"results": [ENTRY], "next": None, "previous": None})],
    )
    def get(self, request: Request, slug: str) -> Response:
        asked = self.parse_query(AuditQuerySerializer)
        rows = selectors.audit_trail(
            organization=self.organization,
            kind=asked.get("kind", ""),
            actor=asked.get("actor"),
            first_day=asked.get("from"),
            last_day=asked.get("to"),
        )
        page = NEWEST.paginate(request, rows, lambda row: row)
        people = selectors.audit_people(page.data["results"])
        page.data["results"] = [audit_entry_json(row, people) for row in page.data["results"]]
        return page
