"""What a gate can ask for, and the facts that it asks about. Pure; whole numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID


class ClauseKind(StrEnum):
    LESSONS = "lessons"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    ATTENDANCE = "attendance"
    SURVEY = "survey"
    PAID = "paid"
    IDENTITY = "identity"


class Activity(StrEnum):
    COURSE = "course"
    EVENT = "event"


KINDS_OF = {
    Activity.COURSE: (
        ClauseKind.LESSONS,
        ClauseKind.QUIZ,
        ClauseKind.ASSIGNMENT,
        ClauseKind.SURVEY,
        ClauseKind.PAID,
        ClauseKind.IDENTITY,
    ),
    Activity.EVENT: (ClauseKind.ATTENDANCE, ClauseKind.SURVEY, ClauseKind.PAID, ClauseKind.IDENTITY),
}
"""What each kind of activity can ask for."""


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
class AssignmentClause:
    """The assignment of a lesson, or every assignment of the course: graded at its pass mark, or at least `min_percent`
    where that is given."""

    lesson_id: UUID | None = None
    min_percent: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceClause:
    """There for at least `percent` of the time, or for at least `minutes`: exactly one of them is given.

    Of the sessions named, or of all when none is named, taken together; with `at_least` in each of so many of them.
    """

    percent: int | None = None
    minutes: int | None = None
    at_least: int | None = None
    session_ids: tuple[UUID, ...] = ()

    def is_about(self, session_id: UUID) -> bool:
        return not self.session_ids or session_id in self.session_ids


@dataclass(frozen=True, slots=True)
class SurveyClause:
    """The survey of the activity is answered. Nobody asks how."""


@dataclass(frozen=True, slots=True)
class PaidClause:
    """The enrollment or the place is paid for, and the money neither given back nor disputed."""


@dataclass(frozen=True, slots=True)
class IdentityClause:
    """The person has vouched for the legal name that the certificate bears."""


Clause: TypeAlias = (
    LessonsClause | QuizClause | AssignmentClause | AttendanceClause | SurveyClause | PaidClause | IdentityClause
)
DEFAULT: tuple[Clause, ...] = (LessonsClause(), QuizClause(), PaidClause())
EVENT_DEFAULT: tuple[Clause, ...] = (AttendanceClause(percent=80), PaidClause())
PROVES_NOTHING = (SurveyClause, PaidClause, IdentityClause)
"""Alone, these do not show that anything was learnt."""


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
class AssignmentFact:
    """`best_percent` is whole, rounded down, None before the first grade. `passed`: a grade that stands reached the
    mark that held when that work was handed in."""

    lesson_id: UUID
    title: str
    pass_percent: int
    best_percent: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One session of an event, in whole seconds; a break is none."""

    session_id: UUID
    title: str
    window_seconds: int
    counted_seconds: int = 0


@dataclass(frozen=True, slots=True)
class SurveyFact:
    """`title` None: no survey is published."""

    title: str | None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class GateFacts:
    """Everything that clauses can ask about one person in one activity."""

    lessons: Sequence[LessonFact]
    quizzes: Sequence[QuizFact]
    payment: PaymentState
    sessions: Sequence[SessionFact] = ()
    survey: SurveyFact = SurveyFact(None)
    assignments: Sequence[AssignmentFact] = ()
    name_confirmed: bool = False
    activity: Activity = Activity.COURSE
