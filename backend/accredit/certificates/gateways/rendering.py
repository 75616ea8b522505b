"""The certificate as a PDF: A4 landscape, PDF/A-2a and PDF/UA-1.

``render_pdf`` is pure: the same facts give the same bytes.
"""

import base64
import struct
from pathlib import Path
from typing import Any, Final

from accredit.certificates.gateways import facts as limits
from accredit.certificates.gateways.facts import (
    CertificateFacts,
    CreditLine,
    FactsInvalid,
    Logo,
    NameNotCovered,
    Signatory,
    TextNotCovered,
    Wording,
    setting_text,
)
from accredit.core.fonts import clean_text, uncovered_characters
from accredit.core.typesetting import TypesettingFailed as RenderingFailed
from accredit.core.typesetting import qr_svg, set_pdf, set_picture

__all__ = [
    "CertificateFacts",
    "CreditLine",
    "FactsInvalid",
    "Logo",
    "NameNotCovered",
    "RenderingFailed",
    "Signatory",
    "TextNotCovered",
    "Wording",
    "render_pdf",
    "uncovered_characters",
]

ASSETS: Final = Path(__file__).parents[1] / "assets"
TEMPLATE: Final = ASSETS / "certificate.typ"
PICTURE_PPI = 130.0
"""About 1,520 pixels across an A4 page: sharp on a screen of double density."""
QR_COLOUR: Final = "#1f2b23"


def render_pdf(facts: CertificateFacts) -> bytes:
    """The certificate as an unsigned PDF, conforming to PDF/A-2a and PDF/UA-1.

    Raises FactsInvalid (a limit or a form is broken), TextNotCovered or, for the holder's name,
    NameNotCovered (no font draws a character), RenderingFailed (a picture that cannot be read).
    """
    return set_pdf(TEMPLATE, _template_facts(facts))


def render_picture(facts: CertificateFacts) -> bytes:
    """The same page as a PNG, to look at while it is designed. Raises as `render_pdf` does."""
    return set_picture(TEMPLATE, _template_facts(facts), ppi=PICTURE_PPI)


def _template_facts(facts: CertificateFacts) -> dict[str, Any]:
    """The facts checked and in the template's words."""
    limits.check_count("details", len(facts.details), limits.MAX_LINES)
    limits.check_count("credits", len(facts.credits), limits.MAX_CREDITS)
    limits.check_count("signatories", len(facts.signatories), limits.MAX_SIGNATORIES)
    language, region = limits.split_language(facts.language)
    organization = setting_text("organization", facts.organization, limits.MAX_NAME)
    holder = setting_text("holder", facts.holder, limits.MAX_NAME)
    title = setting_text("title", facts.title, limits.MAX_TITLE)
    number = setting_text("number", facts.number, limits.MAX_LABEL)
    wording = facts.wording
    words = {
        name: setting_text(f"wording.{name}", getattr(wording, name))
        for name in ("intro", "link", "check", "seal", "certificate", "signature_of", "qr_code")
    }
    if not facts.verify_url.startswith(("https://", "http://")) or not facts.verify_url.isascii():
        raise FactsInvalid("verify_url", "is not a web address")
    return {
        "brand": limits.check_colour(facts.brand_colour),
        "language": language,
        "region": region,
        "document_title": f"{words['certificate']} {number}: {holder}, {title}",
        "issued_on": {
            "year": facts.issued_on.year,
            "month": facts.issued_on.month,
            "day": facts.issued_on.day,
        },
        "organization": organization,
        "initial": next((c.upper() for c in organization if c.isalnum()), organization[0]),
        "logo": _picture("logo", facts.logo.content, facts.logo.mime) if facts.logo else None,
        "intro": words["intro"],
        "holder": holder,
        "link": words["link"],
        "title": title,
        "details": [setting_text("details", line) for line in facts.details],
        "credits": [_credit(line) for line in facts.credits],
        "total": _credit(facts.total) if facts.total else None,
        "approval": setting_text("approval", facts.approval, required=False),
        "signatories": [
            {
                "name": setting_text("signatories", person.name, limits.MAX_PERSON),
                "title": setting_text("signatories", person.title, limits.MAX_PERSON, required=False),
                "image": _picture("signatories", person.signature_png, "image/png") if person.signature_png else None,
                "alt": f"{words['signature_of']} {clean_text(person.name)}",
            }
            for person in facts.signatories
        ],
        "qr": _qr_svg(facts.verify_url),
        "qr_alt": f"{words['qr_code']}: {facts.verify_url}",
        "check": words["check"],
        "verify_url": facts.verify_url,
        "verify_label": setting_text("verify_label", facts.verify_label, limits.MAX_LABEL),
        "number": number,
        "issued": setting_text("issued_label", facts.issued_label, limits.MAX_LABEL),
        "seal": words["seal"],
    }


def _credit(line: CreditLine) -> dict[str, str]:
    return {
        "amount": limits.figure(line.amount_hundredths, line.decimals),
        "name": setting_text("credits", line.name, limits.MAX_LABEL),
    }


def _qr_svg(address: str) -> str:
    import segno

    try:
        return qr_svg(address, colour=QR_COLOUR)
    except segno.DataOverflowError as error:
        raise FactsInvalid("verify_url", "is too long for a QR code") from error


def _picture(field_name: str, content: bytes, mime: str) -> str:
    """A raster picture wrapped in an SVG: text, as the template's facts are, and decoded natively."""
    if len(content) > limits.MAX_IMAGE_BYTES:
        raise FactsInvalid(field_name, f"has {len(content)} bytes, at most {limits.MAX_IMAGE_BYTES} fit")
    size = _png_size(content) if mime == "image/png" else _jpeg_size(content) if mime == "image/jpeg" else None
    if size is None or 0 in size:
        raise FactsInvalid(field_name, "is not a PNG or JPEG picture")
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" '
        f'xlink:href="data:{mime};base64,{base64.b64encode(content).decode("ascii")}"/></svg>'
    )


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU-T T.81, B.2.2): SOF0 to SOF15 without DHT, JPG, DAC."""
    if content[:2] != b"\xff\xd8":
        return None
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None
