"""Shapes of billing's answers and inputs."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.billing.rules.invoices import InvoiceKind
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.rules.refunds import RefundStatus
from accredit.billing.services.purchasables import kinds
from accredit.core.api import MoneySerializer

ORDER_STATUSES = [one.value for one in OrderStatus]
REFUND_STATUSES = [one.value for one in RefundStatus]
INVOICE_KINDS = [one.value for one in InvoiceKind]
"""Lists, so that the schema's settings can name the enumerations after them."""
FAILURE = "Why it failed, in Stripe's word; empty otherwise."
KIND = "What kind of thing it is, for example `course`."


class SellerSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class IssuedDocumentSerializer(serializers.Serializer[Any]):
    """An invoice, credit note or cancellation, as much as a list of something else says of it."""

    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(
        choices=INVOICE_KINDS,
        read_only=True,
        help_text="A credit note takes back a part of an invoice, a cancellation a credit note.",
    )
    number = serializers.CharField(read_only=True, help_text="Without gaps in each seller's series.")
    issued_on = serializers.DateField(read_only=True)
    organization = SellerSerializer(read_only=True)
    total = MoneySerializer(read_only=True, help_text="Negative on a credit note.")
    pdf_ready = serializers.BooleanField(read_only=True, help_text="Whether it can be downloaded yet.")
    created_at = serializers.DateTimeField(read_only=True)


class OrderLineSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    item_kind = serializers.CharField(read_only=True, help_text=KIND)
    item_id = serializers.UUIDField(read_only=True)
    organization = SellerSerializer(read_only=True)
    list_price = MoneySerializer(read_only=True, help_text="As advertised, by the seller's own tax rule.")
    discount = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    tax_label = serializers.CharField(read_only=True, help_text="Empty where no tax is charged.")
    tax_rate_basis_points = serializers.IntegerField(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True, help_text="Whether the list price contains the tax.")
    total = MoneySerializer(read_only=True, help_text="What the buyer pays for this line.")
    refunded = MoneySerializer(read_only=True)


class OrderSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(read_only=True, help_text="What to name when writing to us.")
    status = serializers.ChoiceField(choices=ORDER_STATUSES, read_only=True)
    settling = serializers.BooleanField(
        read_only=True, help_text="The buyer has paid and the bank is still moving the money."
    )
    currency = serializers.CharField(read_only=True)
    subtotal = MoneySerializer(read_only=True, help_text="Sum of the list prices.")
    discount = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True, help_text="Tax contained in the total.")
    total = MoneySerializer(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True, help_text="Whether all list prices contain their tax.")
    promo_code = serializers.CharField(read_only=True)
    lines = OrderLineSerializer(many=True, read_only=True)
    documents = IssuedDocumentSerializer(
        many=True, read_only=True, help_text="One invoice a seller, then credit notes. None for what cost nothing."
    )
    created_at = serializers.DateTimeField(read_only=True)
    paid_at = serializers.DateTimeField(read_only=True, allow_null=True)
    hold_expires_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Until when an unpaid order can be paid."
    )


class QuoteLineSerializer(serializers.Serializer[Any]):
    item_kind = serializers.CharField(read_only=True, help_text=KIND)
    item_id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    organization = SellerSerializer(read_only=True)
    image_url = serializers.CharField(read_only=True, allow_null=True)
    list_price = MoneySerializer(read_only=True)
    discount = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    tax_label = serializers.CharField(read_only=True)
    tax_rate_basis_points = serializers.IntegerField(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True)
    total = MoneySerializer(read_only=True)


class QuoteSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField(read_only=True)
    subtotal = MoneySerializer(read_only=True)
    discount = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    total = MoneySerializer(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True)
    promo_code = serializers.CharField(read_only=True, help_text="The code that was applied; empty without one.")
    lines = QuoteLineSerializer(many=True, read_only=True)


class CartItemSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    item_kind = serializers.CharField(read_only=True, help_text=KIND)
    item_id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    available = serializers.BooleanField(read_only=True, help_text="Whether it is still for sale.")
    organization = SellerSerializer(read_only=True, allow_null=True)
    price = MoneySerializer(read_only=True, allow_null=True, help_text="As advertised; null when not for sale.")
    image_url = serializers.CharField(read_only=True, allow_null=True)
    added_at = serializers.DateTimeField(read_only=True)


class CartSerializer(serializers.Serializer[Any]):
    results = CartItemSerializer(many=True, read_only=True)
    totals = QuoteSerializer(many=True, read_only=True, help_text="One for each currency: one order pays one currency.")


class CheckoutSerializer(serializers.Serializer[Any]):
    order = serializers.UUIDField(read_only=True)
    session_id = serializers.CharField(read_only=True, allow_null=True)
    checkout_url = serializers.URLField(
        read_only=True, allow_null=True, help_text="Where to pay; null when there is nothing to pay: it is bought."
    )


