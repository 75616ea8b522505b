"""Tries to pay, money received, money sent back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.billing.rules.orders import AttemptStatus
from accredit.billing.rules.refunds import DisputeStatus, RefundReason, RefundStatus
from accredit.core.models import Record
from accredit.core.money import Money
from accredit.organizations.models import OrganizationOwned

from .orders import Order, OrderLine


class CheckoutAttempt(Record):
    """One Checkout Session of an order. The row is there before Stripe hears of it; its id is the idempotency key."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attempts")
    status = models.CharField(max_length=10, choices=[(one, one) for one in AttemptStatus], default=AttemptStatus.OPEN)
    session_id = models.CharField(max_length=255, null=True)
    url = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    next_check_at = models.DateTimeField()
    """When Stripe is asked what became of the session, should its webhook not come."""
    checks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session_id"], name="attempt_session_once"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status__in=["open", "settling"]), name="attempt_live_once"
            ),
        ]
        indexes = [
            # Reconciliation looks only at attempts without an end.
            models.Index(
                fields=["next_check_at"], name="attempt_to_check", condition=Q(status__in=["open", "settling"])
            ),
        ]


class Payment(Record):
    """Money that Stripe says it took for an order."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    payment_intent_id = models.CharField(max_length=255)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            # A payment is acted upon once, however often and in whatever order Stripe tells of it.
            models.UniqueConstraint(fields=["payment_intent_id"], name="payment_intent_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
        ]

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class Refund(Record):
    """Money on its way back. The row is there before Stripe hears of it; its id is the idempotency key."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=12, choices=[(one, one) for one in RefundReason])
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in RefundStatus], default=RefundStatus.REQUESTED
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    stripe_refund_id = models.CharField(max_length=255, null=True)
    note = models.CharField(max_length=500, blank=True)
    """The seller's own words, for the seller's team."""
    failure = models.CharField(max_length=200, blank=True)
    spoiled_keys = models.PositiveSmallIntegerField(default=0)
    """How many idempotency keys Stripe has answered with a 500, which it would only repeat."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stripe_refund_id"], name="refund_stripe_once"),
            # Money that must not be kept goes back whole, once.
            models.UniqueConstraint(
                fields=["payment"], condition=Q(reason__in=["late_money", "paid_twice"]), name="refund_whole_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
        ]


class RefundLine(OrganizationOwned):
    """How much of a refund is of one order line."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refund_lines")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "order_line"], name="refund_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_line_of_something"),
        ]


class Dispute(Record):
    """A buyer's bank asks the money of a payment back."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    stripe_dispute_id = models.CharField(max_length=255)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=[(one, one) for one in DisputeStatus])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stripe_dispute_id"], name="dispute_once")]
