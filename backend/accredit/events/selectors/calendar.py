"""Events as calendar files (RFC 5545): stable UID, SEQUENCE, CANCELLED, and the zone with its rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from accredit.events.models import Event
from accredit.events.rules.events import EventStatus

if TYPE_CHECKING:
    from icalendar import Calendar, Timezone
    from icalendar import Event as Entry

# icalendar is imported where a calendar is made: 0.15 s and 12 MiB, which most processes never need.


def calendar_text(events: Iterable[Event], *, join_urls: dict[str, str] | None = None) -> bytes:
    """A calendar of these events; those without a programme are left out. `join_urls`: event id → a person's own link,
    for calendars that only this person reads."""
    from icalendar import vUri

    calendar = _calendar("PUBLISH")
    for event in events:
        if event.starts_at is not None and event.ends_at is not None:
            entry = _entry(event, (join_urls or {}).get(str(event.id), ""))
            entry.add("organizer", vUri(f"{settings.PUBLIC_URL}/o/{event.organization.slug}"))
            calendar.add_component(entry)
    return _written(calendar)


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """One person's place in an event. `sequence` counts all that this person was told; `address` is where it stands."""

    event: Event
    address: str
    sequence: int
    cancelled: bool


def personal_calendar_text(places: Iterable[CalendarPlace]) -> bytes:
    """A calendar of one person's places, for programs that ask for it again and again."""
    from icalendar import vDuration, vText

    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", "Accredit")
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(timedelta(hours=1)))
    for place in places:
        entry = _entry(place.event, place.address)
        entry["sequence"] = place.sequence
        if place.cancelled:
            entry["status"] = vText("CANCELLED")
        calendar.add_component(entry)
    return _written(calendar)


def invitation_text(
    event: Event, *, name: str, email: str, address: str, sequence: int, cancelled: bool, now: datetime
) -> bytes:
    """One person's entry for a mail (RFC 5546): a request, or with `cancelled` its cancellation. `sequence` counts all
    that this person was told; `address` is where their place stands."""
    from icalendar import vCalAddress, vText

    calendar = _calendar(invitation_method(cancelled=cancelled))
    entry = _entry(event, address)
    entry["sequence"] = sequence
    entry["status"] = vText("CANCELLED" if cancelled else "CONFIRMED")
    del entry["dtstamp"]
    entry.add("dtstamp", now)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(event.organization.name)
    entry["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{email}")
    attendee.params["CN"], attendee.params["RSVP"] = vText(name), vText("FALSE")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    entry.add("attendee", attendee, encode=False)
    calendar.add_component(entry)
    return _written(calendar)


def invitation_method(*, cancelled: bool) -> str:
    """What the mail's part must repeat as its `method`."""
    return "CANCEL" if cancelled else "REQUEST"


def calendar_uid(event: Event) -> str:
    """The same for ever, so that a calendar knows the entry again."""
    return f"event-{event.id}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _calendar(method: str) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Accredit//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _written(calendar: Calendar) -> bytes:
    """The file, with the zones that its entries are in."""
    for name in sorted(calendar.get_missing_tzids()):
        calendar.subcomponents.insert(0, _zone(name))
    return bytes(calendar.to_ical())


@cache
def _zone(name: str) -> Timezone:
    """A zone with its changes of the clock, which takes longer to look up than all else in a calendar."""
    from icalendar import Timezone

    return Timezone.from_tzid(name)


def _entry(event: Event, join_url: str) -> Entry:
    from icalendar import Event as Entry
    from icalendar import vUri

    zone = ZoneInfo(event.time_zone)
    address = f"{settings.PUBLIC_URL}/events/{event.slug}"
    entry = Entry()
    entry.add("uid", calendar_uid(event))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.published_at or event.created_at)
    if event.starts_at is not None and event.ends_at is not None:
        entry.add("dtstart", event.starts_at.astimezone(zone))
        entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", event.title)
    entry.add("description", "\n".join(filter(None, (event.subtitle, join_url, address))))
    entry.add("url", vUri(address))
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    place = ", ".join(filter(None, (event.venue_name, event.venue_address)))
    if place or join_url:
        entry.add("location", place or join_url)
    return entry
