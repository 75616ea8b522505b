"""Finding items: filters, orders, and the facets beside them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

import msgspec
from django.conf.locale import LANG_INFO
from django.db.models import Count, QuerySet

from accredit.catalogue.models import CatalogueItem
from accredit.core import kept
from accredit.core.cache import CacheAway
from accredit.core.keyset import after
from accredit.core.statements import Given, Statement
from accredit.learning.selectors import category_branch

from .search import CANDIDATES, ranked, search_words

ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "rating": ("-rating_tenths", "-rating_count", "-id"),
    "price": ("price_amount", "id"),
    "-price": ("-price_amount", "-id"),
}
CATALOGUE = "catalogue:items"
"""The subject of kept pages (see `core.kept`): changes when any item does."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; None asks for nothing. `categories` are the slugs of a whole branch; money in minor units,
    ratings in tenths, credits in hundredths."""

    search: str = ""
    categories: frozenset[str] | None = None
    level: str | None = None
    language: str | None = None
    is_free: bool | None = None
    price_max: int | None = None
    rating_min: int | None = None
    credits_min: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Filters:
        """From a parsed query; resolves the category's branch, one query if there is one."""
        slug, price = query.get("category"), query.get("price")
        return cls(
            search=query.get("search", ""),
            categories=frozenset(category_branch(slug=slug)) if slug else None,
            level=query.get("level"),
            language=query.get("language"),
            is_free=price == "free" if price else None,
            price_max=query.get("price_max"),
            rating_min=query.get("rating_min"),
            credits_min=query.get("credits_min"),
        )

    @property
    def is_search(self) -> bool:
        return bool(search_words(self.search))

    @property
    def has_bounds(self) -> bool:
        """Whether something is asked for that is no facet."""
        return bool(self.bounds)

    @property
    def bounds(self) -> dict[str, Sequence[Any]]:
        """The conditions on columns that are no facets: lookups and what they compare with."""
        return _asked(
            {
                "price_amount__lte": self.price_max,
                "rating_tenths__gte": self.rating_min,
                "credits_hundredths__gte": self.credits_min,
            }
        )

    @property
    def conditions(self) -> dict[str, Sequence[Any]]:
        """All conditions on columns."""
        branch = {} if self.categories is None else {"category_slug__in": sorted(self.categories)}
        chosen = {"level": self.level, "language": self.language, "is_free": self.is_free}
        return self.bounds | branch | _asked(chosen)

    @property
    def digest(self) -> str:
        """A name of fixed length for these conditions."""
        return blake2b(repr(self.conditions).encode(), digest_size=16).hexdigest()


