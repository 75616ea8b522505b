"""The PDF of an invoice, and its way to the buyer. Called by jobs; each may run twice."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accredit.billing.gateways.invoice_pdf import render_invoice
from accredit.billing.models import Invoice, Order
from accredit.billing.rules.invoices import InvoiceKind
from accredit.billing.rules.wording import in_words
from accredit.billing.selectors import invoice_get, invoices_of_order
from accredit.billing.services.invoice_pages import invoice_page
from accredit.billing.services.receipts import RECEIPT_SEND, invoice_file
from accredit.core import storage
from accredit.core.jobs import enqueue
from accredit.notifications.services import mail_person

INVOICE_MAIL = "billing.invoice_mail"
CREDIT_NOTE_KIND = "billing.credit_note"


def invoice_make(*, invoice_id: UUID, now: datetime) -> None:
    """Render and store the PDF, once, and owe its way to the buyer: with the receipt when it was the last that the
    order waited for, by a mail of its own when it is no invoice. Raises TypesettingFailed."""
    invoice = invoice_get(invoice_id=invoice_id)
    if invoice.pdf_key:
        return
    pdf = render_invoice(invoice_page(invoice))
    key = f"invoices/{invoice.organization_id}/{invoice.id}.pdf"
    storage.private().write(key, pdf)
    with transaction.atomic():
        # Two that are made at the same time take turns, so that the second sees that it is the last.
        Order.objects.select_for_update().get(pk=invoice.order_id)
        if Invoice.objects.filter(pk=invoice.pk, pdf_key="").update(pdf_key=key, pdf_sha256=sha256(pdf).hexdigest()):
            _send_on(invoice)


def invoice_mail_send(*, invoice_id: UUID, now: datetime) -> None:
    """Mail a credit note or its cancellation to the buyer, once. Raises what the mail server raises."""
    invoice = invoice_get(invoice_id=invoice_id)
    if invoice.mailed_at is not None or invoice.buyer_id is None or invoice.about is None:
        return
    returned = invoice.kind == InvoiceKind.CANCELLATION
    mail_person(
        user_id=invoice.buyer_id,
        kind=CREDIT_NOTE_KIND,
        template="billing/credit_note",
        subject=f"Your refund for order {invoice.order.number}{' was returned' if returned else ''}",
        context={
            "number": invoice.number,
            "about": invoice.about.number,
            "order": invoice.order.number,
            "seller": invoice.seller["legal_name"],
            "amount": in_words(invoice.gross if returned else -invoice.gross),
            "titles": [line.title for line in sorted(invoice.lines.all(), key=lambda line: line.position)],
            "returned": returned,
            "disputed": invoice.dispute_id is not None,
        },
        attachments=[invoice_file(invoice)],
    )
    Invoice.objects.filter(pk=invoice.pk, mailed_at=None).update(mailed_at=now)


def _send_on(invoice: Invoice) -> None:
    if invoice.kind != InvoiceKind.INVOICE:
        enqueue(INVOICE_MAIL, str(invoice.id), unique_key=f"{INVOICE_MAIL}:{invoice.id}")
    elif all(one.pdf_key for one in invoices_of_order(order_id=invoice.order_id)):
        enqueue(RECEIPT_SEND, str(invoice.order_id), unique_key=f"{RECEIPT_SEND}:{invoice.order_id}")
