"""Reading bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StorableJSONParser(JSONParser):
    """JSON whose every text can be kept and sent back: none holds a NUL, which PostgreSQL refuses, or half of a
    surrogate pair, which no UTF-8 can say. So no view, and no answer that quotes the input, has to look for them."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        """Raises ParseError, also for what is nested too deep to be read."""
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deep.") from error
        if not _storable(data):
            raise ParseError("A text holds a character that cannot be kept: NUL, or half of a surrogate pair.")
        return data


def _storable(data: Any) -> bool:
    left = [data]
    while left:
        one = left.pop()
        if isinstance(one, str):
            if "\x00" in one or not (one.isascii() or _is_unicode(one)):
                return False
        elif isinstance(one, Mapping):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            left += one
    return True


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