class SellerProfileSerializer(serializers.Serializer[Any]):
    legal_name = serializers.CharField(read_only=True)
    address = serializers.CharField(read_only=True)
    tax_number = serializers.CharField(read_only=True)
    tax_rate_basis_points = serializers.IntegerField(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True)
    tax_label = serializers.CharField(read_only=True)
    refund_policy = serializers.CharField(read_only=True)
    invoice_prefix = serializers.CharField(
        read_only=True, help_text="Stands in the numbers of invoices; made of the slug where none was chosen."
    )


class ItemInput(serializers.Serializer[Any]):
    item_kind = serializers.CharField(max_length=20, default="course", help_text=KIND)
    item_id = serializers.UUIDField()

    def validate_item_kind(self, value: str) -> str:
        if value not in kinds():
            raise serializers.ValidationError("Nothing of this kind is sold here.", code="unknown_kind")
        return value


class QuoteInput(serializers.Serializer[Any]):
    items = serializers.ListField(child=ItemInput(), allow_empty=False, max_length=100)
    promo_code = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class CheckoutInput(serializers.Serializer[Any]):
    course = serializers.UUIDField(required=False, help_text="Buy this course.")
    order = serializers.UUIDField(required=False, help_text="Go back to the payment page of this unfinished order.")
    promo_code = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("course" in attrs) == ("order" in attrs):
            raise serializers.ValidationError("Name either a course or an order.", code="one_of")
        return attrs


class CartCheckoutInput(serializers.Serializer[Any]):
    currency = serializers.RegexField(
        r"^[A-Z]{3}$", required=False, default="", allow_blank=True, help_text="Which currency of the cart to pay."
    )
    promo_code = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class SellerProfileInput(serializers.Serializer[Any]):
    legal_name = serializers.CharField(max_length=200, allow_blank=True, required=False)
    address = serializers.CharField(max_length=500, allow_blank=True, required=False)
    tax_number = serializers.CharField(max_length=40, allow_blank=True, required=False)
    tax_rate_basis_points = serializers.IntegerField(
        min_value=0, max_value=10_000, required=False, help_text="1900 is 19 %."
    )
    tax_inclusive = serializers.BooleanField(required=False, help_text="Whether your prices contain the tax.")
    tax_label = serializers.CharField(max_length=20, required=False)
    refund_policy = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    invoice_prefix = serializers.RegexField(
        r"^[A-Z0-9]{1,8}$",
        allow_blank=True,
        required=False,
        help_text="Capitals and digits, `LMS` in `INV-LMS-000041`; empty for the default. Counting goes on.",
    )


class BuyerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)


class SaleRefundSerializer(serializers.Serializer[Any]):
    """What one refund means to one sold line."""

    id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=REFUND_STATUSES, read_only=True)
    amount = MoneySerializer(read_only=True, help_text="Of this line.")
    note = serializers.CharField(read_only=True)
    failure = serializers.CharField(read_only=True, help_text=FAILURE)
    created_at = serializers.DateTimeField(read_only=True)


class SaleSerializer(serializers.Serializer[Any]):
    """One line of a paid order, as its seller sees it."""

    id = serializers.UUIDField(read_only=True, help_text="The line's id, by which it is refunded.")
    order = serializers.UUIDField(read_only=True)
    order_number = serializers.CharField(read_only=True)
    order_status = serializers.ChoiceField(choices=ORDER_STATUSES, read_only=True)
    buyer = BuyerSerializer(read_only=True, allow_null=True)
    title = serializers.CharField(read_only=True)
    item_kind = serializers.CharField(read_only=True, help_text=KIND)
    item_id = serializers.UUIDField(read_only=True)
    list_price = MoneySerializer(read_only=True)
    discount = MoneySerializer(read_only=True)
    net = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    total = MoneySerializer(read_only=True)
    refunded = MoneySerializer(read_only=True, help_text="Sent back, or promised to be.")
    refunds = SaleRefundSerializer(many=True, read_only=True, help_text="Oldest first, failed ones too.")
    documents = IssuedDocumentSerializer(
        many=True, read_only=True, help_text="What the organization has issued for the order: invoice, credit notes."
    )
    paid_at = serializers.DateTimeField(read_only=True)


class OfOrderQuery(serializers.Serializer[Any]):
    order = serializers.UUIDField(required=False, help_text="Only what belongs to this order.")


class RefundLineSerializer(serializers.Serializer[Any]):
    line = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    amount = MoneySerializer(read_only=True)


class RefundSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    order = serializers.UUIDField(read_only=True)
    order_number = serializers.CharField(read_only=True)
    buyer = BuyerSerializer(read_only=True, allow_null=True)
    status = serializers.ChoiceField(choices=REFUND_STATUSES, read_only=True)
    amount = MoneySerializer(read_only=True)
    lines = RefundLineSerializer(many=True, read_only=True)
    note = serializers.CharField(read_only=True)
    failure = serializers.CharField(read_only=True, help_text=FAILURE)
    documents = IssuedDocumentSerializer(
        many=True, read_only=True, help_text="The credit note once it has succeeded, and its cancellation."
    )
    created_at = serializers.DateTimeField(read_only=True)


class RefundQuery(OfOrderQuery):
    status = serializers.ChoiceField(choices=REFUND_STATUSES, required=False)


class RefundLineInput(serializers.Serializer[Any]):
    line = serializers.UUIDField()
    amount = serializers.IntegerField(
        min_value=1, max_value=10**10, required=False, help_text="Minor units; without it all that is left of the line."
    )


class RefundInput(serializers.Serializer[Any]):
    order = serializers.UUIDField()
    lines = serializers.ListField(child=RefundLineInput(), allow_empty=False, max_length=100)
    note = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)

    def validate_lines(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({one["line"] for one in value}) < len(value):
            raise serializers.ValidationError("Name each line once.", code="line_twice")
        return value


class AboutSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(read_only=True)


class InvoiceSerializer(IssuedDocumentSerializer):
    order = serializers.UUIDField(read_only=True)
    order_number = serializers.CharField(read_only=True)
    buyer_name = serializers.CharField(read_only=True)
    about = AboutSerializer(
        read_only=True, allow_null=True, help_text="A credit note's invoice; a cancellation's credit note."
    )
    cancelled = serializers.BooleanField(
        read_only=True, help_text="Of a credit note: the bank returned its refund, so it holds no longer."
    )
    net = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)


class InvoiceLineSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(read_only=True)
    list_price = MoneySerializer(read_only=True)
    discount = MoneySerializer(read_only=True)
    net = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    total = MoneySerializer(read_only=True)
    tax_label = serializers.CharField(read_only=True)
    tax_rate_basis_points = serializers.IntegerField(read_only=True)
    tax_inclusive = serializers.BooleanField(read_only=True)


class InvoiceSellerSerializer(serializers.Serializer[Any]):
    legal_name = serializers.CharField(read_only=True)
    address = serializers.CharField(read_only=True)
    tax_number = serializers.CharField(read_only=True)


class InvoiceBuyerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)


class TaxSumSerializer(serializers.Serializer[Any]):
    tax_label = serializers.CharField(read_only=True)
    tax_rate_basis_points = serializers.IntegerField(read_only=True)
    net = MoneySerializer(read_only=True)
    tax = MoneySerializer(read_only=True)
    total = MoneySerializer(read_only=True)


class InvoiceDetailSerializer(InvoiceSerializer):
    """All as on the day of issue."""

    seller = InvoiceSellerSerializer(read_only=True)
    buyer = InvoiceBuyerSerializer(read_only=True)
    lines = InvoiceLineSerializer(many=True, read_only=True)
    taxes = TaxSumSerializer(many=True, read_only=True, help_text="Sums by rate, the highest first.")


class InvoiceDownloadSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class DayFiguresSerializer(serializers.Serializer[Any]):
    on = serializers.DateField(read_only=True)
    gross = MoneySerializer(read_only=True)
    refunded = MoneySerializer(read_only=True)


class ItemFiguresSerializer(serializers.Serializer[Any]):
    item_kind = serializers.CharField(read_only=True, help_text=KIND)
    item_id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    sold = serializers.IntegerField(read_only=True)
    gross = MoneySerializer(read_only=True)


class FiguresSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField(read_only=True)
    gross = MoneySerializer(read_only=True, help_text="What buyers paid, tax included.")
    refunded = MoneySerializer(
        read_only=True, help_text="Refunds and lost disputes of these days, less refunds that banks returned."
    )
    net = MoneySerializer(read_only=True, help_text="Gross less refunded; tax included.")
    orders = serializers.IntegerField(read_only=True)
    per_day = DayFiguresSerializer(many=True, read_only=True, help_text="Every day, oldest first, today last.")
    top_items = ItemFiguresSerializer(many=True, read_only=True, help_text="Five at most, by what they brought in.")
    balance = MoneySerializer(read_only=True, help_text="What the organization is owed by now, of all time.")
    balances = MoneySerializer(many=True, read_only=True, help_text="The balance in each currency ever sold in.")
    currencies = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="All in which it has ever sold."
    )


class FiguresQuery(serializers.Serializer[Any]):
    days = serializers.IntegerField(min_value=1, max_value=366, required=False, default=30)
    currency = serializers.RegexField(
        r"^[A-Z]{3}$", required=False, default="", help_text="The organization's own without it."
    )
