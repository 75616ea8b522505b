"""How work is handed in and graded: its states, its rubric, and what comes next for the learner. Pure.

A submission keeps the rubric and the mark that held when it was handed in, so that a later edit of the assignment
changes neither work that waits nor the record of a past grade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from accredit.core.errors import FieldError

from .quizzes import Score

CRITERIA_AT_MOST = 20
LEVELS_AT_MOST = 8
POINTS_AT_MOST = 100
FILES_AT_MOST = 10


class SubmissionStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    GRADED = "graded"
    RETURNED = "returned"


SUBMISSION_TRANSITIONS: Mapping[SubmissionStatus, frozenset[SubmissionStatus]] = {
    SubmissionStatus.DRAFT: frozenset({SubmissionStatus.SUBMITTED}),
    SubmissionStatus.SUBMITTED: frozenset({SubmissionStatus.GRADED, SubmissionStatus.RETURNED}),
    # A grade may be corrected; work that was given back is followed by a new version.
    SubmissionStatus.GRADED: frozenset({SubmissionStatus.GRADED}),
    SubmissionStatus.RETURNED: frozenset(),
}
OPEN = (SubmissionStatus.DRAFT, SubmissionStatus.SUBMITTED)
"""The states of which one version at a time may be."""


class Level(TypedDict):
    """One step of a criterion: what it looks like, and what it is worth."""

    title: str
    description: str
    points: int


class Criterion(TypedDict):
    """One thing that is looked at. `points` is the most it can bring; `levels` are the steps that a grader clicks."""

    id: str
    title: str
    description: str
    points: int
    levels: list[Level]


class Mark(TypedDict):
    """What one criterion brought."""

    points: int
    comment: str


def submission_may_become(current: SubmissionStatus, wanted: SubmissionStatus) -> bool:
    return wanted in SUBMISSION_TRANSITIONS[current]


def rubric_errors(rubric: Sequence[Criterion]) -> list[FieldError]:
    """Everything that keeps these criteria from being a rubric, each with its path."""
    found: list[FieldError] = []
    if not 1 <= len(rubric) <= CRITERIA_AT_MOST:
        found.append(FieldError("rubric", "rubric_size", f"A rubric has 1 to {CRITERIA_AT_MOST} criteria."))
    if len({one["id"] for one in rubric}) < len(rubric):
        found.append(FieldError("rubric", "criterion_twice", "Two criteria have the same id."))
    for index, one in enumerate(rubric):
        path = f"rubric.{index}"
        if not one["title"].strip():
            found.append(FieldError(f"{path}.title", "criterion_unnamed", "Give the criterion a name."))
        if not 1 <= one["points"] <= POINTS_AT_MOST:
            message = f"A criterion brings 1 to {POINTS_AT_MOST} points."
            found.append(FieldError(f"{path}.points", "criterion_points", message))
        if len(one["levels"]) > LEVELS_AT_MOST:
            message = f"A criterion has at most {LEVELS_AT_MOST} levels."
            found.append(FieldError(f"{path}.levels", "levels_too_many", message))
        for place, level in enumerate(one["levels"]):
            if not level["title"].strip():
                found.append(FieldError(f"{path}.levels.{place}.title", "level_unnamed", "Give the level a name."))
            if not 0 <= level["points"] <= one["points"]:
                message = f"A level of this criterion brings 0 to {one['points']} points."
                found.append(FieldError(f"{path}.levels.{place}.points", "level_points", message))
    return found


def marks_errors(rubric: Sequence[Criterion], marks: Mapping[str, Mark]) -> list[FieldError]:
    """What keeps these marks from being a grade: every criterion needs its points, and no more than it can bring."""
    known = {one["id"] for one in rubric}
    found = [
        FieldError(f"marks.{one}", "criterion_unknown", "The rubric of this work has no such criterion.")
        for one in marks
        if one not in known
    ]
    for one in rubric:
        mark = marks.get(one["id"])
        if mark is None:
            found.append(FieldError(f"marks.{one['id']}", "mark_missing", f"“{one['title']}” has no points yet."))
        elif not 0 <= mark["points"] <= one["points"]:
            message = f"“{one['title']}” brings 0 to {one['points']} points."
            found.append(FieldError(f"marks.{one['id']}", "mark_range", message))
    return found


def score(rubric: Sequence[Criterion], marks: Mapping[str, Mark]) -> Score:
    """The points of complete marks; percent and pass are compared in integers there."""
    return Score(sum(marks[one["id"]]["points"] for one in rubric), sum(one["points"] for one in rubric))


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    """Whether work handed in now is late. It is accepted all the same, and marked."""
    return due_at is not None and now > due_at


class Turn(StrEnum):
    """Whose turn it is, and for what."""

    WRITE = "write"
    """The learner may write: the first version, a draft, or the next version."""
    WAIT = "wait"
    """Handed in; a grader's turn."""
    DONE = "done"
    """Passed: nothing more is asked for."""
    CLOSED = "closed"
    """Graded below the mark, and no attempt is left."""


@dataclass(frozen=True, slots=True)
class Version:
    """What whose turn it is depends on of one version."""

    status: SubmissionStatus
    passed: bool


def whose_turn(versions: Sequence[Version], *, attempts_allowed: int | None) -> Turn:
    """`versions` in order. Work that was returned uses up no attempt; a grade does."""
    if any(one.status is SubmissionStatus.SUBMITTED for one in versions):
        return Turn.WAIT
    if any(one.passed for one in versions):
        return Turn.DONE
    if not versions or versions[-1].status is not SubmissionStatus.GRADED:
        return Turn.WRITE
    return Turn.CLOSED if attempts_left(versions, attempts_allowed=attempts_allowed) == 0 else Turn.WRITE


def attempts_left(versions: Sequence[Version], *, attempts_allowed: int | None) -> int | None:
    """How many more grades there may be; None: as many as it takes."""
    if attempts_allowed is None:
        return None
    return max(0, attempts_allowed - sum(one.status is SubmissionStatus.GRADED for one in versions))
