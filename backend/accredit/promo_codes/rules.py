"""What a promo code takes off, and when. Pure; whole minor units throughout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from accredit.core.money import Money


class DiscountKind(StrEnum):
    PERCENT = "percent"
    FIXED = "fixed"


def normalise_code(text: str) -> str:
    """The form in which codes are kept and compared: capitals, no blanks at the ends."""
    return text.strip().upper()


def in_window(*, starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> bool:
    """From the start on, and before the end."""
    return (starts_at is None or starts_at <= now) and (ends_at is None or now < ends_at)


def reductions(kind: DiscountKind, value: int, prices: Sequence[Money]) -> list[Money]:
    """What comes off each of `prices` (same currency, each ≥ 0, at least one).

    `percent`: `value` is 1 to 100, rounded half up on each line. `fixed`: `value` minor units off the whole, never more
    than it costs, shared out by price so that no cent is lost and no line goes below zero.
    """
    if kind is DiscountKind.PERCENT:
        return [price.share(value, 100) for price in prices]
    whole = sum(price.amount for price in prices)
    if whole == 0:
        return [Money.zero(price.currency) for price in prices]
    off = Money(min(value, whole), prices[0].currency)
    return off.allocate([price.amount for price in prices])
