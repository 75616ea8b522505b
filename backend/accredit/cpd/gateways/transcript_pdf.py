"""A transcript as a PDF: A4 portrait, PDF/A-2a and PDF/UA-1, set by Typst. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from accredit.core.typesetting import printable, set_pdf

TEMPLATE: Final = Path(__file__).parents[1] / "assets" / "transcript.typ"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One entry of the ledger. `address` is where its certificate can be checked; empty for one self-reported."""

    day: date
    title: str
    provider: str
    proof: str
    address: str
    kind: str
    amount: str
    reversal: bool


@dataclass(frozen=True, slots=True)
class PageSum:
    """What one credit type comes to."""

    kind: str
    certified: str
    reported: str
    total: str


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """Everything that stands on the page, in words."""

    name: str
    accreditor: str
    first: date
    last: date
    made_on: date
    lines: Sequence[PageLine]
    sums: Sequence[PageSum]


def render_transcript(page: TranscriptPage) -> bytes:
    """The page as a PDF. Raises TypesettingFailed. What no bundled font draws becomes a question mark."""
    return set_pdf(
        TEMPLATE,
        {
            "name": printable(page.name),
            "accreditor": printable(page.accreditor),
            "first": _day(page.first),
            "last": _day(page.last),
            "made": _day(page.made_on),
            "made_on": {"year": page.made_on.year, "month": page.made_on.month, "day": page.made_on.day},
            "lines": [_line(line) for line in page.lines],
            "sums": [
                {
                    "kind": printable(one.kind),
                    "certified": one.certified,
                    "reported": one.reported,
                    "total": one.total,
                }
                for one in page.sums
            ],
        },
    )


def _line(line: PageLine) -> dict[str, Any]:
    return {
        "day": _day(line.day),
        "title": printable(line.title),
        "provider": printable(line.provider),
        "proof": printable(line.proof),
        "address": line.address,
        "kind": printable(line.kind),
        "amount": line.amount,
        "reversal": line.reversal,
    }


def _day(day: date) -> str:
    """`5 March 2026`."""
    return f"{day.day} {day:%B %Y}"
