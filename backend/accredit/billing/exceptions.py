"""The failures of buying, by name."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, NotFound, Unavailable, Unprocessable


class ItemNotForSale(NotFound):
    code, title = "item_not_for_sale", "This is not for sale at present. Nothing was charged."


class CartEmpty(Unprocessable):
    code, title = "cart_empty", "There is nothing to pay for. Add something to your cart first."


class CartFull(Unprocessable):
    code, title = "cart_full", "Your cart is full. Pay for what is in it, or take something out."


class MixedCurrencies(Unprocessable):
    code = "mixed_currencies"
    title = "One order pays one currency. Choose which currency to pay now; the rest stays in your cart."


class PromoCodeUnknown(Unprocessable):
    code, title = "promo_code_unknown", "We do not know this promo code. Check its spelling; nothing was charged."


class AlreadyBought(Conflict):
    code = "already_bought"
    title = "You have bought this already, or are just about to. Nothing was charged; look at your orders."


class PaymentSettling(Conflict):
    code = "payment_settling"
    title = "Your bank is still confirming a payment for this. Nothing more is needed; we will write when it is done."


class OrderNotPayable(Conflict):
    code = "order_not_payable"
    title = "This order can no longer be paid. Nothing was charged; start again from the course."


class AmountNotChargeable(Unprocessable):
    code, title = "amount_not_chargeable", "This amount cannot be paid by card. Nothing was charged."


class PaymentProviderUnavailable(Unavailable):
    code = "payment_provider_unavailable"
    title = "The payment service does not answer. You have not been charged; try again in a minute."


class PaymentProviderFailed(PaymentProviderUnavailable):
    """Answered 500, which Stripe keeps under the idempotency key: the next try needs another key."""


class PaymentProviderForgot(PaymentProviderUnavailable):
    """Does not know something that we name, or knows the key with other parameters: make our side of it anew."""


class PaymentProviderRefused(Exception):
    """Will not do what was asked, now or later. `reason` is Stripe's code or type, never shown to a buyer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WebhookForged(BadRequest):
    code, title = "webhook_signature_invalid", "The signature does not fit the body."


class UnknownOrder(NotFound):
    """Stripe tells of an order that is not ours; the delivery is kept and can be replayed."""

    code, title = "unknown_order", "The payment names an order that is not here."


class PaymentMismatch(Conflict):
    """Amount or currency differ from the order's; nothing is granted and the delivery is kept."""

    code, title = "payment_mismatch", "The payment is not of the order's amount."


class NoSuchOrder(NotFound):
    code, title = "order_not_found", "There is no such order among yours."


class NoSuchCartItem(NotFound):
    code, title = "cart_item_not_found", "This is not in your cart any more."


class UnknownRefund(NotFound):
    """Stripe tells of a refund that was not asked for here (made by hand); the delivery is kept."""

    code, title = "unknown_refund", "The refund was not asked for here."


class NoSuchOrderLine(NotFound):
    code, title = "order_line_not_found", "There is no such line in an order of yours."


class RefundTooLarge(Conflict):
    code = "refund_too_large"
    title = "More than is left of this line cannot be refunded. Nothing was sent; look at its earlier refunds."


class NothingToRefund(Unprocessable):
    code, title = "nothing_to_refund", "Nothing was paid for this, so nothing can be refunded."


class NoSuchRefund(NotFound):
    code, title = "refund_not_found", "There is no such refund of yours."


class UnknownPayment(NotFound):
    """Stripe tells of a payment that is not ours; the delivery is kept and can be replayed."""

    code, title = "unknown_payment", "The payment is not here."


class NoSuchInvoice(NotFound):
    code, title = "invoice_not_found", "There is no such invoice among yours."


class InvoiceNotReady(Conflict):
    code = "invoice_not_ready"
    title = "The invoice is issued and its PDF is being made. Try again in a minute."


class CodeNeedsAccount(Unprocessable):
    code, title = "code_needs_account", "Sign in to use a promo code. Nothing was ordered."
