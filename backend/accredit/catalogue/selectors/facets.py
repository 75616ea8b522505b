"""What each further choice would give, counted from a tally of what fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypedDict

import msgspec
from django.conf.locale import LANG_INFO
from django.db.models import Count, QuerySet

from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.rules import kind_of

from .filters import Filters

FORMAT_LABELS = {"in_person": "In person", "online": "Online", "hybrid": "Hybrid", "on_demand": "On demand"}


class Group(NamedTuple):
    """What facets are counted by."""

    category_slug: str
    category_name: str
    level: str
    language: str
    is_free: bool
    format: str


class FacetValue(TypedDict):
    value: str
    label: str
    count: int


def tally(items: QuerySet[CatalogueItem]) -> dict[Group, int]:
    """How many of each group. One query."""
    rows = items.order_by().values_list(*Group._fields).annotate(count=Count("id"))
    return {Group(*columns): count for *columns, count in rows}


def fits(group: Group, filters: Filters) -> bool:
    """The same of a group as `Filters.narrowed` says of rows, beyond `Filters.bounded`."""
    return (
        (filters.categories is None or group.category_slug in filters.categories)
        and filters.level in {None, group.level}
        and filters.language in {None, group.language}
        and filters.is_free in {None, group.is_free}
        and filters.format in {None, group.format}
        and filters.kind in {None, kind_of(group.format)}
    )


def facets(counts: Mapping[Group, int], filters: Filters) -> msgspec.Raw:
    """JSON: for each filter the values that it could take and how many items each would give, the other filters
    held."""
    found = {
        "kind": _facet(counts, replace(filters, kind=None), _kind),
        "format": _facet(counts, replace(filters, format=None), lambda one: (one.format, FORMAT_LABELS[one.format])),
        "category": _facet(
            counts, replace(filters, categories=None), lambda one: (one.category_slug, one.category_name)
        ),
        "level": _facet(counts, replace(filters, level=None), lambda one: (one.level, one.level.capitalize())),
        "language": _facet(
            counts, replace(filters, language=None), lambda one: (one.language, _language_name(one.language))
        ),
        "price": _facet(
            counts, replace(filters, is_free=None), lambda one: ("free", "Free") if one.is_free else ("paid", "Paid")
        ),
    }
    return msgspec.Raw(msgspec.json.encode(found))


def _facet(
    counts: Mapping[Group, int], filters: Filters, value_of: Callable[[Group], tuple[str, str]]
) -> list[FacetValue]:
    found: Counter[tuple[str, str]] = Counter()
    for group, count in counts.items():
        if fits(group, filters):
            found[value_of(group)] += count
    # A category of events and one of courses may be one subject by two names: the more usual one stands for both.
    values: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for (value, label), count in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        values[value] += count
        labels.setdefault(value, label)
    rows = sorted(values.items(), key=lambda one: (-one[1], one[0]))
    return [{"value": value, "label": labels[value], "count": count} for value, count in rows if value]


def _kind(group: Group) -> tuple[str, str]:
    kind = kind_of(group.format)
    return kind.value, kind.value.capitalize()


def _language_name(code: str) -> str:
    known = LANG_INFO.get(code) or LANG_INFO.get(code.split("-", maxsplit=1)[0], {})
    return str(known.get("name", code))
