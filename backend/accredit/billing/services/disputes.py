"""Buyers' banks that ask for money back. Nothing ends while one is open; a lost one is a refund."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accredit.billing.domain_events import DisputeClosed, DisputeOpened
from accredit.billing.exceptions import UnknownPayment
from accredit.billing.gateways.stripe import DisputeState
from accredit.billing.models import Dispute, Order, OrderLine, Payment
from accredit.billing.rules.orders import OrderStatus, sources, status_by_refunds
from accredit.billing.rules.refunds import DisputeStatus, dispute_sources, dispute_status
from accredit.billing.selectors import order_lines, payment_kept
from accredit.billing.services.balances import dispute_book
from accredit.billing.services.invoices import dispute_credit_notes_issue
from accredit.billing.services.refunds import accepted_of, line_end
from accredit.core.outbox import publish


def dispute_apply(*, state: DisputeState, now: datetime) -> None:
    """Make an order follow what Stripe says of a dispute; again, or out of order, does nothing more.

    A dispute of money that had gone back anyway is only kept. A lost one is a refund of the whole order, whatever part
    of the payment the bank took: its sellers are owed nothing any more, and credit what they have invoiced.
    Raises UnknownPayment.
    """
    payment = Payment.objects.filter(payment_intent_id=state.payment_intent_id).first()
    if payment is None:
        raise UnknownPayment(f"The dispute {state.id} is of {state.payment_intent_id}, which is not here.")
    wanted = dispute_status(state.status)
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        dispute, fresh = Dispute.objects.get_or_create(
            stripe_dispute_id=state.id,
            defaults={
                "payment": payment,
                "amount": state.amount.amount,
                "currency": state.amount.currency,
                "reason": state.reason,
                "status": wanted,
            },
        )
        if not fresh and not Dispute.objects.filter(pk=dispute.pk, status__in=dispute_sources(wanted)).update(
            status=wanted
        ):
            return
        kept = payment_kept(order_id=order.id)
        if kept is not None and kept.pk == payment.pk:
            _follow(dispute, order, wanted, now)


def _follow(dispute: Dispute, order: Order, wanted: DisputeStatus, now: datetime) -> None:
    if wanted is DisputeStatus.OPEN:
        if Order.objects.filter(pk=order.pk, status__in=sources(OrderStatus.DISPUTED)).update(
            status=OrderStatus.DISPUTED
        ):
            publish(DisputeOpened(dispute.id, order.id), organization_id=None, actor_id=None)
    elif wanted is not DisputeStatus.INQUIRY:
        lines = order_lines(order_id=order.id)
        lost = wanted is DisputeStatus.LOST
        if lost:
            Order.objects.filter(pk=order.pk, status__in=[OrderStatus.DISPUTED, *sources(OrderStatus.DISPUTED)]).update(
                status=OrderStatus.REFUNDED
            )
            for line in lines:
                OrderLine.objects.filter(pk=line.pk).update(refunded_amount=line.gross_amount)
                line_end(line=line)
            dispute_book(dispute=dispute, lines=lines, now=now)
            dispute_credit_notes_issue(order=order, dispute=dispute, lines=lines, now=now)
        else:
            before = status_by_refunds(
                total=order.total_amount, refunded=accepted_of(line_ids=[line.id for line in lines])
            )
            Order.objects.filter(pk=order.pk, status=OrderStatus.DISPUTED).update(status=before)
        publish(DisputeClosed(dispute.id, order.id, lost), organization_id=None, actor_id=None)
