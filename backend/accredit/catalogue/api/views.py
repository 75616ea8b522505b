"""Discovery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request

from accredit.catalogue import selectors
from accredit.catalogue.selectors.search import CANDIDATES
from accredit.core.api import CursorList, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.kept import KeptView, Place
from accredit.core.api.pagination import InvalidCursor, asked_page_size

from .serializers import DiscoverPageSerializer, DiscoverQuerySerializer

EXAMPLE = {
    "results": [
        {
            "kind": "course",
            "id": "019aa5f0-7c1e-7b60-9d0a-3f0f1c2b4a10",
            "slug": "consent-and-capacity-in-practice",
            "title": "Consent and capacity in practice",
            "summary": "Make sound decisions with people whose capacity is in doubt.",
            "organization": {
                "slug": "law-mediation-society",
                "name": "Law & Mediation Society",
                "brand_color": "#3a5a44",
                "logo_url": None,
            },
            "category": {"slug": "ethics-law", "name": "Ethics & law"},
            "level": "intermediate",
            "language": "en",
            "price": {"amount": 12000, "currency": "GBP"},
            "credits": {
                "total": "5.0",
                "types": [{"name": "Ethics & law", "amount": "5.0", "category": 2, "accreditor": "APC"}],
            },
            "rating": {"average": "4.8", "count": 31},
            "duration_seconds": 19200,
            "lesson_count": 24,
            "thumbnail_url": None,
            "published_at": "2026-10-01T08:00:00Z",
        }
    ],
    "next": None,
    "previous": None,
    "count": 1,
    "count_capped": False,
    "facets": {
        "category": [{"value": "ethics-law", "label": "Ethics & law", "count": 1}],
        "level": [{"value": "intermediate", "label": "Intermediate", "count": 1}],
        "language": [{"value": "en", "label": "English", "count": 1}],
        "price": [{"value": "paid", "label": "Paid", "count": 1}],
    },
}


KEPT_PARAMETERS = {"category", "language", "level", "ordering", "page_size", "price"}
LONGEST_KEPT = 200


class DiscoverView(KeptView):
    """One list of everything that can be joined. The cards are sent as they were stored."""

    public = True

    def place_of(self, request: HttpRequest, **parameters: Any) -> Place | None:
        """First pages with one choice at most: few enough to keep, and what nearly everybody asks for."""
        if len(request.GET) > 1 or not KEPT_PARAMETERS.issuperset(request.GET):
            return None
        address = request.build_absolute_uri()  # with the host, which stands in its links
        return Place(f"catalogue:page:{address}", (selectors.CATALOGUE,)) if len(address) <= LONGEST_KEPT else None

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
        query = self.parse_query(DiscoverQuerySerializer)
        filters = selectors.Filters.of(query)
        ordering = query.get("ordering") or ("relevance" if filters.is_search else "newest")
        found = selectors.survey(filters)
        if ordering == "relevance" and filters.is_search:
            page = _by_relevance(request, found)
        else:
            page = _by_columns(request, found, selectors.ORDERINGS.get(ordering, selectors.ORDERINGS["newest"]))
        page |= {"count": found.count, "count_capped": found.count_capped, "facets": found.facets}
        return conditional_json(request, page)


def _by_columns(request: Request, found: selectors.Survey, ordering: tuple[str, ...]) -> dict[str, Any]:
    def fetch(ordering: Sequence[str], position: Sequence[Any] | None, limit: int) -> list[dict[str, Any]]:
        return selectors.items_page(found, ordering=ordering, position=position, limit=limit)

    return CursorList(*ordering).page(request, fetch, lambda row: _card(row["card"]))


def _by_relevance(request: Request, found: selectors.Survey) -> dict[str, Any]:
    size, cursor = asked_page_size(request), request.query_params.get("cursor", "0")
    if not cursor.isdecimal() or int(cursor) >= CANDIDATES:
        raise InvalidCursor
    offset = int(cursor)
    cards = selectors.most_relevant(found, offset=offset, size=size + 1)
    return {
        "results": [_card(card) for card in cards[:size]],
        "next": _link(request, offset + size) if len(cards) > size else None,
        "previous": _link(request, max(0, offset - size)) if offset else None,
    }


def _card(stored: str) -> msgspec.Raw:
    return msgspec.Raw(stored.encode())


def _link(request: Request, offset: int) -> str:
    query = request.query_params.dict() | {"cursor": str(offset)}
    return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"
