"""Minutes against a brute-force oracle that looks at every second, and against cases that a human worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from accredit.core.spans import length, union
from accredit.registrations.rules.attendance import (
    Counted,
    Presence,
    Window,
    away,
    count,
    percent_floor,
    reaches,
    sessions_reached,
    spans_in,
    totals,
    whole,
)

START = datetime(2026, 12, 10, 9, tzinfo=UTC)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def window(session: UUID, first: int, beyond: int) -> Window:
    return Window(session, at(first), at(beyond))


@st.composite
def presences(draw: st.DrawFn) -> Presence:
    first = draw(st.integers(-40, 160))
    length = draw(st.none() | st.integers(0, 120))
    session = draw(st.sampled_from([None, None, FIRST, SECOND]))
    return Presence(at(first), None if length is None else at(first + length), session)


TWO = st.tuples(st.integers(0, 30), st.integers(1, 50), st.integers(0, 30), st.integers(1, 50)).map(
    lambda four: (
        window(FIRST, four[0], four[0] + four[1]),
        window(SECOND, four[0] + four[1] + four[2], sum(four)),
    )
)
"""Two sessions, one after the other."""


def by_the_second(told: Sequence[Presence], one: Window, windows: Sequence[Window], until: datetime | None) -> int:
    """The oracle: every second of the window, was anybody there?"""
    there = 0
    for second in range(whole(one.start), whole(one.end)):
        if until is not None and second >= whole(until):
            continue
        there += any(_covers(presence, second, one, windows) for presence in told)
    return there


def _covers(presence: Presence, second: int, one: Window, windows: Sequence[Window]) -> bool:
    if presence.session_id not in (None, one.session_id):
        return False
    end = presence.end
    if end is None and presence.session_id is not None:
        end = one.end
    if end is None:
        end = min((other.end for other in windows if other.end > presence.start), default=presence.start)
    return whole(presence.start) <= second < whole(end)


@given(st.lists(presences(), max_size=8), TWO, st.none() | st.integers(-10, 200))
def test_minutes_are_what_looking_at_every_second_finds(
    told: list[Presence], windows: tuple[Window, Window], until: int | None
) -> None:
    moment = None if until is None else at(until)
    found = count(told, windows, until=moment)
    assert [one.counted_seconds for one in found] == [by_the_second(told, one, windows, moment) for one in windows]


@given(st.lists(presences(), max_size=8), TWO)
def test_nobody_ever_has_more_minutes_than_the_session(told: list[Presence], windows: tuple[Window, Window]) -> None:
    for one in count(told, windows):
        assert 0 <= one.counted_seconds <= one.window_seconds


@given(st.lists(presences(), max_size=6).flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))), TWO)
def test_neither_order_nor_repetition_changes_a_minute(
    both: tuple[list[Presence], list[Presence]], windows: tuple[Window, Window]
) -> None:
    told, shuffled = both
    assert count(told, windows) == count([*shuffled, *told], windows)


@given(st.lists(presences(), max_size=8), presences(), TWO)
def test_more_presence_never_means_fewer_minutes(
    told: list[Presence], further: Presence, windows: tuple[Window, Window]
) -> None:
    before, after = count(told, windows), count([*told, further], windows)
    assert all(late.counted_seconds >= early.counted_seconds for early, late in zip(before, after, strict=True))


@given(st.lists(presences(), max_size=8), TWO)
def test_presence_and_gaps_together_are_the_window(told: list[Presence], windows: tuple[Window, Window]) -> None:
    for one in windows:
        there, _ = spans_in(told, one, windows)
        elsewhere = away(there, one)
        assert union([*there, *elsewhere]) == [(whole(one.start), whole(one.end))]
        assert length(there) + length(elsewhere) == one.seconds


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(1, 100))
def test_a_percentage_is_reached_exactly_when_the_fractions_say_so(counted: int, of: int, percent: int) -> None:
    assert reaches(counted, of, percent=percent) == (Fraction(counted, of) >= Fraction(percent, 100))
    assert percent_floor(counted, of) == counted * 100 // of


def test_one_second_less_than_eighty_percent_is_not_eighty_percent() -> None:
    assert reaches(2880, 3600, percent=80)
    assert not reaches(2879, 3600, percent=80)
    assert not reaches(0, 0, percent=1)


def test_a_lost_end_lasts_to_the_end_of_its_session_and_not_into_the_next_day() -> None:
    monday, tuesday = window(FIRST, 0, 3600), window(SECOND, 86_400, 90_000)
    found = count([Presence(at(600), None)], [monday, tuesday])
    assert found == [Counted(FIRST, 3000, 3600, True), Counted(SECOND, 0, 3600, False)]


def test_who_comes_in_the_break_and_is_never_seen_to_leave_has_the_next_session() -> None:
    morning, afternoon = window(FIRST, 0, 3600), window(SECOND, 7200, 10_800)
    found = count([Presence(at(5000), None)], [morning, afternoon])
    assert [one.counted_seconds for one in found] == [0, 3600]


def test_while_it_runs_nobody_has_been_there_longer_than_until_now() -> None:
    [found] = count([Presence(at(0), None)], [window(FIRST, 0, 3600)], until=at(900))
    assert (found.counted_seconds, found.lost_end) == (900, False)


def test_a_presence_of_one_session_does_not_count_in_another() -> None:
    found = count([Presence(at(0), at(200), FIRST)], [window(FIRST, 0, 100), window(SECOND, 100, 200)])
    assert [one.counted_seconds for one in found] == [100, 0]


def test_fractions_of_a_second_neither_add_nor_take_away() -> None:
    [found] = count([Presence(at(10.9), at(20.1)), Presence(at(20.2), at(30.9))], [window(FIRST, 0, 100)])
    assert found.counted_seconds == 20


def test_the_hour_that_a_clock_repeats_counts_as_the_hour_that_it_is() -> None:
    """25 October 2026 in London: 01:30 BST to 01:30 GMT is an hour."""
    first, beyond = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    [found] = count([Presence(first, beyond)], [Window(FIRST, first, beyond)])
    assert (found.counted_seconds, found.window_seconds) == (3600, 3600)


def test_sessions_reached_and_totals_are_sums_over_sessions() -> None:
    found = [Counted(FIRST, 90, 100, False), Counted(SECOND, 40, 100, False)]
    assert sessions_reached(found, percent=50) == 1
    assert totals(found) == (130, 200)
    assert totals(found, sessions={SECOND: None}) == (40, 100)


def test_ten_thousand_people_with_six_intervals_each_cost_little() -> None:
    """A bound on work, not on time: each presence is looked at once a window."""
    windows = [window(FIRST, 0, 3600), window(SECOND, 3600, 7200)]
    told = [Presence(at(600 * number), at(600 * number + 400)) for number in range(6)]
    found = [count(told, windows) for _ in range(10_000)]
    assert {tuple(one.counted_seconds for one in person) for person in found} == {(2400, 0)}
