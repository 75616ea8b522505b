"""Which seconds are believed: the pure rules."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core.spans import union
from accredit.learning.rules.courses import CourseFacts, LessonFacts, LessonKind, publish_obstacles, publish_warnings
from accredit.learning.rules.watching import (
    ALLOWANCE_MS,
    FASTEST,
    Interval,
    Watched,
    believe,
    clip,
    film_seconds,
    is_enough,
    resume_position,
)

Claims = list[Interval]
intervals = st.lists(st.tuples(st.integers(-50, 300), st.integers(-50, 300)), max_size=30)
heartbeats = st.lists(st.tuples(intervals, st.integers(-1_000, 20_000)), max_size=25)


def seconds_of(claims: Claims) -> set[int]:
    return {second for start, end in claims for second in range(start, end)}


@given(intervals)
def test_a_union_has_the_same_seconds_apart_and_in_order(claims: Claims) -> None:
    merged = union(claims)
    assert seconds_of(merged) == seconds_of(claims)
    assert all(start < end for start, end in merged)
    assert all(first[1] < second[0] for first, second in pairwise(merged))


@given(intervals, st.randoms(use_true_random=False))
def test_a_union_does_not_care_for_order_or_repetition(claims: Claims, rng: Random) -> None:
    shuffled = [*claims, *claims]
    rng.shuffle(shuffled)
    assert union(shuffled) == union(claims)
    assert union(union(claims)) == union(claims)


@given(intervals, st.integers(1, 200))
def test_what_lies_outside_the_film_is_cut_off(claims: Claims, duration: int) -> None:
    assert seconds_of(clip(claims, duration)) == {one for one in seconds_of(claims) if 0 <= one < duration}


@given(heartbeats, st.integers(1, 200))
def test_never_more_than_the_film_nor_than_twice_the_clock_and_one_allowance(
    beats: list[tuple[Claims, int]], duration: int
) -> None:
    watched, clock_ms = Watched(), 0
    for claims, elapsed_ms in beats:
        clock_ms += max(0, elapsed_ms)
        before = seconds_of(list(watched.intervals))
        watched = believe(watched, claims, duration=duration, elapsed_ms=elapsed_ms)
        after = seconds_of(list(watched.intervals))
        assert before <= after <= before | (seconds_of(claims) & set(range(duration)))
        assert watched.seconds == len(after) <= duration
        assert watched.seconds * 1000 <= FASTEST * clock_ms + ALLOWANCE_MS
        assert 0 <= watched.unspent_ms <= ALLOWANCE_MS


@given(intervals, st.integers(1, 200), st.integers(0, 100_000))
def test_saying_the_same_again_at_the_same_instant_adds_at_most_what_was_left_over(
    claims: Claims, duration: int, elapsed_ms: int
) -> None:
    once = believe(Watched(), claims, duration=duration, elapsed_ms=elapsed_ms)
    twice = believe(once, claims, duration=duration, elapsed_ms=0)
    believed_all = seconds_of(list(once.intervals)) == seconds_of(clip(claims, duration))
    assert twice == once or not believed_all
    assert twice.seconds - once.seconds <= once.unspent_ms // 1000


@given(st.integers(1, 600), st.sampled_from([1, 2]), st.lists(st.integers(0, 1400), min_size=1, max_size=200))
def test_who_watches_honestly_at_up_to_double_speed_loses_nothing(duration: int, speed: int, late: list[int]) -> None:
    """Heartbeats each ten seconds, each up to 1.4 s late; what is not believed is said again."""
    watched, heard_ms = believe(Watched(), [], duration=duration, elapsed_ms=0), 0
    beats = duration // (10 * speed) + 2
    for beat in range(1, beats + 1):
        sent_ms = beat * 10_000
        arrives_ms = sent_ms + late[beat % len(late)]
        played = [(0, min(duration, sent_ms * speed // 1000))]
        watched = believe(watched, played, duration=duration, elapsed_ms=arrives_ms - heard_ms)
        heard_ms = arrives_ms
    assert watched.intervals == ((0, duration),)


@given(st.integers(1, 43_200))
def test_nine_tenths_are_enough_and_one_second_less_is_not(duration: int) -> None:
    needed = -(-duration * 9 // 10)
    assert is_enough(needed, duration)
    assert not is_enough(needed - 1, duration)


@pytest.mark.parametrize(("position", "resumed"), [(0, 0), (50, 50), (96, 96), (97, 0), (100, 0), (5000, 0), (-1, 0)])
def test_one_resumes_where_one_stopped_and_begins_anew_after_the_end(position: int, resumed: int) -> None:
    assert resume_position(position, 100) == resumed


@pytest.mark.parametrize(("duration_ms", "seconds"), [(None, 1), (0, 1), (999, 1), (1999, 1), (20_400, 20)])
def test_a_films_length_counts_in_whole_seconds(duration_ms: int | None, seconds: int) -> None:
    assert film_seconds(duration_ms) == seconds


def _course(lesson: LessonFacts) -> CourseFacts:
    return CourseFacts(title="T", subtitle="", description_md="D", instructor_count=1, lessons=[lesson])


@pytest.mark.parametrize(
    ("lesson", "obstacles", "warnings"),
    [
        (LessonFacts("L", LessonKind.VIDEO), ["video_missing"], ["captions_missing"]),
        (LessonFacts("L", LessonKind.VIDEO, file_coming=True), ["video_not_ready"], ["captions_missing"]),
        (LessonFacts("L", LessonKind.VIDEO, has_file=True), [], ["captions_missing"]),
        (LessonFacts("L", LessonKind.VIDEO, has_file=True, file_coming=True, has_captions=True), [], []),
        (LessonFacts("L", LessonKind.DOCUMENT), ["document_missing"], []),
        (LessonFacts("L", LessonKind.DOCUMENT, has_file=True), [], []),
    ],
)
def test_a_film_or_document_must_be_there_and_captions_should(
    lesson: LessonFacts, obstacles: list[str], warnings: list[str]
) -> None:
    assert [one.code for one in publish_obstacles(_course(lesson))] == obstacles
    assert [one.code for one in publish_warnings(_course(lesson))] == warnings
