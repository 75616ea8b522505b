"""Finding items: filters, orders, and the facets beside them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.db.models import Count, QuerySet

from accredit.catalogue.models import CatalogueItem
from accredit.core.cache import CacheAway, cache_calls
from accredit.learning.selectors import category_branch

from .search import CANDIDATES, candidates, relevance, search_words

ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "rating": ("-rating_tenths", "-rating_count", "-id"),
    "price": ("price_amount", "id"),
    "-price": ("-price_amount", "-id"),
}
CATALOGUE = "catalogue:items"
"""The subject of kept pages (see `core.kept`): changes when any item does."""
TALLY_KEY = "catalogue:tally"
TALLY_SECONDS = 60
"""How long counts may be kept; news of any item drops them at once."""


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
        return (self.price_max, self.rating_min, self.credits_min) != (None, None, None)


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
    """What fits, before it is ordered and paged.

    `count_capped`: a search looks at the newest 500 hits only, and there are at least that many.
    """

    items: QuerySet[CatalogueItem]
    facets: dict[str, list[FacetValue]]
    count: int
    count_capped: bool


def survey(filters: Filters) -> Survey:
    """One query without a search (none while the counts are kept), one or two with it."""
    if filters.is_search:
        return _survey_of_search(filters)
    tally = _kept_tally() if not filters.has_bounds else _tally(_bounded(filters))
    return Survey(
        items=_narrowed(_bounded(filters), filters),
        facets=_facets(tally, filters),
        count=sum(count for group, count in tally.items() if _fits(group, filters)),
        count_capped=False,
    )


def most_relevant(filters: Filters, items: QuerySet[CatalogueItem], *, offset: int, size: int) -> list[str]:
    """The cards of one page of a search, best first: of 500 at most, so an offset is as cheap as a cursor."""
    best = items.annotate(rank=relevance(filters.search)).order_by("-rank", "-published_at", "-id")
    return list(best.values_list("card", flat=True)[offset : offset + size])


def _survey_of_search(filters: Filters) -> Survey:
    hits: list[tuple[UUID, Group]] = [
        (item_id, Group(*columns))
        for item_id, *columns in candidates(_bounded(filters), filters.search).values_list("id", *Group._fields)
    ]
    capped, chosen = len(hits) == CANDIDATES, [item_id for item_id, group in hits if _fits(group, filters)]
    if capped and len(chosen) < len(hits):
        # Some of the newest hits were filtered out, so that older ones take their places.
        narrowed = candidates(_narrowed(_bounded(filters), filters), filters.search)
        chosen = list(narrowed.values_list("id", flat=True))
    return Survey(
        items=CatalogueItem.objects.filter(pk__in=chosen),
        facets=_facets(Counter(group for _, group in hits), filters),
        count=len(chosen),
        count_capped=len(chosen) == CANDIDATES,
    )


def _facets(tally: Mapping[Group, int], filters: Filters) -> dict[str, list[FacetValue]]:
    """For each filter the values that it could take and how many items each would give, the other filters held."""
    return {
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
    kept: Iterable[tuple[Any, ...]] | None = None
    with suppress(CacheAway), cache_calls():
        kept = cache.get(TALLY_KEY)
    if kept is None:
        kept = [(*group, count) for group, count in _tally(CatalogueItem.objects.filter(is_listed=True)).items()]
        with suppress(CacheAway), cache_calls():
            cache.set(TALLY_KEY, kept, TALLY_SECONDS)
    return {Group(*columns): count for *columns, count in kept}


def _tally(items: QuerySet[CatalogueItem]) -> dict[Group, int]:
    rows = items.order_by().values_list(*Group._fields).annotate(count=Count("id"))
    return {Group(*columns): count for *columns, count in rows}


def _bounded(filters: Filters) -> QuerySet[CatalogueItem]:
    """What is listed and fits the filters that are no facets."""
    return _filtered(
        CatalogueItem.objects.filter(is_listed=True),
        {
            "price_amount__lte": filters.price_max,
            "rating_tenths__gte": filters.rating_min,
            "credits_hundredths__gte": filters.credits_min,
        },
    )


def _narrowed(items: QuerySet[CatalogueItem], filters: Filters) -> QuerySet[CatalogueItem]:
    """The filters that are facets; `_fits` says the same of a group."""
    return _filtered(
        items,
        {
            "category_slug__in": filters.categories,
            "level": filters.level,
            "language": filters.language,
            "is_free": filters.is_free,
        },
    )


def _filtered(items: QuerySet[CatalogueItem], conditions: Mapping[str, Any]) -> QuerySet[CatalogueItem]:
    return items.filter(**{name: value for name, value in conditions.items() if value is not None})


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
