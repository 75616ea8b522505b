"""Times and places in words, in the event's own zone, for tickets and mails. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

_NAMES = {
    "starts_at": "Begins",
    "ends_at": "Ends",
    "venue_name": "Venue",
    "venue_address": "Address",
    "online_url": "Online",
}


def when_in_words(starts_at: datetime | None, ends_at: datetime | None, time_zone: str) -> list[str]:
    """`["Thursday 10 December 2026", "09:30–16:30, Europe/London"]`; over several days one line for each end."""
    if starts_at is None or ends_at is None:
        return ["To be announced"]
    first, last = starts_at.astimezone(ZoneInfo(time_zone)), ends_at.astimezone(ZoneInfo(time_zone))
    if first.date() == last.date():
        return [_day(first), f"{first:%H:%M}–{last:%H:%M}, {time_zone}"]
    return [f"{_day(first)}, {first:%H:%M}", f"until {_day(last)}, {last:%H:%M}, {time_zone}"]


def moment_in_words(moment: datetime, time_zone: str) -> str:
    """`Thursday 10 December 2026, 09:30 (Europe/London)`."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{_day(local)}, {local:%H:%M} ({time_zone})"


def change_in_words(lines: Sequence[Mapping[str, str]], time_zone: str) -> list[dict[str, str]]:
    """What was moved, line by line, as `what`, `before` and `after`; an address to join is only said to be another."""
    found = []
    for line in lines:
        what, kind = line["what"], line["what"].partition(":")[0]
        if kind == "session":
            name, before, after = what.partition(":")[2], *(_span(line[end], time_zone) for end in ("before", "after"))
        elif kind == "online_url":
            name, before, after = _NAMES[kind], "", "There is a new link. You find it with your place."
        else:
            name, before, after = _NAMES.get(kind, kind), line["before"], line["after"]
        found.append({"what": name, "before": before, "after": after})
    return found


def _span(text: str, time_zone: str) -> str:
    """Of `<instant>/<instant> <room>`: when and where a session is."""
    times, _, room = text.partition(" ")
    first, _, last = times.partition("/")
    if not last:
        return ""
    day, *rest = when_in_words(datetime.fromisoformat(first), datetime.fromisoformat(last), time_zone)
    return ", ".join([day, *rest, *([room] if room else [])])


def _day(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"
