"""Names for addresses."""

from __future__ import annotations


def slugify(text: str, *, max_length: int, word_boundary: bool = False) -> str:
    """`text` in lower-case ASCII letters, digits and hyphens, cut at `max_length` (at the end of a word if
    `word_boundary`); empty when nothing of it is left."""
    from slugify import slugify as made  # its table of characters takes 4 MB, and most processes name nothing

    return str(made(text, max_length=max_length, word_boundary=word_boundary))
