"""From what webhooks and the report tell of one participant to when that participant was there. Pure.

Both sources tell of the same stay, each in its own way, in any order and more than once. What comes out depends only
on the set of facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FactKind(StrEnum):
    JOINED = "joined"
    LEFT = "left"
    REPORTED = "reported"
    """A row of the report: both ends of one stay."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`room`: of a breakout room; empty for the meeting itself. `until` only of reported ones."""

    kind: FactKind
    room: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """`ends_at` None: there still, as far as anybody has told."""

    starts_at: datetime
    ends_at: datetime | None
    end_was_lost: bool = False
    """Nobody told the end; the end of the meeting stands in."""


def stays(facts: Collection[Fact], *, ended_at: datetime | None) -> list[Stay]:
    """One participant's stays in one occurrence, apart from each other and in order.

    A `left` that never came is told by the report where it can be, else closed by the occurrence's end. A `left`
    whose `joined` never came says nothing until the report does.
    """
    rows = [Stay(one.at, max(one.at, one.until)) for one in facts if one.until is not None]
    rooms: dict[str, list[Fact]] = defaultdict(list)
    for one in set(facts):
        if one.kind is not FactKind.REPORTED:
            rooms[one.room].append(one)
    heard = [stay for told in rooms.values() for stay in _paired(told)]
    return _merged([*rows, *(_closed(one, rows, ended_at) for one in heard)])


def _paired(told: Iterable[Fact]) -> list[Stay]:
    """Each `joined` with the next `left`; at the same instant the `left` of the former stay comes first."""
    found: list[Stay] = []
    since: datetime | None = None
    for one in sorted(told, key=lambda fact: (fact.at, fact.kind is FactKind.JOINED)):
        if one.kind is FactKind.JOINED:
            since = since or one.at
        elif since is not None:
            found.append(Stay(since, one.at))
            since = None
    return [*found, Stay(since, None)] if since is not None else found


def _closed(stay: Stay, rows: Collection[Stay], ended_at: datetime | None) -> Stay:
    if stay.ends_at is not None:
        return stay
    if ends := [row.ends_at for row in rows if row.ends_at is not None and row.ends_at >= stay.starts_at]:
        return Stay(stay.starts_at, min(ends))
    if ended_at is not None:
        return Stay(stay.starts_at, max(stay.starts_at, ended_at), end_was_lost=True)
    return stay


def _merged(found: Collection[Stay]) -> list[Stay]:
    """Stays that touch are one; it ends where the last of them ends, as sure as that end is."""
    merged: list[Stay] = []
    for one in sorted(found, key=lambda stay: (stay.starts_at, stay.end_was_lost)):
        last = merged[-1] if merged else None
        if last is None or (last.ends_at is not None and last.ends_at < one.starts_at):
            merged.append(one)
        elif last.ends_at is not None and (one.ends_at is None or one.ends_at > last.ends_at):
            merged[-1] = Stay(last.starts_at, one.ends_at, one.end_was_lost)
        elif last.ends_at == one.ends_at and last.end_was_lost and not one.end_was_lost:
            merged[-1] = Stay(last.starts_at, last.ends_at)
    return merged
