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

from accredit.core.fonts import FONTS

STANDARDS: Final = ("a-2a", "ua-1")

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
