"""Minutes: who was there, for how long, out of intervals that several sources tell in any order and more than once.

The rule: counted seconds are the union of a person's intervals clipped to the session's
window. Percent is counted over window, summed over sessions, compared in integers and never rounded. Everything is in
whole seconds: an instant belongs to the second that it falls in, so that lengths of the same interval never depend on
who told it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from accredit.core.spans import Span, difference, length, union

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """One thing that a source said: there from, until. `end` None: the source never told, or has not told yet."""

    start: datetime
    end: datetime | None
    session_id: UUID | None = None
    """Where it counts; None: in whatever session it overlaps."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where a session's minutes count."""

    session_id: UUID
    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        return whole(self.end) - whole(self.start)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a person's presence comes to in one session."""

    session_id: UUID
    counted_seconds: int
    window_seconds: int
    lost_end: bool
    """Part of it rests on an end that nobody told."""


def whole(moment: datetime) -> int:
    """The second that an instant falls in, since 1970."""
    return (moment - _EPOCH) // _ONE_SECOND


def count(presences: Iterable[Presence], windows: Sequence[Window], *, until: datetime | None = None) -> list[Counted]:
    """What one person's presences come to in each session, in the order of `windows`.

    An end that was never told is the end of the first session that goes on after the start: a lost `left` on Monday is
    no attendance on Tuesday. While an event runs, `until` is now: nobody has been anywhere later than that.
    """
    told = list(presences)
    return [_counted(told, window, windows, until) for window in windows]


def spans_in(
    presences: Iterable[Presence], window: Window, windows: Sequence[Window], *, until: datetime | None = None
) -> tuple[list[Span], bool]:
    """A person's seconds inside one window as a union, and whether an end in it was lost."""
    first, beyond = whole(window.start), whole(window.end)
    if until is not None:
        beyond = min(beyond, whole(until))
    clipped: list[Span] = []
    lost = False
    for one in presences:
        if one.session_id is not None and one.session_id != window.session_id:
            continue
        end = one.end if one.end is not None else _lost_end(one, window, windows)
        span = (max(whole(one.start), first), min(whole(end), beyond))
        if span[0] < span[1]:
            clipped.append(span)
            lost |= one.end is None and whole(end) <= beyond
    return union(clipped), lost


def away(spans: Sequence[Span], window: Window) -> list[Span]:
    """What a person's seconds, a union, leave of a window."""
    return difference([(whole(window.start), whole(window.end))], spans)


def reaches(counted: int, window: int, *, percent: int) -> bool:
    """Whether `counted` is at least so many percent of `window` seconds: 79.9 % is not 80 %, and of an empty window
    nobody has seen any."""
    return window > 0 and counted * 100 >= percent * window


def percent_floor(counted: int, window: int) -> int:
    """For people to read, rounded down."""
    return counted * 100 // window if window else 0


def sessions_reached(counted: Iterable[Counted], *, percent: int) -> int:
    """In how many sessions a person was there for at least so many percent of it."""
    return sum(reaches(one.counted_seconds, one.window_seconds, percent=percent) for one in counted)


def totals(counted: Iterable[Counted], *, sessions: Mapping[UUID, object] | None = None) -> tuple[int, int]:
    """Counted and window seconds, summed over all sessions or those named."""
    chosen = [one for one in counted if sessions is None or one.session_id in sessions]
    return sum(one.counted_seconds for one in chosen), sum(one.window_seconds for one in chosen)


def _counted(
    presences: Sequence[Presence], window: Window, windows: Sequence[Window], until: datetime | None
) -> Counted:
    spans, lost = spans_in(presences, window, windows, until=until)
    return Counted(window.session_id, length(spans), window.seconds, lost)


def _lost_end(presence: Presence, window: Window, windows: Sequence[Window]) -> datetime:
    if presence.session_id is not None:
        return window.end
    later = [one.end for one in windows if one.end > presence.start]
    return min(later, default=presence.start)
