"""An invoice as a PDF: A4 portrait, PDF/A-2a and PDF/UA-1. `render_invoice` is pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from accredit.core.typesetting import initial_of, printable, set_pdf

TEMPLATE: Final = Path(__file__).parents[1] / "assets" / "invoice.typ"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of the table; `note` stands small below the title, `tax` is empty where the page has no tax column."""

    title: str
    note: str
    tax: str
    amount: str


@dataclass(frozen=True, slots=True)
class PageSum:
    """One row below the table."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """Everything that stands on the page, in words. `facts` are pairs of label and value."""

    heading: str
    number: str
    issued_on: date
    brand_colour: str
    seller_name: str
    facts: Sequence[tuple[str, str]]
    seller: Sequence[str]
    buyer: Sequence[str]
    tax_column: str
    amount_column: str
    lines: Sequence[PageLine]
    sums: Sequence[PageSum]
    notes: Sequence[str]


def render_invoice(page: InvoicePage) -> bytes:
    """The page as a PDF. Raises TypesettingFailed.

    A character that no bundled font draws becomes a question mark: an invoice is owed whatever somebody is called, and
    the row keeps what it says.
    """
    words = _printable(dataclasses.asdict(page))
    words["initial"] = initial_of(words["seller_name"])
    words["issued_on"] = {"year": page.issued_on.year, "month": page.issued_on.month, "day": page.issued_on.day}
    return set_pdf(TEMPLATE, words)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value if isinstance(value, bool) else None
