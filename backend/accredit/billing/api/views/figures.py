"""How an organization sells."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import figures_json
from accredit.billing.api.schema import answer
from accredit.billing.api.serializers import FiguresQuery, FiguresSerializer
from accredit.billing.selectors import figures_of
from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class FiguresView(StaffView):
    """The last days in one currency, and the balance."""

    permission = Permission.VIEW_SALES

    @extend_schema(
        operation_id="billing_figures_retrieve",
        summary="Sales figures",
        description="Sales and refunds of the last days, counted by the organization's own calendar.",
        tags=["billing"],
        parameters=[FiguresQuery],
        responses={200: FiguresSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.FIGURES)],
    )
    def get(self, request: Request) -> Response:
        asked = self.parse_query(FiguresQuery)
        figures = figures_of(
            organization=self.organization, currency=asked["currency"], days=asked["days"], now=self.now
        )
        return Response(figures_json(figures))
