"""What must be true before a certificate is issued, and how that is said. Pure; whole numbers only.

A gate is a list of clauses, all of which must hold. The same evaluation answers "issue?" for the system and "what do
you still lack?" for the learner, so the two can never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from accredit.core.errors import FieldError

NAMED_AT_MOST = 3
"""How many lessons a sentence names before it counts the rest."""
CLAUSES_AT_MOST = 20


class ClauseKind(StrEnum):
    LESSONS = "lessons"
    QUIZ = "quiz"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class LessonsClause:
    """Lessons complete: those named, or all of the course when none is named."""

    lesson_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizClause:
    """The quiz of a lesson, or every quiz of the course: passed, or at least `min_percent` where that is given."""

    lesson_id: UUID | None = None
    min_percent: int | None = None


@dataclass(frozen=True, slots=True)
class PaidClause:
    """The enrollment is paid for, and the money neither given back nor disputed."""


Clause: TypeAlias = LessonsClause | QuizClause | PaidClause
DEFAULT: tuple[Clause, ...] = (LessonsClause(), QuizClause(), PaidClause())


class PaymentState(StrEnum):
    FREE = "free"
    PAID = "paid"
    UNPAID = "unpaid"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class LessonFact:
    lesson_id: UUID
    title: str
    completed: bool = False


@dataclass(frozen=True, slots=True)
class QuizFact:
    """`best_percent` is whole, rounded down, None before the first graded attempt."""

    lesson_id: UUID
    title: str
    pass_percent: int
    best_percent: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class GateFacts:
    """Everything that clauses can ask about one person in one course."""

    lessons: Sequence[LessonFact]
    quizzes: Sequence[QuizFact]
    payment: PaymentState


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One requirement: `text` says what is asked, `detail` how it stands, `evidence` what a certificate may state."""

    kind: ClauseKind
    text: str
    met: bool
    detail: str
    evidence: str = ""


def all_met(results: Sequence[ClauseResult]) -> bool:
    """Whether a certificate may be issued. Nothing asked for is nothing proven: an empty gate never opens."""
    return bool(results) and all(result.met for result in results)


def evaluate(clauses: Sequence[Clause], facts: GateFacts) -> list[ClauseResult]:
    """Every requirement with its standing, in the gate's order. What cannot apply (a quiz clause for every quiz in a
    course without one, payment of a free place) is left out."""
    results: list[ClauseResult] = []
    for clause in clauses:
        match clause:
            case LessonsClause():
                results.append(_lessons(clause, facts.lessons))
            case QuizClause():
                results.extend(_quizzes(clause, facts.quizzes))
            case PaidClause() if facts.payment is not PaymentState.FREE:
                results.append(_paid(facts.payment))
    return results


def _lessons(clause: LessonsClause, lessons: Sequence[LessonFact]) -> ClauseResult:
    wanted = [one for one in lessons if not clause.lesson_ids or one.lesson_id in clause.lesson_ids]
    missing = [one for one in wanted if not one.completed]
    if not wanted:
        return ClauseResult(ClauseKind.LESSONS, "Complete the lessons", False, "There is no lesson to complete yet.")
    if clause.lesson_ids:
        text = f"Complete {_named(wanted)}"
    else:
        text = "Complete the lesson" if len(wanted) == 1 else f"Complete all {len(wanted)} lessons"
    if not missing:
        evidence = f"Completed {_named(wanted)}" if clause.lesson_ids else text.replace("Complete", "Completed", 1)
        return ClauseResult(ClauseKind.LESSONS, text, True, "Done.", evidence)
    done = len(wanted) - len(missing)
    return ClauseResult(
        ClauseKind.LESSONS, text, False, f"{done} of {len(wanted)} done. Still to do: {_named(missing)}."
    )


def _quizzes(clause: QuizClause, quizzes: Sequence[QuizFact]) -> list[ClauseResult]:
    if clause.lesson_id is None:
        return [_quiz(clause.min_percent, quiz) for quiz in quizzes]
    named = [quiz for quiz in quizzes if quiz.lesson_id == clause.lesson_id]
    if not named:
        gone = "This quiz is no longer part of the course. The organizer has to change the requirement."
        return [ClauseResult(ClauseKind.QUIZ, "Pass a quiz", False, gone)]
    return [_quiz(clause.min_percent, named[0])]


