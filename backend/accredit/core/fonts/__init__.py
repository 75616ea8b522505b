"""The fonts of every PDF that is made here, and which characters they can draw."""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent
_JOINERS = "\u200c\u200d"


class _Font:
    """The ranges of one font file, searched by halving."""

    def __init__(self, ranges: list[list[int]]) -> None:
        self._starts = [first for first, _ in ranges]
        self._ends = [last for _, last in ranges]

    def draws(self, character: str) -> bool:
        index = bisect_right(self._starts, ord(character)) - 1
        return index >= 0 and ord(character) <= self._ends[index]


@cache
def _fonts() -> tuple[_Font, ...]:
    table: dict[str, list[list[int]]] = json.loads((FONTS / "coverage.json").read_text(encoding="ascii"))
    # Italic and title cuts add nothing to the display cut but leave out nothing either: a test says so.
    return tuple(_Font(ranges) for ranges in table.values())


def _clusters(text: str) -> list[str]:
    """A base with the marks and joiners that follow it: shaped, and so drawn, by one font together."""
    clusters: list[str] = []
    for character in text:
        if clusters and (character in _JOINERS or unicodedata.category(character).startswith("M")):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def uncovered_characters(text: str) -> frozenset[str]:
    """The characters of ``text`` that no bundled font draws, a combination whole ("q̇" if no font has both).

    White space and the two joiners count as covered. Empty means that the text can be set.
    """
    missing = set()
    for cluster in set(_clusters(text)):
        visible = [character for character in cluster if character not in _JOINERS and not character.isspace()]
        if not any(all(map(font.draws, visible)) for font in _fonts()):
            missing.add(cluster)
    return frozenset(missing)


def clean_text(text: str) -> str:
    """NFC, single spaces, no control or invisible formatting characters except the two joiners."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf")
    )
    return " ".join("".join(kept).split())
