"""The card of a course: what every list shows, built from plain rows because lists are the hottest reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from accredit.accreditation.selectors import format_credits
from accredit.core import storage
from accredit.core.money import MoneyJson
from accredit.core.statements import Given, Statement
from accredit.learning.exceptions import CourseNotFound
from accredit.learning.models import Course, CourseCredit
from accredit.learning.rules.courses import rating_average

CARD_COLUMNS = (
    "id",
    "slug",
    "title",
    "subtitle",
    "level",
    "language",
    "price_amount",
    "price_currency",
    "duration_seconds",
    "lesson_count",
    "rating_sum",
    "rating_count",
    "thumbnail_key",
    "status",
    "published_at",
    "organization__slug",
    "organization__name",
    "organization__brand_color",
    "organization__logo_key",
    "category__slug",
    "category__name",
)


class OrganizationBrief(TypedDict):
    slug: str
    name: str
    brand_color: str
    logo_url: str | None


class CategoryBrief(TypedDict):
    slug: str
    name: str


class RatingJson(TypedDict):
    average: str | None
    count: int


class CreditAmountJson(TypedDict):
    name: str
    amount: str
    category: int
    accreditor: str


class CreditsJson(TypedDict):
    total: str
    types: list[CreditAmountJson]


class CourseCard(TypedDict):
    id: UUID
    slug: str
    title: str
    subtitle: str
    organization: OrganizationBrief
    category: CategoryBrief | None
    level: str
    language: str
    price: MoneyJson | None
    duration_seconds: int
    lesson_count: int
    rating: RatingJson
    credits: CreditsJson
    thumbnail_url: str | None
    status: str
    published_at: datetime | None


def course_card(*, course_id: UUID) -> CourseCard:
    """One card, in any state. Two queries. Raises CourseNotFound."""
    rows = list(Course.objects.filter(pk=course_id).values(*CARD_COLUMNS))
    if not rows:
        raise CourseNotFound
    return course_cards(rows)[0]


def course_card_of_row(row: Mapping[str, Any]) -> CourseCard:
    """The card of one row with `CARD_COLUMNS`. One query."""
    return _card(row, _credits([row["id"]], _CREDITS.rows(course_id=row["id"]))[row["id"]])


def course_cards(rows: Sequence[Mapping[str, Any]]) -> list[CourseCard]:
    """Cards of rows read with `.values(*CARD_COLUMNS)`, in their order. One query for all credits."""
    credit = credits_by_course([row["id"] for row in rows])
    return [_card(row, credit[row["id"]]) for row in rows]


def credits_by_course(course_ids: Sequence[UUID]) -> dict[UUID, CreditsJson]:
    """What completing each course awards, as texts, in the fixed order of categories. One query."""
    return _credits(course_ids, _credit_rows(CourseCredit.objects.filter(course_id__in=course_ids)))


def rating_of(rating_sum: int, rating_count: int) -> RatingJson:
    return {"average": rating_average(rating_sum, rating_count), "count": rating_count}


def organization_brief(*, slug: str, name: str, brand_color: str, logo_key: str) -> OrganizationBrief:
    return {"slug": slug, "name": name, "brand_color": brand_color, "logo_url": _public_url(logo_key)}


def _card(row: Mapping[str, Any], credit: CreditsJson) -> CourseCard:
    category_slug, price = row["category__slug"], row["price_amount"]
    return {
        "id": row["id"],
        "slug": row["slug"],
        "title": row["title"],
        "subtitle": row["subtitle"],
        "organization": organization_brief(
            slug=row["organization__slug"],
            name=row["organization__name"],
            brand_color=row["organization__brand_color"],
            logo_key=row["organization__logo_key"],
        ),
        "category": {"slug": category_slug, "name": row["category__name"]} if category_slug else None,
        "level": row["level"],
        "language": row["language"],
        "price": {"amount": price, "currency": row["price_currency"]} if price else None,
        "duration_seconds": row["duration_seconds"],
        "lesson_count": row["lesson_count"],
        "rating": rating_of(row["rating_sum"], row["rating_count"]),
        "credits": credit,
        "thumbnail_url": _public_url(row["thumbnail_key"]),
        "status": row["status"],
        "published_at": row["published_at"],
    }


def _credit_rows(credit: QuerySet[CourseCredit]) -> QuerySet[CourseCredit, tuple[Any, ...]]:
    return credit.order_by("credit_type__category", "credit_type__name").values_list(
        "course_id",
        "amount_hundredths",
        "credit_type__name",
        "credit_type__decimals",
        "credit_type__category",
        "credit_type__accreditor__short_name",
    )


_CREDITS = Statement(lambda: _credit_rows(CourseCredit.objects.filter(course_id=Given("course_id", UUIDField()))))


def _credits(course_ids: Sequence[UUID], rows: Iterable[tuple[Any, ...]]) -> dict[UUID, CreditsJson]:
    parts: dict[UUID, list[CreditAmountJson]] = defaultdict(list)
    totals: dict[UUID, int] = defaultdict(int)
    decimals: dict[UUID, int] = defaultdict(lambda: 1)
    for course_id, hundredths, name, places, category, accreditor in rows:
        totals[course_id] += hundredths
        decimals[course_id] = max(decimals[course_id], places)
        amount = format_credits(hundredths, places)
        parts[course_id].append({"name": name, "amount": amount, "category": category, "accreditor": accreditor})
    return {
        course_id: {"total": format_credits(totals[course_id], decimals[course_id]), "types": parts[course_id]}
        for course_id in course_ids
    }


def _public_url(key: str) -> str | None:
    return storage.public().url(key) if key else None
