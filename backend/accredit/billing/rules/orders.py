"""The life of an order, of an attempt to pay it and of a refund."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

HOLD = timedelta(minutes=35)
"""How long an unpaid order keeps what it wants to buy."""
SESSION_LIFE = timedelta(minutes=31)
"""A Checkout Session ends inside the hold; Stripe takes no less than 30 minutes (API: `expires_at`)."""
LINES_AT_MOST = 100
"""Line items of one Checkout Session in payment mode (Stripe: `line_items`)."""


class OrderStatus(StrEnum):
    """`pending` means that a payment page was asked for, or that a bank is still moving the money."""

    OPEN = "open"
    PENDING = "pending"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


_S = OrderStatus
_STEPS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    _S.OPEN: frozenset({_S.PENDING, _S.EXPIRED, _S.CANCELLED}),
    _S.PENDING: frozenset({_S.PAID, _S.EXPIRED, _S.CANCELLED}),
    _S.PAID: frozenset({_S.PARTIALLY_REFUNDED, _S.REFUNDED, _S.DISPUTED}),
    _S.EXPIRED: frozenset({_S.PAID}),
    _S.CANCELLED: frozenset({_S.PAID}),
    # A refund that the bank returns undoes the step that it caused.
    _S.PARTIALLY_REFUNDED: frozenset({_S.PARTIALLY_REFUNDED, _S.REFUNDED, _S.DISPUTED, _S.PAID}),
    _S.REFUNDED: frozenset({_S.PARTIALLY_REFUNDED, _S.PAID}),
    _S.DISPUTED: frozenset({_S.PAID, _S.PARTIALLY_REFUNDED, _S.REFUNDED}),
}
UNFINISHED = frozenset({_S.OPEN, _S.PENDING})
"""States in which an order holds what it wants to buy."""


def sources(wanted: OrderStatus) -> frozenset[OrderStatus]:
    """The states from which `wanted` may be reached: the condition of the update that goes there."""
    return frozenset(current for current, nexts in _STEPS.items() if wanted in nexts)


RECEIVED = frozenset({_S.PAID, _S.PARTIALLY_REFUNDED, _S.REFUNDED})
"""States that follow from how much of the money has gone back."""
REFUNDABLE = frozenset({_S.PAID, _S.PARTIALLY_REFUNDED})


def status_by_refunds(*, total: int, refunded: int) -> OrderStatus:
    """Where a paid order stands when Stripe has accepted refunds of `refunded` minor units in all."""
    if refunded <= 0:
        return OrderStatus.PAID
    return OrderStatus.REFUNDED if refunded >= total else OrderStatus.PARTIALLY_REFUNDED


class AttemptStatus(StrEnum):
    """One try to pay an order: open → paid; open → settling → paid or failed; open → expired or abandoned."""

    OPEN = "open"
    SETTLING = "settling"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    ABANDONED = "abandoned"


LIVE_ATTEMPTS = frozenset({AttemptStatus.OPEN, AttemptStatus.SETTLING})