def _quiz(min_percent: int | None, quiz: QuizFact) -> ClauseResult:
    needed = quiz.pass_percent if min_percent is None else min_percent
    # A quiz once passed stays passed when its mark is raised later; a mark set by the gate itself always counts.
    met = quiz.passed if min_percent is None else quiz.best_percent is not None and quiz.best_percent >= needed
    text = f"Score at least {needed}% in “{quiz.title}”"
    if met:
        scored = f"scored {quiz.best_percent}% in “{quiz.title}”"
        return ClauseResult(ClauseKind.QUIZ, text, True, f"You scored {quiz.best_percent}%.", f"S{scored[1:]}")
    if quiz.best_percent is None:
        return ClauseResult(ClauseKind.QUIZ, text, False, "Not tried yet.")
    return ClauseResult(ClauseKind.QUIZ, text, False, f"Your best score is {quiz.best_percent}%; {needed}% is needed.")


def _paid(payment: PaymentState) -> ClauseResult:
    details = {
        PaymentState.PAID: "Paid.",
        PaymentState.UNPAID: "The payment has not arrived yet.",
        PaymentState.REFUNDED: "The payment was given back.",
        PaymentState.DISPUTED: "The payment is disputed. Nothing is issued until the bank has decided.",
    }
    return ClauseResult(
        ClauseKind.PAID, "Pay for the course", payment is PaymentState.PAID, details.get(payment, "Nothing to pay.")
    )


def _named(lessons: Sequence[LessonFact]) -> str:
    names = [f"“{one.title}”" for one in lessons[:NAMED_AT_MOST]]
    rest = len(lessons) - len(names)
    if rest:
        return f"{', '.join(names)} and {rest} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def clause_json(clause: Clause) -> dict[str, Any]:
    """A clause as it is stored and as the API speaks it."""
    match clause:
        case LessonsClause(lesson_ids):
            return {"kind": ClauseKind.LESSONS.value, "lessons": [str(one) for one in lesson_ids] or None}
        case QuizClause(lesson_id, min_percent):
            lesson = str(lesson_id) if lesson_id else None
            return {"kind": ClauseKind.QUIZ.value, "lesson": lesson, "min_percent": min_percent}
        case PaidClause():
            return {"kind": ClauseKind.PAID.value}


def clause_load(data: Mapping[str, Any]) -> Clause:
    """The inverse of `clause_json`. Raises ValueError or KeyError for what was never written by it."""
    match ClauseKind(data["kind"]):
        case ClauseKind.LESSONS:
            return LessonsClause(tuple(UUID(str(one)) for one in data.get("lessons") or ()))
        case ClauseKind.QUIZ:
            lesson = data.get("lesson")
            return QuizClause(UUID(str(lesson)) if lesson else None, data.get("min_percent"))
        case ClauseKind.PAID:
            return PaidClause()


def problems(clauses: Sequence[Clause], facts: GateFacts) -> list[FieldError]:
    """What keeps these clauses from being a course's gate, each with the path of the clause."""
    found: list[FieldError] = []
    lessons = {one.lesson_id for one in facts.lessons}
    quizzes = {one.lesson_id for one in facts.quizzes}
    if not any(not isinstance(clause, PaidClause) for clause in clauses):
        found.append(
            FieldError("clauses", "nothing_to_learn", "Ask for lessons or a quiz: payment alone proves nothing.")
        )
    if len(clauses) > CLAUSES_AT_MOST:
        found.append(FieldError("clauses", "too_many", f"A course asks for at most {CLAUSES_AT_MOST} things."))
    if len(set(clauses)) < len(clauses):
        found.append(FieldError("clauses", "clause_twice", "The same requirement stands here twice."))
    for index, clause in enumerate(clauses):
        if isinstance(clause, LessonsClause) and not lessons.issuperset(clause.lesson_ids):
            found.append(
                FieldError(f"clauses.{index}.lessons", "lesson_not_found", "A named lesson is not in this course.")
            )
        if isinstance(clause, QuizClause) and clause.lesson_id is not None and clause.lesson_id not in quizzes:
            found.append(FieldError(f"clauses.{index}.lesson", "quiz_not_found", "This quiz is not in this course."))
        if isinstance(clause, QuizClause) and clause.min_percent is not None and not 1 <= clause.min_percent <= 100:
            found.append(
                FieldError(f"clauses.{index}.min_percent", "percent_range", "Give a whole percent from 1 to 100.")
            )
    return found
