"""What an organization has sold, and sending money back."""

from __future__ import annotations

from types import MappingProxyType
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import refund_json, sale_json
from accredit.billing.api.schema import IDEMPOTENCY_KEY, answer, body
from accredit.billing.api.serializers import OfOrderQuery, RefundInput, RefundQuery, RefundSerializer, SaleSerializer
from accredit.billing.selectors import refund_get, refunds_of, sales_of
from accredit.billing.services.seller_refunds import refund_lines
from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

PAGES = CursorList("-created_at", "-id")


class SaleListView(StaffView):
    """Lines of paid orders."""

    permission = Permission.VIEW_SALES

    @extend_schema(
        operation_id="billing_sales_list",
        summary="Sales",
        description=(
            "Each line that was paid for, newest first, with what was sent back of it and the invoice and credit notes "
            "of its order."
        ),
        tags=["billing"],
        parameters=[OfOrderQuery],
        responses={200: paginated(SaleSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.SALES)],
    )
    def get(self, request: Request) -> Response:
        order_id = self.parse_query(OfOrderQuery).get("order")
        return PAGES.paginate(request, sales_of(organization=self.organization, order_id=order_id), sale_json)


class RefundListView(StaffView):
    """Refunds of the organization's lines."""

    permission = Permission.VIEW_SALES
    permission_by_method = MappingProxyType({"POST": Permission.REFUND_ORDERS})

    @extend_schema(
        operation_id="billing_refunds_list",
        summary="Refunds",
        description="Newest first; all, or those in one state or of one order.",
        tags=["billing"],
        parameters=[RefundQuery],
        responses={200: paginated(RefundSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.REFUNDS)],
    )
    def get(self, request: Request) -> Response:
        asked = self.parse_query(RefundQuery)
        rows = refunds_of(organization=self.organization, status=asked.get("status"), order_id=asked.get("order"))
        return PAGES.paginate(request, rows, refund_json)

    @extend_schema(
        operation_id="billing_refunds_create",
        summary="Refund lines of an order",
        description=(
            "Promises the refund and answers at once; Stripe is asked in a job, so look at the refund's status again. "
            "A line that is wholly refunded ends the enrollment that it bought, once Stripe has accepted."
        ),
        tags=["billing"],
        parameters=[IDEMPOTENCY_KEY],
        request=RefundInput,
        responses={201: RefundSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=[answer(examples.REFUND_REQUESTED, "201"), body(examples.REFUND_INPUT)],
    )
    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        given = self.parse(RefundInput)
        refund = refund_lines(
            organization=self.organization,
            actor_id=self.caller_id,
            order_id=given["order"],
            amounts={one["line"]: one.get("amount") for one in given["lines"]},
            note=given["note"],
        )
        return Response(refund_json(refund), status=status.HTTP_201_CREATED)


class RefundDetailView(StaffView):
    """One refund of the organization's lines."""

    permission = Permission.VIEW_SALES

    @extend_schema(
        operation_id="billing_refunds_retrieve",
        summary="One refund",
        tags=["billing"],
        responses={200: RefundSerializer, **problem_responses(401, 403, 404)},
        examples=[answer(examples.REFUND)],
    )
    def get(self, request: Request, refund_id: UUID) -> Response:
        return Response(refund_json(refund_get(organization=self.organization, refund_id=refund_id)))
