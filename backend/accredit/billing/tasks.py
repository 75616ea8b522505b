"""Billing's jobs: each loads nothing and makes one service call. All may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.billing.selectors import attempts_to_check, holds_over
from accredit.billing.services.closing import attempt_reconcile, order_expire
from accredit.billing.services.invoice_files import INVOICE_MAIL, invoice_mail_send, invoice_make
from accredit.billing.services.invoices import INVOICE_MAKE
from accredit.billing.services.payments import FAILURE_TELL
from accredit.billing.services.provider import PRODUCT_SYNC, item_sync
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.receipts import RECEIPT_SEND, payment_failure_tell, receipt_send
from accredit.billing.services.refunds import REFUND_SEND, refund_send
from accredit.core.jobs import enqueue, job, periodic

ORDER_EXPIRE, ATTEMPT_RECONCILE = "billing.order_expire", "billing.attempt_reconcile"
BATCH = 500
STRIPE_LEASE = timedelta(minutes=3)
"""Longer than the SDK's three tries of a few calls can take."""


@job(RECEIPT_SEND)
def send_receipt(order_id: str, *, now: datetime) -> None:
    receipt_send(order_id=UUID(order_id), now=now)


@job(INVOICE_MAKE)
def make_invoice(invoice_id: str, *, now: datetime) -> None:
    invoice_make(invoice_id=UUID(invoice_id), now=now)


@job(INVOICE_MAIL)
def mail_invoice(invoice_id: str, *, now: datetime) -> None:
    invoice_mail_send(invoice_id=UUID(invoice_id), now=now)


@job(FAILURE_TELL)
def tell_payment_failure(order_id: str, *, now: datetime) -> None:
    payment_failure_tell(order_id=UUID(order_id))


@job(REFUND_SEND, max_attempts=50, lease=STRIPE_LEASE)
def send_refund(refund_id: str, *, now: datetime) -> None:
    refund_send(refund_id=UUID(refund_id), now=now)


@job(PRODUCT_SYNC, lease=STRIPE_LEASE)
def sync_product(item_kind: str, item_id: str, *, now: datetime) -> None:
    item_sync(item=ItemRef(item_kind, UUID(item_id)), now=now)


@job(ORDER_EXPIRE, max_attempts=20, lease=STRIPE_LEASE)
def expire_order(order_id: str, *, now: datetime) -> None:
    order_expire(order_id=UUID(order_id), now=now)


@job(ATTEMPT_RECONCILE, max_attempts=3, lease=STRIPE_LEASE)
def reconcile_attempt(attempt_id: str, *, now: datetime) -> None:
    attempt_reconcile(attempt_id=UUID(attempt_id), now=now)


@periodic("billing.expire_orders", every=timedelta(minutes=1))
def expire_orders(*, now: datetime) -> None:
    """Owe the end of every hold that is over."""
    with transaction.atomic():
        for order_id in holds_over(now=now, limit=BATCH):
            enqueue(ORDER_EXPIRE, str(order_id), unique_key=f"{ORDER_EXPIRE}:{order_id}")


@periodic("billing.reconcile", every=timedelta(minutes=1))
def reconcile(*, now: datetime) -> None:
    """Owe a question to Stripe about every payment page that was not heard of."""
    with transaction.atomic():
        for attempt_id in attempts_to_check(now=now, limit=BATCH):
            enqueue(ATTEMPT_RECONCILE, str(attempt_id), unique_key=f"{ATTEMPT_RECONCILE}:{attempt_id}")
