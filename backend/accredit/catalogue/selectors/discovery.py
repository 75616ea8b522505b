"""Finding items: filters, orders, and the facets beside them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from accredit.catalogue.models import CatalogueItem
from accredit.core import kept
from accredit.core.cache import CacheAway
from accredit.core.keyset import after
from accredit.core.statements import Given, Statement

from . import lately
from .facets import Group, facets, fits, tally
from .filters import Filters, open_items
from .search import CANDIDATES, ranked

ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "soonest": ("soonest_at", "id"),
    "rating": ("-rating_tenths", "-rating_count", "-id"),
    "price": ("price_amount", "id"),
    "-price": ("-price_amount", "-id"),
}
CATALOGUE = "catalogue:items"
"""The subject of kept pages (see `core.kept`): changes when any item does."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What fits, before it is ordered and paged. `facets` is JSON: for each filter a list of `FacetValue`.

    `chosen` holds the ids that a search has found, best first. `count_capped`: it looks at the newest 300 hits only,
    and there are at least that many.
    """

    filters: Filters
    chosen: Sequence[UUID] | None
    facets: msgspec.Raw
    count: int
    count_capped: bool


def survey(filters: Filters, *, may_be_late: bool = False) -> Survey:
    """One query without a search (none while the counts are kept), one or two with it.

    With `may_be_late` the counts may be a second old, which spares the way to the shared cache: for answers that
    nobody keeps.
    """
    if filters.is_search:
        return _survey_of_search(filters)
    if filters.has_bounds:
        return _counted(filters, tally(filters.bounded()))
    digest = filters.digest
    if not may_be_late:
        return _shared_survey(filters, digest)
    found = lately.get(digest)
    if found is None:
        made = _shared_survey(filters, digest)
        found = lately.put(digest, (made.count, made.facets))
    return Survey(filters, None, found[1], found[0], count_capped=False)


def _shared_survey(filters: Filters, digest: str) -> Survey:
    """By the counts that all processes keep together."""
    key = f"catalogue:counts:{digest}"
    try:
        answer, versions = kept.read(key, (CATALOGUE,))
    except CacheAway:
        return _counted(filters, tally(filters.bounded()))
    if answer is not None:
        count, found = answer
        return Survey(filters, None, msgspec.Raw(found), count, count_capped=False)
    made = _counted(filters, _kept_tally(filters))
    if made.count:  # of what somebody has invented nothing is kept
        kept.keep(key, versions, (made.count, bytes(made.facets)))
    return made


def items_page(found: Survey, *, ordering: Sequence[str], position: Sequence[Any] | None, limit: int) -> list[Any]:
    """At most so many of what fits, beyond `position` if there is one: each with its card and what it is ordered by.
    Raises ValidationError, ValueError or TypeError for a position that is none."""
    columns = tuple(dict.fromkeys(["card", *(column.lstrip("-") for column in ordering)]))
    filters = found.filters
    if found.chosen is not None or not filters.is_plain:
        chosen = found.chosen
        items = filters.narrowed() if chosen is None else CatalogueItem.objects.filter(pk__in=chosen)
        items = items.filter(after(ordering, position)) if position else items
        return list(items.order_by(*ordering).values_list(*columns, named=True)[:limit])
    conditions = filters.conditions
    shape = tuple((name, len(values) if name.endswith("__in") else 1) for name, values in conditions.items())
    statement = _page_statement(shape, columns, tuple(ordering), position is not None, limit)
    given = {f"{name}{place}": value for name, values in conditions.items() for place, value in enumerate(values)}
    given |= {f"after{place}": value for place, value in enumerate(position or ())}
    return list(map(_row_of(columns)._make, statement.rows(now=filters.now, **given)))


@lru_cache(maxsize=16)
def _row_of(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)  # noqa: PYI024 - which columns there are depends on the order asked for


@lru_cache(maxsize=256)
def _page_statement(
    shape: tuple[tuple[str, int], ...], columns: tuple[str, ...], ordering: tuple[str, ...], is_later: bool, limit: int
) -> Statement:
    """One for each combination of filters that people choose."""

    def write() -> QuerySet[CatalogueItem, Any]:
        items = CatalogueItem.objects.filter(is_listed=True, open_until__gt=Given("now", _field("open_until")))
        for name, size in shape:
            places = [Given(f"{name}{place}", _field(name.partition("__")[0])) for place in range(size)]
            items = items.filter(**{name: places if name.endswith("__in") else places[0]})
        if is_later:
            position = [Given(f"after{place}", _field(column.lstrip("-"))) for place, column in enumerate(ordering)]
            items = items.filter(after(ordering, position))
        return items.order_by(*ordering).values_list(*columns)[:limit]

    return Statement(write)


def _field(name: str) -> Any:
    return CatalogueItem._meta.get_field(name)


def most_relevant(found: Survey, *, offset: int, size: int) -> list[str]:
    """The cards of one page of a search, best first: of 300 at most, so an offset is as cheap as a cursor."""
    page = list(found.chosen or ())[offset : offset + size]
    cards = dict(CatalogueItem.objects.filter(pk__in=page).values_list("id", "card"))
    return [cards[item_id] for item_id in page if item_id in cards]


def _survey_of_search(filters: Filters) -> Survey:
    hits: list[tuple[UUID, Group]] = [
        (item_id, Group(*columns)) for item_id, *columns in ranked(filters.bounded(), filters.search, *Group._fields)
    ]
    capped, chosen = len(hits) == CANDIDATES, [item_id for item_id, group in hits if fits(group, filters)]
    if capped and len(chosen) < len(hits):
        # Some of the newest hits were filtered out, so that older ones take their places.
        chosen = [item_id for (item_id,) in ranked(filters.narrowed(), filters.search)]
    counts = facets(Counter(group for _, group in hits), filters)
    return Survey(filters, chosen, counts, len(chosen), count_capped=len(chosen) == CANDIDATES)


def _counted(filters: Filters, counts: Mapping[Group, int]) -> Survey:
    count = sum(count for group, count in counts.items() if fits(group, filters))
    return Survey(filters, None, facets(counts, filters), count, count_capped=False)


def _kept_tally(filters: Filters) -> Mapping[Group, int]:
    """Of everything that is listed; from it every combination of filters is counted."""
    answer, versions = kept.read("catalogue:groups", (CATALOGUE,))
    if answer is None:
        answer = [(*group, count) for group, count in tally(open_items(filters.now)).items()]
        kept.keep("catalogue:groups", versions, answer)
    return {Group(*columns): count for *columns, count in answer}
