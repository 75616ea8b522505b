"""Courses in the catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from accredit.catalogue.rules import Format, Kind, after_all_events
from accredit.learning.models import Course, CourseCredit
from accredit.learning.selectors import course_card, course_get, rating_tenths

from .rows import Row, Worth, names_of, row_write

COURSE_SYNC = "catalogue.course_sync"
"""The job that brings one course's row up to date."""


def course_sync(*, course_id: UUID, now: datetime) -> None:
    """Make the course's row say what the course's own rows say now; a course that is not published is not listed."""
    row_write(
        kind=Kind.COURSE,
        item_id=course_id,
        organization_id=course_get(course_id=course_id).organization_id,
        read=lambda: _row(course_get(course_id=course_id)),
    )


def _row(course: Course) -> Row | None:
    if not course.is_published:
        return None
    card = course_card(course_id=course.id)
    worth = [
        Worth(row.credit_type, row.amount_hundredths)
        for row in CourseCredit.objects.filter(course=course).select_related("credit_type__accreditor")
    ]
    category = card["category"]
    values: dict[str, Any] = {
        "is_listed": True,
        "title": course.title,
        "summary": course.subtitle,
        "organization_name": course.organization.name,
        "category_slug": category["slug"] if category else "",
        "category_name": category["name"] if category else "",
        "words": " ".join([*course.outcomes, *names_of(worth)]),
        "level": course.level,
        "language": course.language,
        "format": Format.ON_DEMAND,
        "soonest_at": after_all_events(course.published_at),
        "price_amount": course.price_amount,
        "is_free": course.price is None,
        "credits_hundredths": sum(one.hundredths for one in worth),
        "rating_tenths": rating_tenths(course.rating_sum, course.rating_count) or 0,
        "rating_count": course.rating_count,
        "published_at": course.published_at,
        "card": msgspec.json.encode(
            {
                "kind": Kind.COURSE.value,
                "id": card["id"],
                "slug": card["slug"],
                "title": card["title"],
                "summary": card["subtitle"],
                "organization": card["organization"],
                "category": card["category"],
                "level": card["level"],
                "language": card["language"],
                "format": Format.ON_DEMAND.value,
                "starts_at": None,
                "ends_at": None,
                "time_zone": None,
                "place": "",
                "price": card["price"],
                "price_is_lowest": False,
                "credits": card["credits"],
                "rating": card["rating"],
                "duration_seconds": card["duration_seconds"],
                "lesson_count": card["lesson_count"],
                "thumbnail_url": card["thumbnail_url"],
                "published_at": card["published_at"],
            }
        ).decode(),
    }
    return Row(values, worth)