def _asked(conditions: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    return {name: (value,) for name, value in conditions.items() if value is not None}


class Group(NamedTuple):
    """What facets are counted by."""

    category_slug: str
    category_name: str
    level: str
    language: str
    is_free: bool


class FacetValue(TypedDict):
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What fits, before it is ordered and paged. `facets` is JSON: for each filter a list of `FacetValue`.

    `chosen` holds the ids that a search has found, best first. `count_capped`: it looks at the newest 500 hits only,
    and there are at least that many.
    """

    filters: Filters
    chosen: Sequence[UUID] | None
    facets: msgspec.Raw
    count: int
    count_capped: bool


def survey(filters: Filters) -> Survey:
    """One query without a search (none while the counts are kept), one or two with it."""
    if filters.is_search:
        return _survey_of_search(filters)
    if filters.has_bounds:
        return _counted(filters, _tally(_bounded(filters)))
    key = f"catalogue:survey:{filters.digest}"
    try:
        answer, versions = kept.read(key, (CATALOGUE,))
    except CacheAway:
        return _counted(filters, _tally(_bounded(filters)))
    if answer is not None:
        count, facets = answer
        return Survey(filters, None, msgspec.Raw(facets), count, count_capped=False)
    found = _counted(filters, _kept_tally())
    if found.count:  # of what somebody has invented nothing is kept
        kept.keep(key, versions, (found.count, bytes(found.facets)))
    return found


def items_page(
    found: Survey, *, ordering: Sequence[str], position: Sequence[Any] | None, limit: int
) -> list[dict[str, Any]]:
    """At most so many of what fits, beyond `position` if there is one: each with its card and what it is ordered by.
    Raises ValidationError, ValueError or TypeError for a position that is none."""
    columns = tuple(dict.fromkeys(["card", *(column.lstrip("-") for column in ordering)]))
    if found.chosen is not None:
        items = CatalogueItem.objects.filter(pk__in=found.chosen).order_by(*ordering)
        return list((items.filter(after(ordering, position)) if position else items).values(*columns)[:limit])
    conditions = found.filters.conditions
    if not all(conditions.values()):
        return []  # a category that is none
    shape = tuple((name, len(values) if name.endswith("__in") else 1) for name, values in conditions.items())
    statement = _page_statement(shape, columns, tuple(ordering), position is not None, limit)
    given = {f"{name}{place}": value for name, values in conditions.items() for place, value in enumerate(values)}
    given |= {f"after{place}": value for place, value in enumerate(position or ())}
    return [dict(zip(columns, row, strict=True)) for row in statement.rows(**given)]


@lru_cache(maxsize=256)
def _page_statement(
    shape: tuple[tuple[str, int], ...], columns: tuple[str, ...], ordering: tuple[str, ...], is_later: bool, limit: int
) -> Statement:
    """One for each combination of filters that people choose."""

    def write() -> QuerySet[CatalogueItem, Any]:
        items = CatalogueItem.objects.filter(is_listed=True)
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
    """The cards of one page of a search, best first: of 500 at most, so an offset is as cheap as a cursor."""
    page = list(found.chosen or ())[offset : offset + size]
    cards = dict(CatalogueItem.objects.filter(pk__in=page).values_list("id", "card"))
    return [cards[item_id] for item_id in page if item_id in cards]


def _survey_of_search(filters: Filters) -> Survey:
    hits: list[tuple[UUID, Group]] = [
        (item_id, Group(*columns)) for item_id, *columns in ranked(_bounded(filters), filters.search, *Group._fields)
    ]
    capped, chosen = len(hits) == CANDIDATES, [item_id for item_id, group in hits if _fits(group, filters)]
    if capped and len(chosen) < len(hits):
        # Some of the newest hits were filtered out, so that older ones take their places.
        chosen = [item_id for (item_id,) in ranked(_narrowed(filters), filters.search)]
    facets = _facets(Counter(group for _, group in hits), filters)
    return Survey(filters, chosen, facets, len(chosen), count_capped=len(chosen) == CANDIDATES)


def _counted(filters: Filters, tally: Mapping[Group, int]) -> Survey:
    count = sum(count for group, count in tally.items() if _fits(group, filters))
    return Survey(filters, None, _facets(tally, filters), count, count_capped=False)


def _facets(tally: Mapping[Group, int], filters: Filters) -> msgspec.Raw:
    """For each filter the values that it could take and how many items each would give, the other filters held."""
    facets = {
        "category": _facet(
            tally, replace(filters, categories=None), lambda group: (group.category_slug, group.category_name)
        ),
        "level": _facet(tally, replace(filters, level=None), lambda group: (group.level, group.level.capitalize())),
        "language": _facet(
            tally, replace(filters, language=None), lambda group: (group.language, _language_name(group.language))
        ),
        "price": _facet(
            tally, replace(filters, is_free=None), lambda group: ("free", "Free") if group.is_free else ("paid", "Paid")
        ),
    }
    return msgspec.Raw(msgspec.json.encode(facets))


def _facet(
    tally: Mapping[Group, int], filters: Filters, value_of: Callable[[Group], tuple[str, str]]
) -> list[FacetValue]:
    counts: Counter[tuple[str, str]] = Counter()
    for group, count in tally.items():
        if _fits(group, filters):
            counts[value_of(group)] += count
    rows = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"value": value, "label": label, "count": count} for (value, label), count in rows if value]


def _kept_tally() -> Mapping[Group, int]:
    """Of everything that is listed; from it every combination of filters is counted."""
    answer, versions = kept.read("catalogue:tally", (CATALOGUE,))
    if answer is None:
        answer = [(*group, count) for group, count in _tally(CatalogueItem.objects.filter(is_listed=True)).items()]
        kept.keep("catalogue:tally", versions, answer)
    return {Group(*columns): count for *columns, count in answer}


def _tally(items: QuerySet[CatalogueItem]) -> dict[Group, int]:
    rows = items.order_by().values_list(*Group._fields).annotate(count=Count("id"))
    return {Group(*columns): count for *columns, count in rows}


def _bounded(filters: Filters) -> QuerySet[CatalogueItem]:
    """What is listed and fits the filters that are no facets."""
    return _filtered(filters.bounds)


def _narrowed(filters: Filters) -> QuerySet[CatalogueItem]:
    """What is listed and fits all filters but the search; `_fits` says the same of a group."""
    return _filtered(filters.conditions)


def _filtered(conditions: Mapping[str, Sequence[Any]]) -> QuerySet[CatalogueItem]:
    given = {name: values if name.endswith("__in") else values[0] for name, values in conditions.items()}
    return CatalogueItem.objects.filter(is_listed=True, **given)


def _fits(group: Group, filters: Filters) -> bool:
    return (
        (filters.categories is None or group.category_slug in filters.categories)
        and filters.level in {None, group.level}
        and filters.language in {None, group.language}
        and filters.is_free in {None, group.is_free}
    )


def _language_name(code: str) -> str:
    known = LANG_INFO.get(code) or LANG_INFO.get(code.split("-", maxsplit=1)[0], {})
    return str(known.get("name", code))
