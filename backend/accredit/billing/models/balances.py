"""What each seller is owed, as entries that are only ever added."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accredit.billing.rules.balances import EntryKind
from accredit.organizations.models import OrganizationOwned

from .orders import OrderLine
from .payments import Dispute, Refund


class BalanceEntry(OrganizationOwned):
    """A change of what an organization is owed in one currency, at the instant `created_at`. PostgreSQL refuses to
    change or delete one."""

    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=16, choices=[(one, one) for one in EntryKind])
    amount = models.BigIntegerField()
    """Minor units, with its sign."""
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="balance_entries")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="+")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order_line"], condition=Q(kind="sale"), name="balance_sale_once"),
            models.UniqueConstraint(fields=["refund", "order_line", "kind"], name="balance_refund_once"),
            models.UniqueConstraint(fields=["dispute", "order_line"], name="balance_dispute_once"),
            models.CheckConstraint(
                condition=Q(kind="sale", amount__gte=0, refund=None, dispute=None)
                | Q(kind="refund", amount__lt=0, refund__isnull=False, dispute=None)
                | Q(kind="refund_returned", amount__gt=0, refund__isnull=False, dispute=None)
                | Q(kind="dispute_lost", amount__lt=0, refund=None, dispute__isnull=False),
                name="balance_sign_fits_kind",
            ),
        ]
        indexes = [
            # The balance of a seller, and the figures of its last days.
            models.Index(fields=["organization", "currency", "created_at"], name="balance_by_seller"),
        ]
