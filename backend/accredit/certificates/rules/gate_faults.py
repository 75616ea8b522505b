"""What keeps a list of clauses from being a gate. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.core.errors import FieldError

from .gates import (
    KINDS_OF,
    PROVES_NOTHING,
    Activity,
    AssignmentClause,
    AttendanceClause,
    Clause,
    GateFacts,
    LessonsClause,
    QuizClause,
    SurveyClause,
)
from .stored_clauses import clause_json

CLAUSES_AT_MOST = 20
MINUTES_AT_MOST = 60 * 24 * 31


def problems(clauses: Sequence[Clause], facts: GateFacts) -> list[FieldError]:
    """What keeps these clauses from being the gate of an activity, each with the path of the clause."""
    found: list[FieldError] = []
    is_event = facts.activity is Activity.EVENT
    if not any(not isinstance(clause, PROVES_NOTHING) for clause in clauses):
        proof = "minutes attended" if is_event else "lessons, a quiz or an assignment"
        found.append(FieldError("clauses", "nothing_to_learn", f"Ask for {proof}: payment alone proves nothing."))
    if len(clauses) > CLAUSES_AT_MOST:
        what = "An event" if is_event else "A course"
        found.append(FieldError("clauses", "too_many", f"{what} asks for at most {CLAUSES_AT_MOST} things."))
    if len(set(clauses)) < len(clauses):
        found.append(FieldError("clauses", "clause_twice", "The same requirement stands here twice."))
    for index, clause in enumerate(clauses):
        found.extend(_of_clause(f"clauses.{index}", clause, facts))
    return found


def _of_clause(path: str, clause: Clause, facts: GateFacts) -> list[FieldError]:
    if clause_json(clause)["kind"] not in KINDS_OF[facts.activity]:
        other = "an event" if facts.activity is Activity.EVENT else "a course"
        return [FieldError(f"{path}.kind", "kind_not_here", f"This cannot be asked for by {other}.")]
    match clause:
        case LessonsClause(lesson_ids) if not {one.lesson_id for one in facts.lessons}.issuperset(lesson_ids):
            return [FieldError(f"{path}.lessons", "lesson_not_found", "A named lesson is not in this course.")]
        case QuizClause():
            return _of_quiz(path, clause, facts)
        case AssignmentClause():
            return _of_assignment(path, clause, facts)
        case AttendanceClause():
            return _of_attendance(path, clause, facts)
        case SurveyClause() if facts.survey.title is None:
            return [FieldError(path, "survey_not_found", "There is no published survey. Publish one first.")]
    return []


def _of_quiz(path: str, clause: QuizClause, facts: GateFacts) -> list[FieldError]:
    found: list[FieldError] = []
    if clause.lesson_id is not None and clause.lesson_id not in {one.lesson_id for one in facts.quizzes}:
        found.append(FieldError(f"{path}.lesson", "quiz_not_found", "This quiz is not in this course."))
    if clause.min_percent is not None and not 1 <= clause.min_percent <= 100:
        found.append(FieldError(f"{path}.min_percent", "percent_range", "Give a whole percent from 1 to 100."))
    return found


def _of_assignment(path: str, clause: AssignmentClause, facts: GateFacts) -> list[FieldError]:
    found: list[FieldError] = []
    there = {one.lesson_id for one in facts.assignments}
    if clause.lesson_id is None and not there:
        found.append(FieldError(path, "no_assignment", "There is no assignment in this course. Add one first."))
    if clause.lesson_id is not None and clause.lesson_id not in there:
        found.append(FieldError(f"{path}.lesson", "assignment_not_found", "This assignment is not in this course."))
    if clause.min_percent is not None and not 1 <= clause.min_percent <= 100:
        found.append(FieldError(f"{path}.min_percent", "percent_range", "Give a whole percent from 1 to 100."))
    return found


def _of_attendance(path: str, clause: AttendanceClause, facts: GateFacts) -> list[FieldError]:
    found: list[FieldError] = []
    sessions = {one.session_id for one in facts.sessions}
    chosen = set(clause.session_ids) or sessions
    if (clause.percent is None) == (clause.minutes is None):
        found.append(FieldError(f"{path}.percent", "percent_or_minutes", "Give either a percent or minutes."))
    if clause.percent is not None and not 1 <= clause.percent <= 100:
        found.append(FieldError(f"{path}.percent", "percent_range", "Give a whole percent from 1 to 100."))
    if clause.minutes is not None and not 1 <= clause.minutes <= MINUTES_AT_MOST:
        found.append(FieldError(f"{path}.minutes", "minutes_range", "Give whole minutes, at least one."))
    if not sessions.issuperset(clause.session_ids):
        found.append(FieldError(f"{path}.sessions", "session_not_found", "A named session is not in this event."))
    if clause.at_least is not None and not 1 <= clause.at_least <= max(len(chosen), 1):
        found.append(
            FieldError(f"{path}.at_least", "at_least_range", f"Give a number of sessions from 1 to {len(chosen)}.")
        )
    return found
