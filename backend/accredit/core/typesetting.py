"""Pages set by Typst, from a template and the words that stand on it.

The words reach a template as one JSON string and are set as strings, so that no text can act as markup. The same words
give the same bytes. A process keeps one compiler for each folder of templates; calls from several threads take turns.
A process pool must spawn, not fork: Typst's own threads do not survive a fork.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from accredit.core.fonts import FONTS, clean_text, uncovered_characters

STANDARDS: Final = ("a-2a", "ua-1")
STAND_IN: Final = "?"
QR_COLOUR: Final = "#18211b"

_turn = threading.Lock()


class TypesettingFailed(RuntimeError):
    """Typst refused the page; the message is Typst's own."""


def set_pdf(template: Path, words: Mapping[str, Any]) -> bytes:
    """The page as a PDF that conforms to PDF/A-2a and PDF/UA-1.

    `template` is a file that defines a function of its own name, which takes the words. Raises TypesettingFailed.
    """
    return _compile(template, words, format="pdf", pdf_standards=list(STANDARDS))


def set_picture(template: Path, words: Mapping[str, Any], *, ppi: float) -> bytes:
    """The same page as a PNG of so many pixels an inch. Raises TypesettingFailed."""
    return _compile(template, words, format="png", ppi=ppi)


def printable(text: str) -> str:
    """The text as the bundled fonts can set it, on one line: a question mark stands for what none of them draws."""
    cleaned = clean_text(text)
    # The longest first: a combination whole before the sign that it begins with.
    for cluster in sorted(uncovered_characters(cleaned), key=len, reverse=True):
        cleaned = cleaned.replace(cluster, STAND_IN)
    return cleaned


def initial_of(name: str) -> str:
    """The letter that stands for a name without a logo."""
    return next((character.upper() for character in name if character.isalnum()), STAND_IN)


def qr_svg(text: str, *, colour: str = QR_COLOUR) -> str:
    """The text as a QR code, error level M, one path of dark runs, no quiet zone (the page has one).

    The mask is fixed: any of the eight is valid (ISO/IEC 18004), and weighing them takes most of the time. Raises
    segno.DataOverflowError for a text of more than 2,331 bytes.
    """
    import segno

    path = []
    matrix = segno.make_qr(text, error="m", boost_error=False, mask=3).matrix
    for y, row in enumerate(bytes(cells) for cells in matrix):
        x = row.find(1)
        while x >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            path.append(f"M{x} {y}h{end - x}v1h{x - end}z")
            x = row.find(1, end)
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="{colour}" d="{"".join(path)}"/></svg>'
    )


def _compile(template: Path, words: Mapping[str, Any], **options: Any) -> bytes:
    import typst  # loaded on first use: a web worker hardly ever sets a page

    source = _source(template.stem, words)
    with _turn:
        try:
            page = _compiler(template.parent).compile(source, **options)
        except typst.TypstError as error:
            raise TypesettingFailed(error.message) from error
    if not isinstance(page, bytes):
        raise TypesettingFailed("Typst gave no file")
    return page


@cache
def _compiler(folder: Path) -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(b"", root=str(folder), font_paths=fonts)


def _source(name: str, words: Mapping[str, Any]) -> bytes:
    """A main file that calls the template with the words as one string literal.

    JSON with ASCII only has no line break, and a Typst string knows two special characters, the backslash and the
    quote: with both escaped nothing inside can end the literal.
    """
    literal = json.dumps(words, separators=(",", ":")).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{name}.typ": {name}\n#{name}(json(bytes("{literal}")))\n'.encode("ascii")
