"""What is listed, and where in time. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    COURSE = "course"
    EVENT = "event"


class Format(StrEnum):
    """How one takes part. A course is there at any time; an event has one of the other three."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    ON_DEMAND = "on_demand"


class When(StrEnum):
    """Ranges of days by the name that people give them; all count from today."""

    THIS_WEEK = "this_week"
    """Until Sunday (ISO 8601 weeks)."""
    THIS_MONTH = "this_month"
    LATER = "later"
    """From the first day of the next month."""


NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Later than everything that has a date."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def kind_of(format: str) -> Kind:  # noqa: A002 - the field's name everywhere
    """A format says what kind of item has it."""
    return Kind.COURSE if format == Format.ON_DEMAND else Kind.EVENT


def after_all_events(published_at: datetime | None) -> datetime:
    """Where a course stands among events that are ordered by their beginning: after all of them, the newest first."""
    return NEVER - max((published_at or _EPOCH) - _EPOCH, timedelta())


def days_named(when: When, *, today: date) -> tuple[date, date | None]:
    """The first day and the last one; None for no last day."""
    month_end = today.replace(day=monthrange(today.year, today.month)[1])
    if when is When.THIS_WEEK:
        return today, today + timedelta(days=7 - today.isoweekday())
    if when is When.THIS_MONTH:
        return today, month_end
    return month_end + timedelta(days=1), None
