"""Why a seller's balance changes, and where a sold line stands."""

from __future__ import annotations

from enum import StrEnum

from accredit.billing.rules.orders import OrderStatus


class EntryKind(StrEnum):
    """`sale` adds a line's gross amount; `refund` takes back what Stripe accepted to refund of it; `refund_returned`
    adds that again when the bank returns it; `dispute_lost` takes whatever the line still stands for."""

    SALE = "sale"
    REFUND = "refund"
    REFUND_RETURNED = "refund_returned"
    DISPUTE_LOST = "dispute_lost"


class LineStanding(StrEnum):
    """Whether what a line bought is paid for. `refunded` means the whole of it, by refunds or by a lost dispute."""

    UNPAID = "unpaid"
    PAID = "paid"
    DISPUTED = "disputed"
    REFUNDED = "refunded"


def line_standing(*, paid: bool, claims_item: bool, order_status: str) -> LineStanding:
    """Where a line of an order stands that was `paid` at some time, and whose `claims_item` is this."""
    if not paid:
        return LineStanding.UNPAID
    if not claims_item:
        return LineStanding.REFUNDED
    return LineStanding.DISPUTED if order_status == OrderStatus.DISPUTED else LineStanding.PAID
