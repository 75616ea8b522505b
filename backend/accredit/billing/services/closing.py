"""Ending unfinished orders, and finding out what became of payments whose news never came. Never in a transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from accredit.billing.exceptions import PaymentProviderForgot
from accredit.billing.gateways import stripe as gateway
from accredit.billing.models import CheckoutAttempt, Order
from accredit.billing.rules.orders import LIVE_ATTEMPTS, AttemptStatus, OrderStatus
from accredit.billing.selectors import live_attempt
from accredit.billing.services.orders import order_release
from accredit.billing.services.payments import session_apply

FIRST_CHECK = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=1)


def order_close(*, order_id: UUID, wanted: OrderStatus, now: datetime) -> Order:
    """Let an unfinished order go (`wanted` is expired or cancelled), unless it turns out to be paid or being paid.

    Its payment page is closed at Stripe first. Raises PaymentProviderUnavailable when Stripe cannot be reached: then
    the hold is kept. Returns the order as it is afterwards.
    """
    attempt = live_attempt(order_id=order_id)
    if attempt is not None and attempt.session_id is not None and not _closed(attempt, now):
        return Order.objects.get(pk=order_id)
    order_release(order_id=order_id, wanted=wanted, now=now)
    return Order.objects.get(pk=order_id)


def order_expire(*, order_id: UUID, now: datetime) -> None:
    """The expiry job's part: close the order if its hold is still over."""
    order = Order.objects.get(pk=order_id)
    if order.hold_expires_at is not None and order.hold_expires_at <= now:
        order_close(order_id=order_id, wanted=OrderStatus.EXPIRED, now=now)


def attempt_reconcile(*, attempt_id: UUID, now: datetime) -> None:
    """Ask Stripe what became of a payment page, and act as if its webhook had come.

    Asked after 2 minutes, then at doubling pauses of an hour at most, until the attempt has an end.
    """
    attempt = CheckoutAttempt.objects.get(pk=attempt_id)
    if attempt.status not in LIVE_ATTEMPTS or attempt.session_id is None:
        return
    pause = min(FIRST_CHECK * 2 ** min(attempt.checks, 8), LONGEST_PAUSE)
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(next_check_at=now + pause, checks=F("checks") + 1)
    session_apply(session=gateway.session_retrieve(attempt.session_id), now=now)


def _closed(attempt: CheckoutAttempt, now: datetime) -> bool:
    """Whether nobody can pay on this page any more; a page that was paid is acted upon instead."""
    try:
        session = gateway.session_close(attempt.session_id or "")
    except PaymentProviderForgot:
        return True
    if session.status == "complete":
        session_apply(session=session, now=now)
        return False
    CheckoutAttempt.objects.filter(pk=attempt.pk, status=AttemptStatus.OPEN).update(status=AttemptStatus.EXPIRED)
    return True
