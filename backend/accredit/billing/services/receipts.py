"""What a buyer is told by mail. Called from jobs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.billing.models import Order, OrderLine
from accredit.billing.rules.wording import in_words
from accredit.core.money import Money
from accredit.notifications.services import mail_person

RECEIPT_KIND = "billing.receipt"
PAYMENT_FAILED_KIND = "billing.payment_failed"


def receipt_send(*, order_id: UUID, now: datetime) -> None:
    """Mail the buyer what they bought. Once it went out, calling it again does nothing."""
    order = Order.objects.prefetch_related("lines__organization").get(pk=order_id)
    if order.receipt_sent_at is not None or order.buyer_id is None:
        return
    mail_person(
        user_id=order.buyer_id,
        kind=RECEIPT_KIND,
        template="billing/receipt",
        subject=f"Your receipt for order {order.number}",
        context={**_figures(order), "action_url": "/learning", "action_label": "Go to my learning"},
    )
    Order.objects.filter(pk=order.pk).update(receipt_sent_at=now)


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
        whole, part = divmod(line.tax_rate_basis_points, 100)
        rate = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
        label = f"{'including ' if line.tax_inclusive else ''}{line.tax_label} {rate} %"
        sums[label] = sums.get(label, Money.zero(line.currency)) + Money(line.tax_amount, line.currency)
    return sums
