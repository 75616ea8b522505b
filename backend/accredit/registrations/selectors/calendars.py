"""A person's places as their calendar program reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from accredit.events.selectors.calendar import CalendarPlace, personal_calendar_text
from accredit.registrations.exceptions import CalendarNotFound
from accredit.registrations.models import CalendarFeed, Registration
from accredit.registrations.rules.registrations import ADMITTED

SINCE = timedelta(days=365)
"""How long an event stays in the calendar after it was over."""
LARGEST = 2000


def calendar_feed_of(*, person_id: UUID) -> CalendarFeed | None:
    """Somebody's address, None where there is none."""
    return CalendarFeed.objects.filter(person_id=person_id).first()


def calendar_feed_by_key(*, key: str | None) -> CalendarFeed:
    """The feed that an address opens, while its person is here. Raises CalendarNotFound."""
    feed = CalendarFeed.objects.filter(key=key, person__is_active=True).first() if key else None
    if feed is None:
        raise CalendarNotFound
    return feed


def calendar_of_person(*, person_id: UUID, now: datetime) -> bytes:
    """One entry for each event in which the person has or had a place; what they gave up or what was called off stays
    as cancelled, so that calendars take it out. The same bytes until something changes. One query."""
    rows = Registration.objects.select_related("event", "event__organization").filter(
        person_id=person_id, event__ends_at__gt=now - SINCE
    )
    return personal_calendar_text(_places(rows.order_by("event__starts_at", "event_id", "id")[:LARGEST]))


def _places(rows: Iterable[Registration]) -> list[CalendarPlace]:
    """The one that counts of each event: the place that stands, else the last one that stood."""
    earlier: Counter[tuple[UUID, str]] = Counter()
    found: dict[UUID, CalendarPlace] = {}
    standing: set[UUID] = set()
    for row in rows:
        before = earlier[row.event_id, row.email]
        earlier[row.event_id, row.email] += 1
        stands = row.status in ADMITTED
        if row.confirmed_at is None or (row.event_id in standing and not stands):
            continue
        if stands:
            standing.add(row.event_id)
        found[row.event_id] = CalendarPlace(
            event=row.event,
            address=f"{settings.PUBLIC_URL}/tickets/{row.id}",
            # As the entries in the mails count: see `telling`.
            sequence=row.event.sequence + 2 * before + (not stands),
            cancelled=not stands,
        )
    return list(found.values())
