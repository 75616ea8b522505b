"""What is bought, how it was paid, what sellers are owed, and what the payment service calls it."""

from .balances import BalanceEntry
from .invoices import Invoice, InvoiceLine, InvoiceSeries
from .orders import CartItem, Order, OrderLine, SellerProfile
from .payments import CheckoutAttempt, Dispute, Payment, Refund, RefundLine
from .provider import StripeCustomer, StripeProduct

__all__ = [
    "BalanceEntry",
    "CartItem",
    "CheckoutAttempt",
    "Dispute",
    "Invoice",
    "InvoiceLine",
    "InvoiceSeries",
    "Order",
    "OrderLine",
    "Payment",
    "Refund",
    "RefundLine",
    "SellerProfile",
    "StripeCustomer",
    "StripeProduct",
]
