"""What is asked for, as conditions on rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accredit.catalogue.models import CatalogueCredit, CatalogueItem
from accredit.catalogue.rules import Kind, When, days_named, kind_of
from accredit.learning.selectors import category_branch

from .search import in_place, search_words


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; None asks for nothing. `categories` are the slugs of a whole branch; money in minor units,
    ratings in tenths, credits in hundredths. What is over at `now` never fits."""

    now: datetime
    search: str = ""
    kind: str | None = None
    format: str | None = None
    categories: frozenset[str] | None = None
    level: str | None = None
    language: str | None = None
    is_free: bool | None = None
    price_max: int | None = None
    rating_min: int | None = None
    credits_min: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    """Days where an event takes place; it fits when one of its own is among them. A course has no days."""
    place: str = ""
    recognised_id: UUID | None = None
    """A credit type or an accreditor of which the item must be worth `credits_min`, or anything."""
    missing: frozenset[UUID] | None = None
    """Credit types of which the item must give one."""

    @classmethod
    def of(
        cls, query: Mapping[str, Any], *, now: datetime, zone: tzinfo, missing: frozenset[UUID] | None = None
    ) -> Filters:
        """From a parsed query; resolves the category's branch, one query if there is one. Named days count from today
        in `zone`."""
        slug, price = query.get("category"), query.get("price")
        from_day, to_day = _days(query, today=now.astimezone(zone).date())
        return cls(
            now=now,
            search=query.get("search", ""),
            kind=query.get("kind"),
            format=query.get("format"),
            # Events and courses have categories of their own; those of one slug are one subject.
            categories=frozenset({slug, *category_branch(slug=slug)}) if slug else None,
            level=query.get("level"),
            language=query.get("language"),
            is_free=price == "free" if price else None,
            price_max=query.get("price_max"),
            rating_min=query.get("rating_min"),
            credits_min=query.get("credits_min"),
            from_day=from_day,
            to_day=to_day,
            place=query.get("place", ""),
            recognised_id=query.get("credit_type") or query.get("accreditor"),
            missing=missing,
        )

    @property
    def is_search(self) -> bool:
        return bool(search_words(self.search))

    @property
    def is_for_events(self) -> bool:
        """Whether only events can fit, by their kind, a format of theirs, or days."""
        is_theirs = self.format is not None and kind_of(self.format) is Kind.EVENT
        return self.kind == Kind.EVENT or is_theirs or bool(self.from_day or self.to_day)

    @property
    def is_plain(self) -> bool:
        """Whether all that is asked for, but the search, is a comparison of one column."""
        return not self.place and self.recognised_id is None and self.missing is None

    @property
    def has_bounds(self) -> bool:
        """Whether something is asked for that is no facet."""
        return bool(self.bounds) or not self.is_plain

    @property
    def bounds(self) -> dict[str, Sequence[Any]]:
        """The conditions on columns that are no facets: lookups and what they compare with."""
        return _asked(
            {
                "price_amount__lte": self.price_max,
                "rating_tenths__gte": self.rating_min,
                "credits_hundredths__gte": self.credits_min if self.recognised_id is None else None,
                "ends_on__gte": self.from_day,
                "starts_on__lte": self.to_day,
            }
        )

    @property
    def conditions(self) -> dict[str, Sequence[Any]]:
        """All conditions on columns."""
        branch = {} if self.categories is None else {"category_slug__in": sorted(self.categories)}
        chosen = {
            "kind": self.kind,
            "format": self.format,
            "level": self.level,
            "language": self.language,
            "is_free": self.is_free,
        }
        return self.bounds | branch | _asked(chosen)

    @property
    def digest(self) -> str:
        """A name of fixed length for these conditions."""
        return blake2b(repr(self.conditions).encode(), digest_size=16).hexdigest()

    def bounded(self) -> QuerySet[CatalogueItem]:
        """What is listed and fits the filters that are no facets."""
        return self._joined(_compared(self.bounds, self.now))

    def narrowed(self) -> QuerySet[CatalogueItem]:
        """What is listed and fits all filters but the search."""
        return self._joined(_compared(self.conditions, self.now))

    def _joined(self, items: QuerySet[CatalogueItem]) -> QuerySet[CatalogueItem]:
        if self.place:
            items = items.filter(in_place(self.place))
        if self.recognised_id is not None:
            items = items.filter(_worth({self.recognised_id}, self.credits_min or 1))
        if self.missing is not None:
            items = items.filter(_worth(self.missing, 1))
        return items


def open_items(now: datetime) -> QuerySet[CatalogueItem]:
    """What is listed and not over."""
    return CatalogueItem.objects.filter(is_listed=True, open_until__gt=now)


def _days(query: Mapping[str, Any], *, today: date) -> tuple[date | None, date | None]:
    """Both a name and days narrow: the later first day, and the earlier last one."""
    first, last = days_named(When(query["when"]), today=today) if query.get("when") else (None, None)
    firsts = [day for day in (first, query.get("date_from")) if day]
    lasts = [day for day in (last, query.get("date_to")) if day]
    if lasts and not firsts:
        firsts = [today]
    return max(firsts, default=None), min(lasts, default=None)


def _compared(conditions: Mapping[str, Sequence[Any]], now: datetime) -> QuerySet[CatalogueItem]:
    given = {name: values if name.endswith("__in") else values[0] for name, values in conditions.items()}
    return open_items(now).filter(**given)


def _worth(recognised: frozenset[UUID] | set[UUID], least: int) -> Exists:
    credit = CatalogueCredit.objects.filter(item=OuterRef("pk"), recognised_id__in=sorted(recognised))
    return Exists(credit.filter(amount_hundredths__gte=least))


def _asked(conditions: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    return {name: (value,) for name, value in conditions.items() if value is not None}
