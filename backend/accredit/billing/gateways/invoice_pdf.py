"""An invoice as a PDF: A4 portrait, PDF/A-2a and PDF/UA-1, set by Typst.

`render_invoice` is pure. What stands on the page reaches the template as one JSON string and is set as strings, so that
no text can act as markup. A process keeps one compiler; calls from several threads take turns.
"""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from accredit.core.fonts import FONTS, clean_text, uncovered_characters

ASSETS: Final = Path(__file__).parents[1] / "assets"
STANDARDS: Final = ("a-2a", "ua-1")
STAND_IN: Final = "?"

_turn = threading.Lock()


class TypesettingFailed(RuntimeError):
    """Typst refused the page; the message is Typst's own."""


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
    import typst  # loaded on first use: a web worker never renders

    source = _source(page)
    with _turn:
        try:
            pdf = _compiler().compile(source, format="pdf", pdf_standards=list(STANDARDS))
        except typst.TypstError as error:
            raise TypesettingFailed(error.message) from error
    if not isinstance(pdf, bytes):
        raise TypesettingFailed("Typst gave no file")
    return pdf


def printable(text: str) -> str:
    """The text as the bundled fonts can set it, on one line."""
    cleaned = clean_text(text)
    # The longest first: a combination whole before the sign that it begins with.
    for cluster in sorted(uncovered_characters(cleaned), key=len, reverse=True):
        cleaned = cleaned.replace(cluster, STAND_IN)
    return cleaned


@cache
def _compiler() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(b"", root=str(ASSETS), font_paths=fonts)


def _source(page: InvoicePage) -> bytes:
    """A main file that calls the template with the page as one string literal.

    JSON with ASCII only has no line break, and a Typst string knows two special characters, the backslash and the
    quote: with both escaped nothing inside can end the literal.
    """
    words = _printable(dataclasses.asdict(page))
    words["initial"] = next((c.upper() for c in words["seller_name"] if c.isalnum()), STAND_IN)
    words["issued_on"] = {"year": page.issued_on.year, "month": page.issued_on.month, "day": page.issued_on.day}
    literal = json.dumps(words, separators=(",", ":")).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/invoice.typ": invoice\n#invoice(json(bytes("{literal}")))\n'.encode("ascii")


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value if isinstance(value, bool) else None
