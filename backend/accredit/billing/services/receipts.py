"""What a buyer is told by mail. Called from jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.billing.models import Invoice, Order, OrderLine
from accredit.billing.rules.invoices import Rate
from accredit.billing.rules.wording import in_words
from accredit.billing.selectors import invoices_of_order
from accredit.core import mail, storage
from accredit.core.jobs import enqueue
from accredit.core.money import Money
from accredit.notifications.services import mail_person

RECEIPT_SEND = "billing.receipt_send"
RECEIPT_KIND = "billing.receipt"
PAYMENT_FAILED_KIND = "billing.payment_failed"
AT_LATEST = timedelta(minutes=10)
"""How long a receipt waits for its invoices, whatever keeps them; they can be downloaded later."""


def receipt_owe(*, order_id: UUID, wait_for_invoices: bool, now: datetime) -> None:
    """Owe the receipt of a paid order: at once, or when its invoices are made (see `invoice_make`)."""
    if wait_for_invoices:
        enqueue(
            RECEIPT_SEND, str(order_id), run_after=now + AT_LATEST, unique_key=f"{RECEIPT_SEND}:{order_id}:at_latest"
        )
    else:
        enqueue(RECEIPT_SEND, str(order_id), unique_key=f"{RECEIPT_SEND}:{order_id}")


def receipt_send(*, order_id: UUID, now: datetime) -> None:
    """Mail the buyer what they bought, with the invoices that are made. Once it went out, again does nothing."""
    order = Order.objects.prefetch_related("lines__organization").get(pk=order_id)
    if order.receipt_sent_at is not None or order.buyer_id is None:
        return
    invoices = invoices_of_order(order_id=order.id)
    files = [invoice_file(invoice) for invoice in invoices if invoice.pdf_key]
    mail_person(
        user_id=order.buyer_id,
        kind=RECEIPT_KIND,
        template="billing/receipt",
        subject=f"Your receipt for order {order.number}",
        context={
            **_figures(order),
            "invoices": [invoice.number for invoice in invoices],
            "attached": len(files) == len(invoices),
            "action_url": "/learning",
            "action_label": "Go to my learning",
        },
        attachments=files,
    )
    Order.objects.filter(pk=order.pk).update(receipt_sent_at=now)


def invoice_file(invoice: Invoice) -> mail.Attachment:
    """The PDF of an invoice that is made, to travel with a mail."""
    return mail.Attachment(f"{invoice.number}.pdf", storage.private().read(invoice.pdf_key), "application/pdf")


def payment_failure_tell(*, order_id: UUID) -> None:
    """Mail the buyer that their bank has refused a payment that had seemed to go through."""
    order = Order.objects.prefetch_related("lines__organization").get(pk=order_id)
    if order.buyer_id is not None:
        mail_person(
            user_id=order.buyer_id,
            kind=PAYMENT_FAILED_KIND,
            template="billing/payment_failed",
            subject=f"Your bank did not complete the payment of order {order.number}",
            context={**_figures(order), "action_url": "/", "action_label": "Choose again"},
        )


def _figures(order: Order) -> dict[str, object]:
    lines = sorted(order.lines.all(), key=lambda line: line.position)
    return {
        "number": order.number,
        "paid_on": order.paid_at,
        "lines": [_line(line) for line in lines],
        "discount": in_words(Money(order.discount_amount, order.currency)) if order.discount_amount else "",
        "taxes": [f"{label}: {in_words(amount)}" for label, amount in _taxes(lines).items()],
        "total": in_words(order.total),
    }


def _line(line: OrderLine) -> dict[str, str]:
    return {
        "title": line.title,
        "seller": line.organization.name,
        "price": in_words(Money(line.list_amount, line.currency)),
    }


def _taxes(lines: list[OrderLine]) -> dict[str, Money]:
    """Tax by rate, as a receipt names it; rates of nothing are not named."""
    sums: dict[str, Money] = {}
    for line in lines:
        if not line.tax_rate_basis_points:
            continue
        rate = Rate(line.tax_label, line.tax_rate_basis_points).text
        label = f"{'including ' if line.tax_inclusive else ''}{rate}"
        sums[label] = sums.get(label, Money.zero(line.currency)) + Money(line.tax_amount, line.currency)
    return sums
