"""Lists by cursor: keyset paging costs the same on page one and on page ten thousand."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.errors import BadRequest

DEFAULT_PAGE, LARGEST_PAGE = 25, 100


class InvalidCursor(BadRequest):
    code, title = "invalid_cursor", "This page address is not one of ours. Start again from the first page."


class CursorList:
    """Pages a queryset by the columns it is ordered by; the last of them must be unique (the id)."""

    def __init__(self, *ordering: str) -> None:
        self._ordering = ordering or ("-created_at", "-id")

    def paginate(
        self, request: Request, rows: QuerySet[Any, Any], render: Callable[[Any], Any], *, page_size: int = DEFAULT_PAGE
    ) -> Response:
        """One page as `{results, next, previous}`. Rows may be models or `.values()` that hold the ordering columns."""
        size = asked_page_size(request, page_size)
        cursor = request.query_params.get("cursor")
        backwards, position = _decode(cursor, len(self._ordering)) if cursor else (False, None)
        ordering = [_flip(column) for column in self._ordering] if backwards else list(self._ordering)
        page = rows.order_by(*ordering)
        if position is not None:
            try:
                page = page.filter(_after(ordering, position))
            except (ValidationError, ValueError, TypeError) as error:
                raise InvalidCursor from error
        found = list(page[: size + 1])
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        has_next, has_previous = (True, more) if backwards else (more, position is not None)
        return Response(
            {
                "results": [render(row) for row in found],
                "next": self._link(request, found[-1], backwards=False) if found and has_next else None,
                "previous": self._link(request, found[0], backwards=True) if found and has_previous else None,
            }
        )

    def _link(self, request: Request, row: Any, *, backwards: bool) -> str:
        columns = [column.lstrip("-") for column in self._ordering]
        position = [row[c] if isinstance(row, dict) else getattr(row, c) for c in columns]
        query = request.query_params.dict() | {"cursor": _encode(backwards, position)}
        return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"


def paginated(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The schema of a page of `row`."""
    name = row.__name__.removesuffix("Serializer")
    fields = {
        "results": row(many=True, read_only=True),
        "next": serializers.URLField(read_only=True, allow_null=True),
        "previous": serializers.URLField(read_only=True, allow_null=True),
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)


def asked_page_size(request: Request, default: int = DEFAULT_PAGE) -> int:
    """The query's `page_size`, 1 to 100. Raises BadRequest."""
    text = request.query_params.get("page_size", str(default))
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_PAGE:
        raise BadRequest(f"page_size is a whole number from 1 to {LARGEST_PAGE}.")
    return int(text)


def _flip(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _after(ordering: Sequence[str], position: Sequence[Any]) -> Q:
    """(a, b) beyond (x, y): a beyond x, or a equal x and b beyond y; with the plain bound on the first column, which
    lets the database use its index."""
    condition = Q()
    for index, column in enumerate(ordering):
        equal = Q(**{ordering[i].lstrip("-"): position[i] for i in range(index)})
        condition |= equal & Q(**{f"{column.lstrip('-')}__{_beyond(column)}": position[index]})
    first = ordering[0]
    return condition & Q(**{f"{first.lstrip('-')}__{_beyond(first)}e": position[0]})


def _beyond(column: str) -> str:
    return "lt" if column.startswith("-") else "gt"


def _encode(backwards: bool, position: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, datetime) else _plain(value) for value in position]
    text = json.dumps([int(backwards), *plain], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) else str(value)


def _decode(cursor: str, columns: int) -> tuple[bool, list[Any]]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        backwards, *position = values
    except (ValueError, TypeError) as error:
        raise InvalidCursor from error
    if len(position) != columns or not all(isinstance(value, int | str) for value in position):
        raise InvalidCursor
    return bool(backwards), position
