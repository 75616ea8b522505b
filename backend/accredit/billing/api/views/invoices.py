"""Invoices and credit notes, for their buyer and for their seller."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import invoice_detail_json, invoice_json
from accredit.billing.api.schema import TENANT_OPTIONAL, answer
from accredit.billing.api.serializers import (
    InvoiceDetailSerializer,
    InvoiceDownloadSerializer,
    InvoiceSerializer,
    OfOrderQuery,
)
from accredit.billing.models import Invoice
from accredit.billing.selectors import (
    invoice_address,
    invoice_for_buyer,
    invoice_for_seller,
    invoices_of_buyer,
    invoices_of_seller,
)
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

PAGES = CursorList("-created_at", "-id")


class BuyerOrStaffView(StaffView):
    """Without the tenant's header the caller is a buyer; with it, somebody of the organization who may see sales."""

    permission = Permission.VIEW_SALES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if self.tenant_slug(request):
            super().initial(request, *args, **kwargs)
        else:
            ApiView.initial(self, request, *args, **kwargs)

    @property
    def as_staff(self) -> bool:
        return hasattr(self, "membership")

    def invoice(self, invoice_id: UUID) -> Invoice:
        """The one that this caller may see. Raises NoSuchInvoice."""
        if self.as_staff:
            return invoice_for_seller(organization=self.organization, invoice_id=invoice_id)
        return invoice_for_buyer(buyer_id=self.caller_id, invoice_id=invoice_id)


class InvoiceListView(BuyerOrStaffView):
    """Mine, or the organization's."""

    @extend_schema(
        operation_id="billing_invoices_list",
        summary="Invoices and credit notes",
        description="The caller's own, from all sellers; with the tenant's header what it has issued. Newest first.",
        tags=["billing"],
        parameters=[TENANT_OPTIONAL, OfOrderQuery],
        responses={200: paginated(InvoiceSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.INVOICES)],
    )
    def get(self, request: Request) -> Response:
        order_id = self.parse_query(OfOrderQuery).get("order")
        if self.as_staff:
            rows = invoices_of_seller(organization=self.organization, order_id=order_id)
        else:
            rows = invoices_of_buyer(buyer_id=self.caller_id, order_id=order_id)
        return PAGES.paginate(request, rows, invoice_json)


class InvoiceDetailView(BuyerOrStaffView):
    """One of mine, or of the organization's."""

    @extend_schema(
        operation_id="billing_invoices_retrieve",
        summary="One invoice or credit note",
        tags=["billing"],
        parameters=[TENANT_OPTIONAL],
        responses={200: InvoiceDetailSerializer, **problem_responses(401, 403, 404)},
        examples=[answer(examples.INVOICE_DETAIL)],
    )
    def get(self, request: Request, invoice_id: UUID) -> Response:
        return Response(invoice_detail_json(self.invoice(invoice_id)))


class InvoiceDownloadView(BuyerOrStaffView):
    """Where its PDF lies."""

    @extend_schema(
        operation_id="billing_invoices_download",
        summary="A short-lived address of the PDF",
        description="409 `invoice_not_ready` for the few seconds in which the PDF is being made.",
        tags=["billing"],
        parameters=[TENANT_OPTIONAL],
        responses={200: InvoiceDownloadSerializer, **problem_responses(401, 403, 404, 409)},
        examples=[answer(examples.INVOICE_DOWNLOAD)],
    )
    def get(self, request: Request, invoice_id: UUID) -> Response:
        url, expires_at = invoice_address(self.invoice(invoice_id), now=self.now)
        return Response({"url": url, "expires_at": expires_at})
