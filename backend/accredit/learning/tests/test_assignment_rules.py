"""The pure rules of assignments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.learning.rules.assignments import (
    Mark,
    SubmissionStatus,
    Turn,
    Version,
    attempts_left,
    marks_errors,
    rubric_errors,
    score,
    submission_may_become,
    whose_turn,
)

from .factories import criterion

DRAFT, SUBMITTED, GRADED, RETURNED = SubmissionStatus


def versions(*states: SubmissionStatus, passed: bool = False) -> list[Version]:
    """The last one carries the pass."""
    return [Version(one, passed and place == len(states) - 1) for place, one in enumerate(states)]


@given(st.sampled_from(SubmissionStatus), st.sampled_from(SubmissionStatus))
def test_work_moves_only_as_the_table_says(current: SubmissionStatus, wanted: SubmissionStatus) -> None:
    allowed = {(DRAFT, SUBMITTED), (SUBMITTED, GRADED), (SUBMITTED, RETURNED), (GRADED, GRADED)}
    assert submission_may_become(current, wanted) == ((current, wanted) in allowed)


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100)), min_size=1, max_size=20), st.integers(1, 100))
def test_percent_is_rounded_down_and_the_mark_is_compared_in_whole_numbers(
    pairs: list[tuple[int, int]], pass_percent: int
) -> None:
    rubric = [criterion(str(place), most) for place, (most, _) in enumerate(pairs)]
    marks: dict[str, Mark] = {
        str(place): {"points": min(points, most), "comment": ""} for place, (most, points) in enumerate(pairs)
    }
    reached = score(rubric, marks)
    earned, total = sum(mark["points"] for mark in marks.values()), sum(most for most, _ in pairs)
    assert reached.percent * total <= earned * 100 < (reached.percent + 1) * total
    assert reached.passes(pass_percent) == (earned * 100 >= pass_percent * total)
    assert marks_errors(rubric, marks) == []


def test_a_grade_needs_every_criterion_within_its_points_and_no_other() -> None:
    rubric = [criterion("a", 5), criterion("b", 5), criterion("c", 5)]
    marks: dict[str, Mark] = {
        "a": {"points": 6, "comment": ""},
        "b": {"points": 5, "comment": ""},
        "x": {"points": 1, "comment": ""},
    }
    found = {(one.path, one.code) for one in marks_errors(rubric, marks)}
    assert found == {("marks.x", "criterion_unknown"), ("marks.a", "mark_range"), ("marks.c", "mark_missing")}


def test_a_rubric_that_cannot_be_used_names_each_place() -> None:
    assert rubric_errors([criterion()]) == []
    assert [one.code for one in rubric_errors([])] == ["rubric_size"]
    assert [one.code for one in rubric_errors([criterion(str(n)) for n in range(21)])] == ["rubric_size"]
    wrong = criterion("a", 5) | {"title": " ", "points": 0}
    twin = criterion("a", 5)
    twin["levels"] = [{"title": "", "description": "", "points": 6}] * 9
    found = {(one.path, one.code) for one in rubric_errors([wrong, twin])}
    assert {
        ("rubric", "criterion_twice"),
        ("rubric.0.title", "criterion_unnamed"),
        ("rubric.0.points", "criterion_points"),
        ("rubric.1.levels", "levels_too_many"),
        ("rubric.1.levels.0.title", "level_unnamed"),
        ("rubric.1.levels.0.points", "level_points"),
    } <= found


@pytest.mark.parametrize(
    ("history", "allowed", "turn"),
    [
        ([], 1, Turn.WRITE),
        (versions(DRAFT), 1, Turn.WRITE),
        (versions(SUBMITTED), None, Turn.WAIT),
        (versions(RETURNED), 1, Turn.WRITE),
        (versions(RETURNED, RETURNED, DRAFT), 1, Turn.WRITE),
        (versions(GRADED), 2, Turn.WRITE),
        (versions(GRADED, DRAFT), 2, Turn.WRITE),
        (versions(RETURNED, GRADED), 1, Turn.CLOSED),
        (versions(GRADED), None, Turn.WRITE),
        (versions(GRADED, passed=True), 3, Turn.DONE),
    ],
)
def test_whose_turn_it_is(history: list[Version], allowed: int | None, turn: Turn) -> None:
    assert whose_turn(history, attempts_allowed=allowed) is turn


def test_work_that_was_returned_uses_up_no_attempt() -> None:
    assert attempts_left(versions(RETURNED, GRADED, RETURNED), attempts_allowed=2) == 1
    assert attempts_left(versions(GRADED), attempts_allowed=None) is None
