"""Sending money back. A refund is a row before Stripe hears of it, and sent by a job."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from accredit.billing.domain_events import LineRefunded, LineRefundFailed
from accredit.billing.exceptions import (
    PaymentProviderFailed,
    PaymentProviderForgot,
    PaymentProviderRefused,
    UnknownRefund,
)
from accredit.billing.gateways import stripe as gateway
from accredit.billing.gateways.stripe import RefundState
from accredit.billing.models import Dispute, Order, OrderLine, Payment, Refund, RefundLine
from accredit.billing.rules.orders import RECEIVED, sources, status_by_refunds
from accredit.billing.rules.refunds import (
    ACCEPTED,
    DisputeStatus,
    RefundReason,
    RefundStatus,
    refund_sources,
    refund_status,
)
from accredit.billing.selectors import order_lines
from accredit.billing.services.balances import refund_book, refund_return_book
from accredit.billing.services.invoices import credit_notes_cancel, credit_notes_issue
from accredit.core.constraints import violates
from accredit.core.jobs import enqueue
from accredit.core.money import Money
from accredit.core.outbox import publish

REFUND_SEND = "billing.refund_send"


def refund_request(
    *, payment: Payment, amount: Money, reason: RefundReason, requested_by: UUID | None, note: str = ""
) -> Refund:
    """Promise to send money back, in the caller's transaction; a job asks Stripe after the commit."""
    refund = Refund(
        payment=payment,
        amount=amount.amount,
        currency=amount.currency,
        reason=reason,
        requested_by_id=requested_by,
        note=note,
    )
    refund.save(force_insert=True)
    enqueue(REFUND_SEND, str(refund.id), unique_key=f"{REFUND_SEND}:{refund.id}")
    return refund


def refund_send(*, refund_id: UUID, now: datetime) -> None:
    """Ask Stripe for a refund that was requested; whatever became of earlier tries, it is made once.

    Called by a job, outside of transactions. Raises PaymentProviderUnavailable, to be called again.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status != RefundStatus.REQUESTED:
        return
    intent = refund.payment.payment_intent_id
    try:
        # After a 500 the key cannot be used again, and nobody knows whether the refund was made: look before asking.
        state = gateway.refund_find(refund_id=str(refund.id), payment_intent_id=intent) if refund.spoiled_keys else None
        if state is None:
            state = gateway.refund_create(
                key=f"{refund.id}:{refund.spoiled_keys}",
                refund_id=str(refund.id),
                payment_intent_id=intent,
                amount=Money(refund.amount, refund.currency),
                duplicate=refund.reason == RefundReason.PAID_TWICE,
            )
    except (PaymentProviderFailed, PaymentProviderForgot):
        Refund.objects.filter(pk=refund.pk).update(spoiled_keys=F("spoiled_keys") + 1)
        raise
    except PaymentProviderRefused as error:
        with transaction.atomic():
            refund_move(refund_id=refund.id, wanted=RefundStatus.FAILED, failure=error.reason, now=now)
        return
    refund_apply(state=state, now=now)


def refund_apply(*, state: RefundState, now: datetime) -> bool:
    """Make our row follow what Stripe says of a refund; again does nothing. False for a refund that is not ours."""
    row = Refund.objects.filter(stripe_refund_id=state.id).first() or _by_our_id(state)
    if row is None:
        return False
    wanted = refund_status(state.status)
    with transaction.atomic():
        Refund.objects.filter(pk=row.pk, stripe_refund_id=None).update(stripe_refund_id=state.id)
        refund_move(refund_id=row.id, wanted=wanted, failure=state.failure, now=now)
    return True


def refund_move(*, refund_id: UUID, wanted: RefundStatus, failure: str = "", now: datetime) -> bool:
    """Take a refund to another state and let lines, balance, credit notes and order follow, in the caller's
    transaction. False when that state cannot follow the present one: the news is old.

    A line ends once Stripe has accepted refunds of the whole of it, and is given back when the bank returns one. After
    a lost dispute nothing is left to follow: the whole order was ended, taken off the balance and credited by it.
    """
    # The order's row first, as everywhere: refunds and disputes of one order take turns.
    order = Order.objects.select_for_update().get(payments__refunds=refund_id)
    refund = Refund.objects.get(pk=refund_id)
    if refund.status not in refund_sources(wanted):
        return False
    was_accepted = refund.status in ACCEPTED
    Refund.objects.filter(pk=refund_id, status=refund.status).update(status=wanted, failure=failure)
    parts = list(RefundLine.objects.select_related("order_line").filter(refund_id=refund_id).order_by("order_line_id"))
    lost = Dispute.objects.filter(payment_id=refund.payment_id, status=DisputeStatus.LOST).exists()
    if not parts or lost:
        return True
    if wanted == RefundStatus.FAILED:
        _give_back(parts, was_accepted)
        if was_accepted:
            refund_return_book(refund=refund, parts=parts, now=now)
            credit_notes_cancel(order=order, refund=refund, now=now)
    elif not was_accepted:
        refund_book(refund=refund, parts=parts, now=now)
        for part in parts:
            if accepted_of(line_ids=[part.order_line_id]) == part.order_line.gross_amount:
                line_end(line=part.order_line)
    if wanted == RefundStatus.SUCCEEDED:
        credit_notes_issue(order=order, refund=refund, parts=parts, now=now)
    order_follow(order_id=order.id)
    return True


def _give_back(parts: list[RefundLine], was_accepted: bool) -> None:
    """The refund has failed: what it had set aside may be refunded again, and what it had ended is the buyer's."""
    for part in parts:
        OrderLine.objects.filter(pk=part.order_line_id).update(refunded_amount=F("refunded_amount") - part.amount)
        if was_accepted:
            line_restore(line=part.order_line)


