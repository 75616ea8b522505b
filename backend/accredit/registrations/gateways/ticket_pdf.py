"""A ticket as a PDF: half a page of A4, PDF/A-2a and PDF/UA-1, set by Typst. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from accredit.core.typesetting import initial_of, printable, qr_svg, set_pdf

TEMPLATE: Final = Path(__file__).parents[1] / "assets" / "ticket.typ"


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything that stands on the page, in words. `code` is what the QR code says."""

    organization: str
    brand_colour: str
    title: str
    when: Sequence[str]
    where: Sequence[str]
    name: str
    ticket: str
    number: str
    code: str


def render_ticket(page: TicketPage) -> bytes:
    """The page as a PDF. Raises TypesettingFailed. What no bundled font draws becomes a question mark."""
    organization, title = printable(page.organization), printable(page.title)
    return set_pdf(
        TEMPLATE,
        {
            "organization": organization,
            "initial": initial_of(organization),
            "brand_colour": page.brand_colour,
            "document_title": f"Ticket {page.number}: {title}",
            "title": title,
            "when": [printable(line) for line in page.when],
            "where": [printable(line) for line in page.where],
            "name": printable(page.name),
            "ticket": printable(page.ticket),
            "number": page.number,
            "code": page.code,
            "qr": qr_svg(page.code),
        },
    )
