"""Invoices, credit notes and their numbers, in whole minor units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accredit.core.money import divide_half_up


class InvoiceKind(StrEnum):
    """A credit note takes back a part of an invoice; a cancellation takes back a credit note whose refund the bank has
    returned. Amounts of credit notes are negative."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    CANCELLATION = "cancellation"


class Series(StrEnum):
    """What is counted without gaps, for each seller. A cancellation is numbered among the credit notes."""

    INVOICES = "INV"
    CREDIT_NOTES = "CN"


def series_of(kind: InvoiceKind) -> Series:
    return Series.INVOICES if kind is InvoiceKind.INVOICE else Series.CREDIT_NOTES


def default_prefix(slug: str) -> str:
    """One to four capitals for an organization that has chosen none: initials of its slug's words, or the start of its
    only one. Need not be unique: numbers are counted for each seller."""
    words = [word for word in slug.split("-") if word]
    letters = "".join(word[0] for word in words[:4]) if len(words) > 1 else "".join(words)[:3]
    return letters.upper() or "X"


def number_text(series: Series, prefix: str, serial: int) -> str:
    """`INV-LMS-000041`."""
    return f"{series}-{prefix}-{serial:06d}"


@dataclass(frozen=True, slots=True)
class Taxed:
    """Minor units of one currency: `net` + `tax` = `gross`."""

    net: int
    tax: int
    gross: int

    def __neg__(self) -> Taxed:
        return Taxed(-self.net, -self.tax, -self.gross)

    def __add__(self, other: Taxed) -> Taxed:
        return Taxed(self.net + other.net, self.tax + other.tax, self.gross + other.gross)


NOTHING = Taxed(0, 0, 0)


def add_up_taxed(parts: Iterable[Taxed]) -> Taxed:
    return sum(parts, NOTHING)


def part_of(left: Taxed, gross: int) -> Taxed:
    """`gross` out of what is `left` of a line, with its share of the tax, rounded once, half up.

    Parts taken one after the other end in exactly nothing, and no part has a negative net or tax.
    Raises ValueError when more is asked for than is left, or nothing.
    """
    if not 0 < gross <= left.gross:
        raise ValueError("A part lies between nothing and what is left.")
    tax = divide_half_up(left.tax * gross, left.gross)
    return Taxed(gross - tax, tax, gross)


@dataclass(frozen=True, slots=True)
class Rate:
    """A tax as an invoice names it."""

    label: str
    basis_points: int

    @property
    def percent(self) -> str:
        """`19 %`, `7.7 %`."""
        whole, part = divmod(self.basis_points, 100)
        return f"{f'{whole}.{part:02d}'.rstrip('0').rstrip('.')} %"

    @property
    def text(self) -> str:
        """`VAT 19 %`."""
        return f"{self.label} {self.percent}".strip()


def by_rate(lines: Iterable[tuple[Rate, Taxed]]) -> dict[Rate, Taxed]:
    """Sums for each rate, the highest rate first."""
    sums: dict[Rate, Taxed] = {}
    for rate, amounts in lines:
        sums[rate] = sums.get(rate, NOTHING) + amounts
    return dict(sorted(sums.items(), key=lambda entry: (-entry[0].basis_points, entry[0].label)))
