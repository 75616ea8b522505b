"""Events in the catalogue."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from accredit.catalogue.rules import Kind
from accredit.events.models import Event, EventCredit, SessionSpeaker, TicketType
from accredit.events.rules.events import Visibility
from accredit.events.selectors import event_by_id, event_cards

from .rows import Row, Worth, names_of, row_write

EVENT_SYNC = "catalogue.event_sync"
"""The job that brings one event's row up to date."""


def event_sync(*, event_id: UUID, now: datetime) -> None:
    """Make the event's row say what the event's own rows say now; listed is what is published for everybody."""
    row_write(
        kind=Kind.EVENT,
        item_id=event_id,
        organization_id=event_by_id(event_id=event_id).organization_id,
        read=lambda: _row(event_by_id(event_id=event_id)),
    )


def _row(event: Event) -> Row | None:
    starts_at, ends_at = event.starts_at, event.ends_at
    if not event.is_published or event.visibility != Visibility.PUBLIC or starts_at is None or ends_at is None:
        return None
    [card] = event_cards([event])
    worth = [
        Worth(row.credit_type, row.amount_hundredths)
        for row in EventCredit.objects.filter(event=event).select_related("credit_type__accreditor")
    ]
    prices = set(
        TicketType.objects.filter(event=event, closed_at=None, is_hidden=False).values_list("price_amount", flat=True)
    )
    category, price = card["category"], card["price_from"]
    place = " ".join(filter(None, (event.venue_city, event.venue_name, event.venue_address)))
    values: dict[str, Any] = {
        "is_listed": True,
        "title": event.title,
        "summary": event.subtitle,
        "organization_name": event.organization.name,
        "category_slug": category["slug"] if category else "",
        "category_name": category["name"] if category else "",
        "words": " ".join([*event.outcomes, *names_of(worth), place, *_speakers(event)]),
        "level": "",
        "language": event.language,
        "format": event.format,
        "place": place,
        "starts_on": _day(starts_at, event.time_zone),
        # What ends at midnight has ended on the day before.
        "ends_on": _day(ends_at - timedelta(microseconds=1), event.time_zone),
        "soonest_at": starts_at,
        "open_until": ends_at,
        "price_amount": price["amount"] if price else 0,
        "is_free": price is None,
        "credits_hundredths": sum(one.hundredths for one in worth),
        "rating_tenths": 0,
        "rating_count": 0,
        "published_at": event.published_at,
        "card": msgspec.json.encode(
            {
                "kind": Kind.EVENT.value,
                "id": card["id"],
                "slug": card["slug"],
                "title": card["title"],
                "summary": card["subtitle"],
                "organization": card["organization"],
                "category": card["category"],
                "level": None,
                "language": card["language"],
                "format": card["format"],
                "starts_at": card["starts_at"],
                "ends_at": card["ends_at"],
                "time_zone": card["time_zone"],
                "place": card["place"],
                "price": price,
                "price_is_lowest": len(prices) > 1,
                "credits": card["credits"],
                "rating": {"average": None, "count": 0},
                "duration_seconds": int((ends_at - starts_at).total_seconds()),
                "lesson_count": 0,
                "thumbnail_url": card["cover_url"],
                "published_at": card["published_at"],
            }
        ).decode(),
    }
    return Row(values, worth)


def _speakers(event: Event) -> list[str]:
    names = SessionSpeaker.objects.filter(session__event=event).values_list("speaker__name", flat=True)
    return list(names.distinct().order_by("speaker__name"))


def _day(instant: datetime, time_zone: str) -> date:
    return instant.astimezone(ZoneInfo(time_zone)).date()
