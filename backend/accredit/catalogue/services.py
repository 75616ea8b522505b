"""Keeping the catalogue in step with what it lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.selectors import CATALOGUE
from accredit.core import kept
from accredit.core.jobs import enqueue
from accredit.learning.models import Course, CourseCredit
from accredit.learning.selectors import course_card, course_get, rating_tenths

COURSE_SYNC = "catalogue.course_sync"
"""The job that brings one course's row up to date."""


def course_sync(*, course_id: UUID, now: datetime) -> None:
    """Make the course's row say what the course's own rows say now; a course that is not published is not listed.

    News comes in any order and at the same time, so the row is held first and the course read afterwards: whoever
    writes last has read last.
    """
    course = course_get(course_id=course_id)
    key = {"kind": CatalogueItem.Kind.COURSE, "item_id": course_id}
    with transaction.atomic():
        CatalogueItem.objects.bulk_create(
            [CatalogueItem(organization_id=course.organization_id, **key)], ignore_conflicts=True
        )
        item = CatalogueItem.objects.select_for_update().get(**key)
        course = course_get(course_id=course_id)
        values = _course_values(course) if course.is_published else {"is_listed": False}
        CatalogueItem.objects.filter(pk=item.pk).update(**values)
        transaction.on_commit(lambda: kept.changed(CATALOGUE))


def organization_sync(*, organization_id: UUID, now: datetime) -> None:
    """Owe every listed item of an organization a rebuild: its name or brand is on each card."""
    items = CatalogueItem.objects.filter(organization_id=organization_id, is_listed=True)
    for course_id in items.values_list("item_id", flat=True):
        enqueue(COURSE_SYNC, str(course_id), unique_key=f"{COURSE_SYNC}:{course_id}")


def rebuild(*, now: datetime) -> int:
    """Bring every course's row up to date, for an operator after a change of the card's form. Returns how many."""
    ids = list(Course.objects.values_list("id", flat=True))
    for course_id in ids:
        course_sync(course_id=course_id, now=now)
    return len(ids)


def _course_values(course: Course) -> dict[str, Any]:
    card = course_card(course_id=course.id)
    credit = list(
        CourseCredit.objects.filter(course=course).values_list(
            "amount_hundredths", "credit_type__name", "credit_type__accreditor__name"
        )
    )
    words = [*course.outcomes, *(name for _, *names in credit for name in names)]
    category = card["category"]
    return {
        "is_listed": True,
        "title": course.title,
        "summary": course.subtitle,
        "organization_name": course.organization.name,
        "category_slug": category["slug"] if category else "",
        "category_name": category["name"] if category else "",
        "words": " ".join(words),
        "level": course.level,
        "language": course.language,
        "price_amount": course.price_amount,
        "is_free": course.price is None,
        "credits_hundredths": sum(hundredths for hundredths, *_ in credit),
        "rating_tenths": rating_tenths(course.rating_sum, course.rating_count) or 0,
        "rating_count": course.rating_count,
        "published_at": course.published_at,
        "card": msgspec.json.encode(
            {
                "kind": CatalogueItem.Kind.COURSE.value,
                "id": card["id"],
                "slug": card["slug"],
                "title": card["title"],
                "summary": card["subtitle"],
                "organization": card["organization"],
                "category": card["category"],
                "level": card["level"],
                "language": card["language"],
                "price": card["price"],
                "credits": card["credits"],
                "rating": card["rating"],
                "duration_seconds": card["duration_seconds"],
                "lesson_count": card["lesson_count"],
                "thumbnail_url": card["thumbnail_url"],
                "published_at": card["published_at"],
            }
        ).decode(),
    }
