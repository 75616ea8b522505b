"""Discovery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponseBase, QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.request import Request

from accredit.catalogue import selectors
from accredit.catalogue.selectors.search import CANDIDATES
from accredit.core import clock
from accredit.core.api import CursorList, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema
from accredit.core.api.kept import KeptView, Place
from accredit.core.api.pagination import InvalidCursor, asked_page_size, query_of

from .examples import EXAMPLE
from .serializers import DiscoverPageSerializer, DiscoverQuerySerializer

KEPT_PARAMETERS = {"category", "format", "kind", "language", "level", "ordering", "page_size", "price", "when"}
LONGEST_KEPT = 200


class DiscoverView(KeptView):
    """One list of everything that can be joined. The cards are sent as they were stored."""

    public = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.GET = _query(request.META.get("QUERY_STRING", ""))
        return super().dispatch(request, *args, **kwargs)

    def place_of(self, request: HttpRequest, **parameters: Any) -> Place | None:
        """First pages with one choice at most: few enough to keep, and what nearly everybody asks for."""
        if len(request.GET) > 1 or not KEPT_PARAMETERS.issuperset(request.GET):
            return None
        address = request.build_absolute_uri()  # with the host, which stands in its links
        if len(address) > LONGEST_KEPT:
            return None
        # Each minute has pages of its own: events end on whole minutes, and what is over is never shown.
        return Place(f"catalogue:page:{clock.now().timestamp() // 60:.0f}:{address}", (selectors.CATALOGUE,))

    @extend_schema(
        operation_id="discover_list",
        summary="Search, filter and sort what is on offer, with facets",
        parameters=[
            DiscoverQuerySerializer,
            OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next` or `previous`."),
            OpenApiParameter("page_size", OpenApiTypes.INT, description="Up to 100."),
        ],
        responses={200: DiscoverPageSerializer, **problem_responses(400, 429)},
        examples=[OpenApiExample("Answer", value=EXAMPLE, response_only=True)],
    )
    def get(self, request: Request) -> HttpResponseBase:
        query = _parsed(request.META.get("QUERY_STRING", ""))
        filters = self._filters(query)
        ordering = query.get("ordering") or _usual_ordering(filters)
        # With one choice at most the whole page may be kept (`place_of`), so its counts are nobody's but the latest.
        found = selectors.survey(filters, may_be_late=len(request.query_params) > 1)
        if ordering == "relevance" and filters.is_search:
            page = _by_relevance(request, found)
        else:
            page = _by_columns(request, found, selectors.ORDERINGS.get(ordering, selectors.ORDERINGS["newest"]))
        page |= {"count": found.count, "count_capped": found.count_capped, "facets": found.facets}
        return conditional_json(request, page, personal=filters.missing is not None)

    def _filters(self, query: Mapping[str, Any]) -> selectors.Filters:
        """Raises NotSignedIn where the caller's own gap is asked for."""
        zone, missing = query.get("zone", UTC), None
        if query.get("closes_my_gap"):
            missing = selectors.gap_of(self.caller_id, on=self.now.astimezone(zone).date())
        return selectors.Filters.of(query, now=self.now, zone=zone, missing=missing)


@lru_cache(maxsize=512)
def _query(query_string: str) -> QueryDict:
    """The query taken apart, which nobody can change."""
    return query_of(query_string)


@lru_cache(maxsize=512)
def _parsed(query_string: str) -> Mapping[str, Any]:
    """The validated query; many people ask the same, and to read it costs a tenth of the answer.

    Raises a 400 that names each parameter.
    """
    reader = DiscoverQuerySerializer(data=_query(query_string))
    reader.is_valid(raise_exception=True)
    return MappingProxyType(reader.validated_data)


def _usual_ordering(filters: selectors.Filters) -> str:
    if filters.is_search:
        return "relevance"
    return "soonest" if filters.is_for_events else "newest"


def _by_columns(request: Request, found: selectors.Survey, ordering: tuple[str, ...]) -> dict[str, Any]:
    def fetch(ordering: Sequence[str], position: Sequence[Any] | None, limit: int) -> list[Any]:
        return selectors.items_page(found, ordering=ordering, position=position, limit=limit)

    page = CursorList(*ordering).page(request, fetch, lambda row: row.card)
    return page | {"results": _cards(page["results"])}


def _by_relevance(request: Request, found: selectors.Survey) -> dict[str, Any]:
    size, cursor = asked_page_size(request), request.query_params.get("cursor", "0")
    if not cursor.isdecimal() or int(cursor) >= CANDIDATES:
        raise InvalidCursor
    offset = int(cursor)
    cards = selectors.most_relevant(found, offset=offset, size=size + 1)
    return {
        "results": _cards(cards[:size]),
        "next": _link(request, offset + size) if len(cards) > size else None,
        "previous": _link(request, max(0, offset - size)) if offset else None,
    }


def _cards(stored: Sequence[str]) -> msgspec.Raw:
    """As they are, in one list."""
    return msgspec.Raw(f"[{','.join(stored)}]".encode())


def _link(request: Request, offset: int) -> str:
    query = request.query_params.dict() | {"cursor": str(offset)}
    return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"
