"""What Stripe tells of a payment, made true of the order. Any order of arrival and any repetition leave one world."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from accredit.billing.exceptions import PaymentMismatch, UnknownOrder
from accredit.billing.gateways.stripe import SessionState
from accredit.billing.models import CheckoutAttempt, Order, Payment
from accredit.billing.rules.orders import LIVE_ATTEMPTS, UNFINISHED, AttemptStatus, OrderStatus
from accredit.billing.rules.refunds import RefundReason
from accredit.billing.services.orders import order_release, order_retake, order_settle
from accredit.billing.services.refunds import refund_request
from accredit.core.constraints import violates
from accredit.core.jobs import enqueue

log = structlog.get_logger(__name__)
FAILURE_TELL = "billing.payment_failure_tell"
SETTLING_CHECK = timedelta(hours=1)
"""How often Stripe is asked about a payment that a bank is moving."""


def session_apply(*, session: SessionState, now: datetime) -> None:
    """Make an order follow what Stripe says of one of its payment pages.

    A payment is granted only when amount and currency are the order's. Raises UnknownOrder, PaymentMismatch; then
    nothing has changed, and the same call may be made again.
    """
    order = _order_of(session)
    _adopt(session, order)
    if session.status == "expired":
        session_expired(session=session, order=order, now=now)
    elif session.status == "complete":
        if session.total != order.total:
            raise PaymentMismatch(
                f"Order {order.number} is of {order.total.amount} {order.currency}, "
                f"the payment of {session.total.amount} {session.total.currency}."
            )
        if session.payment_status == "paid":
            payment_receive(session=session, order=order, now=now)
        elif session.payment_failed:
            payment_fail(session=session, order=order, now=now)
        else:
            payment_await(session=session, order=order, now=now)


def payment_receive(*, session: SessionState, order: Order, now: datetime) -> None:
    """Money has come. The order is paid by it, once; money for an order that has let go takes its items again or goes
    back; money for an order that is paid goes back. Raises PaymentMismatch when the session names no payment."""
    if not session.payment_intent_id:
        raise PaymentMismatch(f"The paid session {session.id} names no payment.")
    payment = Payment(
        order=order,
        payment_intent_id=session.payment_intent_id,
        amount=session.total.amount,
        currency=session.total.currency,
        received_at=now,
    )
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
            CheckoutAttempt.objects.filter(session_id=session.id).update(status=AttemptStatus.PAID)
            if order_settle(order_id=order.id, coming_from=UNFINISHED, now=now):
                return
            if order_retake(order_id=order.id, now=now):
                log.info("late_money_taken", order=str(order.id))
                return
            order.refresh_from_db()
            late = order.status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED)
            refund_request(
                payment=payment,
                amount=payment.money,
                reason=RefundReason.LATE_MONEY if late else RefundReason.PAID_TWICE,
                requested_by=None,
            )
            log.warning("payment_goes_back", order=str(order.id), late=late)
    except IntegrityError as error:
        if not violates(error, Payment, "payment_intent_once"):
            raise


def payment_await(*, session: SessionState, order: Order, now: datetime) -> None:
    """The buyer has done their part and a bank moves the money: the hold has no end until it answers."""
    with transaction.atomic():
        if CheckoutAttempt.objects.filter(session_id=session.id, status=AttemptStatus.OPEN).update(
            status=AttemptStatus.SETTLING, next_check_at=now + SETTLING_CHECK
        ):
            Order.objects.filter(pk=order.pk, status__in=UNFINISHED).update(
                status=OrderStatus.PENDING, hold_expires_at=None
            )


def payment_fail(*, session: SessionState, order: Order, now: datetime) -> None:
    """The bank has refused after all: the order is cancelled and the buyer told."""
    with transaction.atomic():
        if CheckoutAttempt.objects.filter(session_id=session.id, status__in=LIVE_ATTEMPTS).update(
            status=AttemptStatus.FAILED
        ) and order_release(order_id=order.pk, wanted=OrderStatus.CANCELLED, now=now):
            enqueue(FAILURE_TELL, str(order.id), unique_key=f"{FAILURE_TELL}:{order.id}")


def session_expired(*, session: SessionState, order: Order, now: datetime) -> None:
    """The payment page has ended unpaid, and with it the order, unless another page has taken its place."""
    with transaction.atomic():
        if CheckoutAttempt.objects.filter(session_id=session.id, status=AttemptStatus.OPEN).update(
            status=AttemptStatus.EXPIRED
        ):
            order_release(order_id=order.pk, wanted=OrderStatus.EXPIRED, now=now)


def _order_of(session: SessionState) -> Order:
    try:
        order = Order.objects.filter(pk=UUID(session.order_id)).first()
    except ValueError:
        order = None
    if order is None:
        raise UnknownOrder(f"The session {session.id} names the order “{session.order_id}”, which is not here.")
    return order


def _adopt(session: SessionState, order: Order) -> None:
    """A session whose answer was lost on its way to us belongs to the attempt that asked for it."""
    try:
        attempt_id = UUID(session.attempt_id)
    except ValueError:
        return
    CheckoutAttempt.objects.filter(order=order, session_id=None, pk=attempt_id).update(
        session_id=session.id, url=session.url
    )
