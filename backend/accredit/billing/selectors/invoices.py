"""Reads of invoices, each named after who is asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from accredit.billing.exceptions import InvoiceNotReady, NoSuchInvoice
from accredit.billing.models import Invoice, InvoiceLine
from accredit.billing.rules.invoices import InvoiceKind, Taxed
from accredit.core import storage
from accredit.organizations.models import Organization

OPEN_FOR = timedelta(minutes=5)


def invoices_of_buyer(*, buyer_id: UUID, order_id: UUID | None = None) -> QuerySet[Invoice]:
    """A person's invoices and credit notes from all sellers, or those of one order."""
    return _listed(Invoice.objects.filter(buyer_id=buyer_id), order_id)


def invoices_of_seller(*, organization: Organization, order_id: UUID | None = None) -> QuerySet[Invoice]:
    """What an organization has issued, or what of it belongs to one order."""
    return _listed(Invoice.objects.filter(organization=organization), order_id)


def invoice_for_buyer(*, buyer_id: UUID, invoice_id: UUID) -> Invoice:
    """One of this person's, with its lines. Raises NoSuchInvoice, also for somebody else's."""
    return _one(invoices_of_buyer(buyer_id=buyer_id), invoice_id)


def invoice_for_seller(*, organization: Organization, invoice_id: UUID) -> Invoice:
    """One of this organization's, with its lines. Raises NoSuchInvoice, also for another's."""
    return _one(invoices_of_seller(organization=organization), invoice_id)


def invoice_get(*, invoice_id: UUID) -> Invoice:
    """Any, with its lines; for jobs. Raises NoSuchInvoice."""
    return _one(_listed(Invoice.objects.all(), None), invoice_id)


def invoice_of(*, order_id: UUID, organization_id: UUID) -> Invoice | None:
    """The invoice that a seller has issued for an order."""
    return Invoice.objects.filter(order_id=order_id, organization_id=organization_id, kind=InvoiceKind.INVOICE).first()


def invoices_of_order(*, order_id: UUID) -> list[Invoice]:
    """An order's invoices, without its credit notes, by number."""
    return list(Invoice.objects.filter(order_id=order_id, kind=InvoiceKind.INVOICE).order_by("number", "id"))


def invoiced_left(*, line_ids: Iterable[UUID]) -> Mapping[UUID, Taxed]:
    """What stands of each line by its documents: invoiced, less credited. One that was never invoiced is missing."""
    sums = InvoiceLine.objects.filter(order_line_id__in=list(line_ids)).values("order_line_id")
    rows = sums.annotate(net=Sum("net_amount"), tax=Sum("tax_amount"), gross=Sum("gross_amount")).order_by()
    return {row["order_line_id"]: Taxed(row["net"], row["tax"], row["gross"]) for row in rows}


def invoice_address(invoice: Invoice, *, now: datetime) -> tuple[str, datetime]:
    """A short-lived address of the PDF and the end of its life. Raises InvoiceNotReady."""
    if not invoice.pdf_key:
        raise InvoiceNotReady
    name = f"{invoice.number}.pdf"
    return storage.private().signed_url(invoice.pdf_key, expires=OPEN_FOR, download_name=name), now + OPEN_FOR


def _listed(rows: QuerySet[Invoice], order_id: UUID | None) -> QuerySet[Invoice]:
    """With all that a list shows, in one query; `cancelled` tells of a credit note that holds no longer."""
    cancelled = Invoice.objects.filter(about=OuterRef("pk"), kind=InvoiceKind.CANCELLATION)
    found = rows.select_related("organization", "order", "about").annotate(cancelled=Exists(cancelled))
    return found.filter(order_id=order_id) if order_id else found


def _one(rows: QuerySet[Invoice], invoice_id: UUID) -> Invoice:
    found = rows.filter(pk=invoice_id).prefetch_related("lines").first()
    if found is None:
        raise NoSuchInvoice
    return found
