"""What a seller hands its buyers on paper, numbered without gaps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.billing.rules.invoices import InvoiceKind, Rate, Series, Taxed
from accredit.core.money import Money
from accredit.organizations.models import OrganizationOwned

from .orders import Order, OrderLine
from .payments import Dispute, Refund


class InvoiceSeries(OrganizationOwned):
    """The last number that a seller has used. Counting it up locks the row until the invoice is committed with it."""

    series = models.CharField(max_length=3, choices=[(one, one) for one in Series])
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "series"], name="invoice_series_once")]


class Invoice(OrganizationOwned):
    """An invoice, a credit note or the cancellation of one, as it was when it was issued.

    Never changed and never deleted, which PostgreSQL refuses; only `pdf_key`, `pdf_sha256` and `mailed_at` are filled
    in later. What it says stays for the legal term, also when the buyer leaves.
    """

    kind = models.CharField(max_length=12, choices=[(one, one) for one in InvoiceKind])
    series = models.CharField(max_length=3, choices=[(one, one) for one in Series])
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=24)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    """A credit note's invoice; a cancellation's credit note."""
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="+")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField()
    """In the organization's zone."""
    currency = models.CharField(max_length=3)
    net_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    gross_amount = models.BigIntegerField()
    seller = models.JSONField()
    """`{legal_name, address, tax_number, tax_label}` of that day."""
    bought_by = models.JSONField()
    """`{name, email}` of the day of the invoice."""
    pdf_key = models.CharField(max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    mailed_at = models.DateTimeField(null=True)
    """When a credit note or a cancellation went out; an invoice travels with the order's receipt."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "series", "serial"], name="invoice_serial_once"),
            models.UniqueConstraint(fields=["organization", "number"], name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["order", "organization"], condition=Q(kind="invoice"), name="invoice_order_once"
            ),
            models.UniqueConstraint(
                fields=["refund", "organization"], condition=Q(kind="credit_note"), name="credit_note_refund_once"
            ),
            models.UniqueConstraint(
                fields=["dispute", "organization"], condition=Q(kind="credit_note"), name="credit_note_dispute_once"
            ),
            models.UniqueConstraint(
                fields=["about"], condition=Q(kind="cancellation"), name="credit_note_cancelled_once"
            ),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount"))
                & (
                    Q(kind="invoice", series="INV", gross_amount__gt=0, about=None)
                    | Q(kind="credit_note", series="CN", gross_amount__lt=0, about__isnull=False)
                    | Q(kind="cancellation", series="CN", gross_amount__gt=0, about__isnull=False)
                ),
                name="invoice_amounts_fit_kind",
            ),
        ]
        indexes = [
            # A seller's documents and a buyer's, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="invoice_by_seller"),
            models.Index(fields=["buyer", "-created_at", "-id"], name="invoice_by_buyer"),
        ]

    @property
    def gross(self) -> Money:
        return Money(self.gross_amount, self.currency)


class InvoiceLine(OrganizationOwned):
    """One line of an invoice, frozen. Of a credit note: what is taken back of that line, negative."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="invoice_lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    list_amount = models.BigIntegerField()
    """As advertised, by the seller's own tax rule; of a credit note what the buyer gets back, by the same rule."""
    discount_amount = models.BigIntegerField(default=0)
    net_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    gross_amount = models.BigIntegerField()
    tax_rate_basis_points = models.PositiveIntegerField()
    tax_inclusive = models.BooleanField()
    tax_label = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "order_line"], name="invoice_line_once"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount")), name="invoice_line_adds_up"
            ),
        ]

    @property
    def amounts(self) -> Taxed:
        return Taxed(self.net_amount, self.tax_amount, self.gross_amount)

    @property
    def rate(self) -> Rate:
        return Rate(self.tax_label, self.tax_rate_basis_points)
