"""Facts of a certificate as its faces say them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from accredit.registrations.rules.attendance import percent_floor

MINUTE = 60
DAYS_NAMED = 3
FORMATS = {"in_person": "in person", "online": "online", "hybrid": "hybrid"}


def date_in_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def attended_in_words(attendance: Mapping[str, Any]) -> str:
    """`Attended on 19 November 2026 · 208 of 240 minutes · in person, Leeds`; whole minutes, rounded down."""
    days = [date.fromisoformat(day) for day in attendance["days"]]
    minutes = f"{attendance['counted_seconds'] // MINUTE} of {attendance['window_seconds'] // MINUTE} minutes"
    where = ", ".join(filter(None, [FORMATS[attendance["mode"]], attendance["place"]]))
    when = f"Attended on {_days_in_words(days)}" if days else "Attended"
    return f"{when} · {minutes} · {where}"


def evidence_beyond(attendance: Mapping[str, Any] | None, evidence: Sequence[str]) -> list[str]:
    """What is left to say beside `attended_in_words`: the minutes of the whole event are said there already."""
    if attendance is None:
        return list(evidence)
    counted, window = attendance["counted_seconds"], attendance["window_seconds"]
    whole = f"Attended {counted // MINUTE} of {window // MINUTE} minutes ({percent_floor(counted, window)}%)"
    return [line for line in evidence if line != whole]


def _days_in_words(days: Sequence[date]) -> str:
    """One day, days apart, or the first and last of many."""
    if len(days) == 1:
        return date_in_words(days[0])
    if len(days) > DAYS_NAMED or _follow(days):
        return f"{date_in_words(days[0])} to {date_in_words(days[-1])}"
    named = [date_in_words(day) for day in days]
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _follow(days: Sequence[date]) -> bool:
    return all(after - before == timedelta(days=1) for before, after in pairwise(days))
