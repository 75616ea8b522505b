"""What a certificate says, as plain data: the input of the PDF.

Every text is checked here and cleaned once; whatever leaves this module can be set. The rules: Unicode
NFC, runs of white space become one space, control and invisible formatting characters go (a
right-to-left override could make a name read as another), joiners stay because scripts need them.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from accredit.core.fonts import clean_text, uncovered_characters

MAX_NAME: Final = 150
MAX_TITLE: Final = 300
MAX_LINE: Final = 160
MAX_LABEL: Final = 60
MAX_PERSON: Final = 80
MAX_LINES: Final = 3
MAX_CREDITS: Final = 4
MAX_SIGNATORIES: Final = 3
MAX_IMAGE_BYTES: Final = 512 * 1024

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}|[0-9]{3}))?")


class FactsInvalid(ValueError):
    """A fact breaks a limit or a form: too long, too many, no colour, no picture. Names the field."""

    def __init__(self, field_name: str, reason: str) -> None:
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


class TextNotCovered(ValueError):
    """No bundled font draws some characters of a text; nothing is rendered rather than empty boxes."""

    def __init__(self, field_name: str, characters: frozenset[str]) -> None:
        super().__init__(f"{field_name}: no font for {' '.join(sorted(map(ascii, characters)))}")
        self.field = field_name
        self.characters = characters


class NameNotCovered(TextNotCovered):
    """As TextNotCovered, for the holder's name: ask the holder for it in a script that is covered."""


def figure(hundredths: int, decimals: int) -> str:
    """Integer hundredths as a figure with one or two decimals: 450, 1 → "4.5".

    Raises FactsInvalid rather than round: 425 cannot be shown with one decimal.
    """
    if decimals not in (1, 2) or hundredths < 0 or (decimals == 1 and hundredths % 10):
        raise FactsInvalid("credits", f"{hundredths} hundredths cannot be shown with {decimals} decimals")
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}"[: None if decimals == 2 else -1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """An amount in hundredths of a credit, the decimals to show (1 or 2), and what it is called."""

    amount_hundredths: int
    decimals: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person under the certificate; without a signature image the place above the line stays empty."""

    name: str
    title: str
    signature_png: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture, PNG or JPEG, at most MAX_IMAGE_BYTES."""

    content: bytes
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The fixed words, in the certificate's language."""

    intro: str = "This certifies that"
    link: str = "took part in and met every requirement of"
    check: str = "Check this certificate"
    seal: str = "Digitally signed. Any change to the file breaks the seal."
    certificate: str = "Certificate"
    signature_of: str = "Signature of"
    qr_code: str = "QR code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything that stands on the page. ``cleaned`` says which limits hold.

    ``total`` is the figure inside the seal; without one the seal is a plain rosette. ``verify_url`` goes
    into the QR code and the link, ``verify_label`` is what is printed of it. ``issued_label`` is the line
    with the date in words; ``issued_on`` becomes the document's date. ``language`` is a BCP 47 tag.
    """

    organization: str
    brand_colour: str
    holder: str
    title: str
    number: str
    verify_url: str
    verify_label: str
    issued_on: date
    issued_label: str
    logo: Logo | None = None
    details: tuple[str, ...] = ()
    credits: tuple[CreditLine, ...] = ()
    total: CreditLine | None = None
    approval: str = ""
    signatories: tuple[Signatory, ...] = ()
    wording: Wording = field(default_factory=Wording)
    language: str = "en"


def setting_text(field_name: str, text: str, limit: int = MAX_LINE, *, required: bool = True) -> str:
    """The cleaned text, or FactsInvalid (empty, too long), TextNotCovered, NameNotCovered (holder)."""
    cleaned = clean_text(text)
    if required and not cleaned:
        raise FactsInvalid(field_name, "is empty")
    if len(cleaned) > limit:
        raise FactsInvalid(field_name, f"has {len(cleaned)} characters, at most {limit} fit")
    missing = uncovered_characters(cleaned)
    if missing:
        raise (NameNotCovered if field_name == "holder" else TextNotCovered)(field_name, missing)
    return cleaned


def check_colour(colour: str) -> str:
    """The colour in lower case, or FactsInvalid unless it is #rrggbb."""
    if not _COLOUR.fullmatch(colour):
        raise FactsInvalid("brand_colour", "is not of the form #rrggbb")
    return colour.lower()


def split_language(tag: str) -> tuple[str, str | None]:
    """Language and, where it is two letters, region of a BCP 47 tag; FactsInvalid for anything else."""
    match = _LANGUAGE.fullmatch(tag)
    if match is None:
        raise FactsInvalid("language", "is not a language tag")
    region = match[2]
    return match[1].lower(), region.upper() if region and region.isalpha() else None


def check_count(field_name: str, count: int, limit: int) -> None:
    """FactsInvalid if there are more than fit."""
    if count > limit:
        raise FactsInvalid(field_name, f"{count} given, at most {limit} fit")
