"""The secret address of a person's own calendar: made, made anew, taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from accredit.registrations.models import CalendarFeed
from accredit.registrations.rules.links import link_ref, link_token

from .tickets import new_code

_PURPOSE = "calendar"


def calendar_feed_renew(*, person_id: UUID, now: datetime) -> CalendarFeed:
    """A new address; the one before, if there was one, leads nowhere from now on."""
    feed, _ = CalendarFeed.objects.update_or_create(person_id=person_id, defaults={"key": new_code(), "made_at": now})
    return feed


def calendar_feed_end(*, person_id: UUID) -> None:
    """Take the address back; again is no error."""
    CalendarFeed.objects.filter(person_id=person_id).delete()


def calendar_address(feed: CalendarFeed) -> str:
    """What a person gives to their calendar program."""
    token = link_token(feed.key, purpose=_PURPOSE, key=_key())
    return f"{settings.PUBLIC_URL}/api/registrations/calendar/{token}.ics"


def calendar_key_of(token: str) -> str | None:
    """Which feed an address names; None for one that is not ours."""
    return link_ref(token, purpose=_PURPOSE, key=_key())


def _key() -> bytes:
    return f"registrations.calendar:{settings.SECRET_KEY}".encode()
