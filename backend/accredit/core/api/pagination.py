"""Lists by cursor: keyset paging costs the same on page one and on page ten thousand."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.errors import BadRequest
from accredit.core.keyset import after, turned

DEFAULT_PAGE, LARGEST_PAGE = 25, 100


class Fetch(Protocol):
    """Reads at most `limit` rows in this order, those beyond `position` if there is one."""

    def __call__(self, ordering: Sequence[str], position: Sequence[Any] | None, limit: int) -> list[Any]: ...


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

        def fetch(ordering: Sequence[str], position: Sequence[Any] | None, limit: int) -> list[Any]:
            page = rows.order_by(*ordering)
            return list((page if position is None else page.filter(after(ordering, position)))[:limit])

        return Response(self.page(request, fetch, render, page_size=page_size))

    def page(
        self, request: Request, fetch: Fetch, render: Callable[[Any], Any], *, page_size: int = DEFAULT_PAGE
    ) -> dict[str, Any]:
        """The same of rows that somebody else fetches."""
        size = asked_page_size(request, page_size)
        cursor = request.query_params.get("cursor")
        backwards, position = _decode(cursor, len(self._ordering)) if cursor else (False, None)
        try:
            found = fetch(turned(self._ordering) if backwards else self._ordering, position, size + 1)
        except (ValidationError, ValueError, TypeError) as error:
            if position is None:
                raise
            raise InvalidCursor from error
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        has_next, has_previous = (True, more) if backwards else (more, position is not None)
        return {
            "results": [render(row) for row in found],
            "next": self._link(request, found[-1], backwards=False) if found and has_next else None,
            "previous": self._link(request, found[0], backwards=True) if found and has_previous else None,
        }

    def _link(self, request: Request, row: Any, *, backwards: bool) -> str:
        columns = [column.lstrip("-") for column in self._ordering]
        position = [row[c] if isinstance(row, dict) else getattr(row, c) for c in columns]
        others = _but_the_cursor(request.META.get("QUERY_STRING", ""))
        return f"{request.build_absolute_uri(request.path)}?{others}cursor={_encode(backwards, position)}"


def paginated(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The schema of a page of `row`; the operation's `cursor` and `page_size` are described with it."""
    name = row.__name__.removesuffix("Serializer")
    fields = {
        "results": row(many=True, read_only=True),
        "next": serializers.URLField(read_only=True, allow_null=True),
        "previous": serializers.URLField(read_only=True, allow_null=True),
        "is_page": True,
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)


def asked_page_size(request: Request, default: int = DEFAULT_PAGE) -> int:
    """The query's `page_size`, 1 to 100. Raises BadRequest."""
    text = request.query_params.get("page_size", str(default))
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_PAGE:
        raise BadRequest(f"page_size is a whole number from 1 to {LARGEST_PAGE}.")
    return int(text)


@lru_cache(maxsize=512)
def _but_the_cursor(query_string: str) -> str:
    """The same query without its cursor, to be continued. Many people ask the same."""
    query = {name: value for name, value in query_of(query_string).dict().items() if name != "cursor"}
    return f"{urlencode(query)}&" if query else ""


def query_of(query_string: str) -> QueryDict:
    """What Django makes of a query as the server hands it over."""
    return QueryDict(query_string.encode("latin-1"), encoding="utf-8")


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
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidCursor from error
    if len(position) != columns or not all(_is_of_a_row(value) for value in position):
        raise InvalidCursor
    return bool(backwards), position


def _is_of_a_row(value: Any) -> bool:
    """Whether the database can compare with it."""
    if isinstance(value, str):
        return "\x00" not in value
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
