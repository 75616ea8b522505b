"""Pages set by Typst as PDF/A-2a and PDF/UA-1, and QR codes as drawings. Pure: the same words give the same bytes.

What stands on a page reaches its template as one JSON string and is set as strings, so that no text can act as markup.
A process keeps one compiler a template; calls from several threads take turns.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from .fonts import FONTS, clean_text, uncovered_characters

STANDARDS: Final = ("a-2a", "ua-1")
STAND_IN: Final = "?"
QR_COLOUR: Final = "#18211b"

_turn = threading.Lock()


class TypesettingFailed(RuntimeError):
    """Typst refused the page; the message is Typst's own."""


class Template:
    """A Typst file `<name>.typ` that defines a function `<name>`, which takes the page's words as one dictionary."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiler: Any = None

    def pdf(self, words: Mapping[str, Any]) -> bytes:
        """The page as a PDF. Raises TypesettingFailed."""
        import typst  # loaded on first use: most processes never set a page

        with _turn:
            if self._compiler is None:
                fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
                self._compiler = typst.Compiler(b"", root=str(self._path.parent), font_paths=fonts)
            try:
                page = self._compiler.compile(self._source(words), format="pdf", pdf_standards=list(STANDARDS))
            except typst.TypstError as error:
                raise TypesettingFailed(error.message) from error
        if not isinstance(page, bytes):
            raise TypesettingFailed("Typst gave no file")
        return page

    def _source(self, words: Mapping[str, Any]) -> bytes:
        """A main file that calls the template with the words as one string literal.

        JSON with ASCII only has no line break, and a Typst string knows two special characters, the backslash and the
        quote: with both escaped nothing inside can end the literal.
        """
        literal = json.dumps(words, separators=(",", ":")).replace("\\", "\\\\").replace('"', '\\"')
        name = self._path.stem
        return f'#import "/{self._path.name}": {name}\n#{name}(json(bytes("{literal}")))\n'.encode("ascii")


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


def qr_svg(text: str) -> str:
    """The text as a QR code, error level M, one path of dark runs, no quiet zone (the page has one)."""
    import segno

    path = []
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
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
        f'<path fill="{QR_COLOUR}" d="{"".join(path)}"/></svg>'
    )
