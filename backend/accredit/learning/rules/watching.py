"""Which seconds of a film somebody has watched, and how many more may be believed. Pure.

Everything counts in whole seconds: `(3, 7)` are the four seconds from 3 up to 7. So a film of any length has a bounded
number of intervals, and a decision never hangs on a rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accredit.core.spans import difference, length, union

Interval = tuple[int, int]

FASTEST = 2
"""The highest speed of the player: two seconds of film for one of the clock."""
ALLOWANCE_MS = 3_000
"""What may be believed beyond the clock, once: the time from pressing play until the first heartbeat is heard, and
heartbeats that arrive unevenly. It is refilled only by seconds that were not used."""
ENOUGH_PERCENT = 90
"""Where a film counts as watched. Nobody is held up by the credits, or by the half seconds that a jump costs."""
RESUME_MARGIN = 3
"""Who stopped this close to the end has finished, and begins anew."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is believed so far: `intervals` are apart and in order; `unspent_ms` of film may be claimed on top."""

    intervals: tuple[Interval, ...] = ()
    unspent_ms: int = ALLOWANCE_MS

    @property
    def seconds(self) -> int:
        return length(self.intervals)


def believe(watched: Watched, claimed: Iterable[Interval], *, duration: int, elapsed_ms: int) -> Watched:
    """Add what was claimed, as far as the clock allows.

    `elapsed_ms` of the clock have passed since the last time (0 the first time). Over any number of calls no more new
    seconds are believed than twice the time that passed, plus the one allowance; never more than `duration`. What was
    claimed too early is not lost: it may be claimed again.
    """
    budget_ms = watched.unspent_ms + FASTEST * max(0, elapsed_ms)
    fresh = difference(union(clip(claimed, duration)), watched.intervals)
    taken: list[Interval] = []
    left = budget_ms // 1000
    for start, end in fresh:
        if left <= 0:
            break
        taken.append((start, min(end, start + left)))
        left -= taken[-1][1] - start
    gained = sum(end - start for start, end in taken)
    return Watched(tuple(union([*watched.intervals, *taken])), min(ALLOWANCE_MS, budget_ms - gained * 1000))


def clip(intervals: Iterable[Interval], duration: int) -> list[Interval]:
    """The parts that lie inside the film."""
    return [(max(0, start), min(end, duration)) for start, end in intervals if start < duration and end > 0]


def is_enough(seconds: int, duration: int) -> bool:
    """Whether a film counts as watched; 89.9 % is no and 90.0 % is yes."""
    return duration > 0 and seconds * 100 >= duration * ENOUGH_PERCENT


def film_seconds(duration_ms: int | None) -> int:
    """The length that is counted: whole seconds, at least one."""
    return max(1, (duration_ms or 0) // 1000)


def resume_position(position: int, duration: int) -> int:
    """Where the player starts: where it was left, or the beginning for a film that was seen to its end."""
    return position if 0 <= position < duration - RESUME_MARGIN else 0
