"""What is bought, how it was paid, and what the payment service calls it."""

from .orders import CartItem, Order, OrderLine, SellerProfile
from .payments import CheckoutAttempt, Dispute, Payment, Refund, RefundLine
from .provider import StripeCustomer, StripeProduct

__all__ = [
    "CartItem",
    "CheckoutAttempt",
    "Dispute",
    "Order",
    "OrderLine",
    "Payment",
    "Refund",
    "RefundLine",
    "SellerProfile",
    "StripeCustomer",
    "StripeProduct",
]
