"""What an order costs, in whole minor units. A line is rounded once; the total is the sum of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.core.money import Money

WHOLE = 10_000
"""Basis points of 100 %."""


@dataclass(frozen=True, slots=True)
class TaxRule:
    """A seller's one tax rate, contained in its list prices (`inclusive`) or added to them."""

    basis_points: int
    inclusive: bool
    label: str = ""


NO_TAX = TaxRule(0, inclusive=True)


@dataclass(frozen=True, slots=True)
class LinePrice:
    """One line: `listed` as advertised, less `discount`; `net` + `tax` = `gross`, which is what the buyer pays."""

    listed: Money
    discount: Money
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """An order's sums. `subtotal` and `discount` are of advertised prices; `total` is what the buyer pays."""

    subtotal: Money
    discount: Money
    tax: Money
    total: Money


def price_line(listed: Money, discount: Money, tax: TaxRule) -> LinePrice:
    """Price one line. Tax is rounded once, half up, on the line.

    Raises ValueError when the discount is negative or larger than the price, or the price is negative.
    """
    reduced = listed - discount
    if not 0 <= discount.amount <= listed.amount:
        raise ValueError("A discount lies between nothing and the whole price.")
    if tax.inclusive:
        contained = reduced.share(tax.basis_points, WHOLE + tax.basis_points)
        return LinePrice(listed, discount, reduced - contained, contained, reduced)
    added = reduced.share(tax.basis_points, WHOLE)
    return LinePrice(listed, discount, reduced, added, reduced + added)


def add_up(lines: Sequence[LinePrice]) -> Totals:
    """Totals of at least one line. Raises CurrencyMismatch when they are not of one currency."""
    zero = Money.zero(lines[0].gross.currency)
    return Totals(
        subtotal=sum((line.listed for line in lines), zero),
        discount=sum((line.discount for line in lines), zero),
        tax=sum((line.tax for line in lines), zero),
        total=sum((line.gross for line in lines), zero),
    )
