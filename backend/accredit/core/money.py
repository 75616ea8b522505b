"""Money as whole minor units and an ISO 4217 currency; no float anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

ZERO_DECIMAL = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
THREE_DECIMAL = frozenset("BHD JOD KWD OMR TND".split())


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were combined: a programming error, never a user's."""


class MoneyJson(TypedDict):
    """How money looks on the wire."""

    amount: int
    currency: str


def minor_digits(currency: str) -> int:
    """Decimals of the currency's minor unit (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD."""
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def divide_half_up(numerator: int, denominator: int) -> int:
    """The project's one rounding: integer division to the nearest, halves away from zero. `denominator` > 0."""
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents) of `currency` (three capital letters)."""

    amount: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.amount * count, self.currency)

    def __bool__(self) -> bool:
        return self.amount != 0

    def share(self, numerator: int, denominator: int) -> Money:
        """`numerator/denominator` of this amount, rounded once, half away from zero."""
        return Money(divide_half_up(self.amount * numerator, denominator), self.currency)

    def allocate(self, weights: Sequence[int]) -> list[Money]:
        """Split by `weights` (≥ 0, at least one > 0) so that the parts add up to this amount exactly.

        The cents that rounding leaves go to the largest remainders, the earlier part first among equals.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Weights must be non-negative and not all zero.")
        sign = -1 if self.amount < 0 else 1
        pool = abs(self.amount)
        parts = [pool * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(pool * weights[i] % total), i))
        for index in by_remainder[: pool - sum(parts)]:
            parts[index] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def as_json(self) -> MoneyJson:
        return {"amount": self.amount, "currency": self.currency}

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be combined.")
        return other
