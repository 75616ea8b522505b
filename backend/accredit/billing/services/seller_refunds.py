"""A seller sends money back for lines that it sold."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.billing.domain_events import RefundRequested
from accredit.billing.exceptions import NoSuchOrderLine, NothingToRefund, RefundTooLarge
from accredit.billing.models import Order, OrderLine, Refund, RefundLine
from accredit.billing.rules.orders import REFUNDABLE, OrderStatus
from accredit.billing.rules.refunds import RefundReason
from accredit.billing.selectors import payment_kept, sold_lines
from accredit.billing.services.refunds import refund_request
from accredit.core.errors import IllegalTransition
from accredit.core.money import Money
from accredit.core.outbox import publish
from accredit.organizations.models import Organization


def refund_lines(
    *,
    organization: Organization,
    actor_id: UUID | None,
    order_id: UUID,
    amounts: Mapping[UUID, int | None],
    note: str = "",
) -> Refund:
    """Promise to send back these minor units of these lines (None: all that is left of a line); a job asks Stripe.

    Only lines of this organization may be named. A line wholly refunded ends what it bought once Stripe accepts.
    Raises NoSuchOrder, NoSuchOrderLine, IllegalTransition (the order is disputed or refunded), NothingToRefund,
    RefundTooLarge; then nothing is kept.
    """
    lines = {line.id: line for line in sold_lines(organization=organization, order_id=order_id)}
    if not amounts.keys() <= lines.keys():
        raise NoSuchOrderLine
    with transaction.atomic():
        # The order's row makes refunds of one order, and a dispute of it, take turns.
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.status not in REFUNDABLE:
            raise IllegalTransition("order", order.status, OrderStatus.REFUNDED)
        payment = payment_kept(order_id=order_id)
        if payment is None:
            raise NothingToRefund
        parts = {line_id: _take(line_id, amount) for line_id, amount in sorted(amounts.items())}
        refund = refund_request(
            payment=payment,
            amount=Money(sum(parts.values()), order.currency),
            reason=RefundReason.REQUESTED,
            requested_by=actor_id,
            note=note,
        )
        RefundLine.objects.bulk_create(
            RefundLine(organization=organization, refund=refund, order_line_id=line_id, amount=amount)
            for line_id, amount in parts.items()
        )
        publish(RefundRequested(refund.id, order_id), organization_id=organization.id, actor_id=actor_id)
    return refund


def _take(line_id: UUID, wanted: int | None) -> int:
    """Set this much of a line aside for the refund, so that no other may have it too."""
    line = OrderLine.objects.get(pk=line_id)
    amount = line.gross_amount - line.refunded_amount if wanted is None else wanted
    if amount <= 0:
        raise NothingToRefund if not line.gross_amount else RefundTooLarge
    if not OrderLine.objects.filter(pk=line_id, refunded_amount__lte=F("gross_amount") - amount).update(
        refunded_amount=F("refunded_amount") + amount
    ):
        raise RefundTooLarge
    return amount