def line_end(*, line: OrderLine) -> None:
    """What a line bought ends: tell it, once, in the caller's transaction."""
    if OrderLine.objects.filter(pk=line.pk, claims_item=True).update(claims_item=False):
        news = LineRefunded(line.order_id, line.id)
        publish(news, organization_id=line.organization_id, actor_id=None)


def line_restore(*, line: OrderLine) -> None:
    """What a line bought is the buyer's again, unless they have bought it anew; in the caller's transaction."""
    try:
        with transaction.atomic():
            restored = OrderLine.objects.filter(pk=line.pk, claims_item=False).update(claims_item=True)
    except IntegrityError as error:
        if violates(error, OrderLine, "order_line_bought_once"):
            return
        raise
    if restored:
        publish(LineRefundFailed(line.order_id, line.id), organization_id=line.organization_id, actor_id=None)


def order_follow(*, order_id: UUID) -> None:
    """Let an order's state follow from how much of it Stripe has accepted to send back; a disputed one waits."""
    order = Order.objects.get(pk=order_id)
    accepted = accepted_of(line_ids=[line.id for line in order_lines(order_id=order_id)])
    wanted = status_by_refunds(total=order.total_amount, refunded=accepted)
    Order.objects.filter(pk=order_id, status__in=sources(wanted) & RECEIVED).update(status=wanted)


def accepted_of(*, line_ids: list[UUID]) -> int:
    """How much of these lines Stripe has accepted to send back, in minor units."""
    parts = RefundLine.objects.filter(order_line_id__in=line_ids, refund__status__in=ACCEPTED)
    return int(parts.aggregate(sum=Sum("amount"))["sum"] or 0)


def refunds_compare(*, payment_intent_id: str, refunded: Money) -> None:
    """Stripe has sent back `refunded` of a payment in all. Raises UnknownRefund when that is more than was asked for
    here: somebody made a refund by hand, and a person must say for which lines."""
    ours = Refund.objects.filter(payment__payment_intent_id=payment_intent_id)
    asked = int(ours.aggregate(sum=Sum("amount"))["sum"] or 0)
    if refunded.amount > asked:
        raise UnknownRefund(
            f"{refunded.amount} {refunded.currency} of {payment_intent_id} went back, {asked} were asked for here."
        )


def _by_our_id(state: RefundState) -> Refund | None:
    try:
        return Refund.objects.filter(pk=UUID(state.our_id), stripe_refund_id=None).first()
    except ValueError:
        return None
