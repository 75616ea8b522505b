"""Carts, orders, and how each seller taxes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.billing.rules.invoices import default_prefix
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.rules.prices import TaxRule
from accredit.core.models import Record
from accredit.core.money import Money
from accredit.organizations.models import OrganizationOwned


class SellerProfile(OrganizationOwned):
    """Who an organization is on a receipt, and its one tax rate."""

    legal_name = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    tax_number = models.CharField(max_length=40, blank=True)
    tax_rate_basis_points = models.PositiveIntegerField(default=0)
    tax_inclusive = models.BooleanField(default=True)
    tax_label = models.CharField(max_length=20, default="VAT")
    refund_policy = models.TextField(blank=True)
    invoice_prefix = models.CharField(max_length=8, blank=True)
    """Stands in the numbers of invoices; empty means the default made of the organization's slug."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="seller_profile_once"),
            models.CheckConstraint(condition=Q(tax_rate_basis_points__lte=10_000), name="seller_tax_rate_possible"),
        ]

    @property
    def prefix(self) -> str:
        """Needs the organization."""
        return self.invoice_prefix or default_prefix(self.organization.slug)

    @property
    def tax(self) -> TaxRule:
        return TaxRule(self.tax_rate_basis_points, inclusive=self.tax_inclusive, label=self.tax_label)


class CartItem(Record):
    """Something a person means to buy. Holds nothing and promises no price."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item_kind = models.CharField(max_length=20)
    item_id = models.UUIDField()
    title = models.CharField(max_length=200)
    """As it was called when it was put here: what is shown once it is no longer for sale."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item_kind", "item_id"], name="cart_item_once")]


class Order(Record):
    """What a buyer pays at once, in one currency, perhaps to several sellers."""

    number = models.CharField(max_length=12)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=20, choices=[(one, one) for one in OrderStatus], default=OrderStatus.OPEN)
    subtotal_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    total_amount = models.BigIntegerField()
    discount_id = models.UUIDField(null=True)
    promo_code = models.CharField(max_length=60, blank=True)
    hold_expires_at = models.DateTimeField(null=True)
    """When an unpaid order lets go of what it holds; null while a bank moves the money, and once it is not unpaid."""
    paid_at = models.DateTimeField(null=True)
    receipt_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(subtotal_amount__gte=0) & Q(discount_amount__gte=0) & Q(tax_amount__gte=0)
                & Q(total_amount__gte=0) & Q(discount_amount__lte=F("subtotal_amount")),
                name="order_amounts_possible",
            ),
        ]  # fmt: skip
        indexes = [
            # A person's orders, newest first.
            models.Index(fields=["buyer", "-created_at", "-id"], name="order_by_buyer"),
            # The expiry job looks only at orders that still hold something.
            models.Index(fields=["hold_expires_at"], name="order_hold", condition=Q(status__in=["open", "pending"])),
        ]

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency)

    @property
    def settling(self) -> bool:
        """Whether the buyer has done their part and the bank is still at work."""
        return self.status == OrderStatus.PENDING and self.hold_expires_at is None


class OrderLine(OrganizationOwned):
    """One thing bought from one seller; its price and tax as they were when the order was placed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    item_kind = models.CharField(max_length=20)
    item_id = models.UUIDField()
    product_kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    product_id = models.UUIDField(null=True)
    """What Stripe knows as the Product, where the item is one of many alike; empty: the item itself."""
    title = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    list_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField()
    net_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    gross_amount = models.BigIntegerField()
    tax_rate_basis_points = models.PositiveIntegerField()
    tax_inclusive = models.BooleanField()
    tax_label = models.CharField(max_length=20, blank=True)
    refunded_amount = models.BigIntegerField(default=0)
    """What was sent back or promised to be: grows with the request, shrinks when a refund fails."""
    claims_item = models.BooleanField(default=True)
    """While true, this line is the one by which the buyer buys or has bought the item: the order is unfinished or
    paid, and the line is not wholly refunded."""

    class Meta:
        constraints = [
            # Paying twice for one thing is refused here, before any payment.
            models.UniqueConstraint(
                fields=["buyer", "item_kind", "item_id"], condition=Q(claims_item=True), name="order_line_bought_once"
            ),
            models.UniqueConstraint(fields=["order", "item_kind", "item_id"], name="order_line_item_once"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount"))
                & Q(discount_amount__gte=0) & Q(discount_amount__lte=F("list_amount"))
                & Q(net_amount__gte=0) & Q(tax_amount__gte=0)
                & Q(refunded_amount__gte=0) & Q(refunded_amount__lte=F("gross_amount")),
                name="order_line_amounts_possible",
            ),
        ]  # fmt: skip
        indexes = [
            # A seller's sales, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="order_line_by_seller"),
        ]

    @property
    def gross(self) -> Money:
        return Money(self.gross_amount, self.currency)
