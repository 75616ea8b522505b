"""What payment service and banks do to a paid order, without the payment service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.gateways.stripe import DisputeState
from accredit.billing.models import Order, OrderLine, Refund
from accredit.billing.rules.refunds import RefundStatus
from accredit.billing.services.disputes import dispute_apply
from accredit.billing.services.refunds import refund_move
from accredit.billing.services.seller_refunds import refund_lines
from accredit.core import clock


def line_of(order: Order, position: int = 0) -> OrderLine:
    return OrderLine.objects.get(order=order, position=position)


def ask_refund(order: Order, amounts: dict[UUID, int | None]) -> Refund:
    """A seller asks for these amounts of these lines, which are all its own."""
    line = OrderLine.objects.select_related("organization").get(pk=next(iter(amounts)))
    actor = UserFactory()
    return refund_lines(organization=line.organization, actor_id=actor.id, order_id=order.id, amounts=amounts)


def move(refund: Refund, status: str, at: datetime | None = None) -> bool:
    """The payment service tells of a refund."""
    with transaction.atomic():
        return refund_move(refund_id=refund.id, wanted=RefundStatus(status), now=at or clock.now())


def refunded(order: Order, position: int = 0, amount: int | None = None, at: datetime | None = None) -> Refund:
    """A refund that went the whole way."""
    refund = ask_refund(order, {line_of(order, position).id: amount})
    assert move(refund, "succeeded", at)
    return refund


def dispute(order: Order, status: str, dispute_id: str = "dp_1", at: datetime | None = None) -> None:
    """The buyer's bank disputes what the order was paid by."""
    payment = order.payments.get()
    state = DisputeState(dispute_id, status, "fraudulent", payment.payment_intent_id, payment.money)
    dispute_apply(state=state, now=at or clock.now())
