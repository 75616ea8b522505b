"""Reads of quizzes and attempts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accredit.learning.exceptions import AttemptNotFound, LessonNotFound, NotAQuiz
from accredit.learning.models import Enrollment, Lesson, Quiz, QuizAttempt
from accredit.learning.rules.quizzes import AttemptStatus, is_late
from accredit.organizations.models import Organization


def quiz_of_lesson(lesson: Lesson) -> Quiz:
    """Raises NotAQuiz for a lesson of another kind."""
    quiz = Quiz.objects.filter(lesson=lesson).first()
    if quiz is None:
        raise NotAQuiz
    return quiz


def quiz_for_staff(*, organization: Organization, lesson_id: UUID) -> Quiz:
    """With its lesson and course. Raises LessonNotFound, also for another organization's."""
    rows = Quiz.objects.select_related("lesson__course")
    found = rows.filter(lesson_id=lesson_id, organization=organization).first()
    if found is None:
        raise LessonNotFound
    return found


@dataclass(frozen=True, slots=True)
class QuizState:
    """Where a learner stands with a quiz; `best_score_percent` is None before the first graded attempt."""

    attempts_used: int
    best_score_percent: int | None
    passed: bool
    open_attempt_id: UUID | None


def quiz_state(*, quiz: Quiz, enrollment: Enrollment, now: datetime) -> QuizState:
    """One query. An attempt whose time has run out counts as used, not as open."""
    rows = QuizAttempt.objects.filter(enrollment=enrollment, quiz=quiz)
    attempts = list(rows.values_list("id", "status", "score_percent", "passed", "deadline_at"))
    graded = [score for _, status, score, _, _ in attempts if status == AttemptStatus.GRADED and score is not None]
    return QuizState(
        attempts_used=len(attempts),
        best_score_percent=max(graded, default=None),
        passed=any(passed for *_, passed, _ in attempts),
        open_attempt_id=next(
            (
                attempt_id
                for attempt_id, status, _, _, deadline in attempts
                if status == AttemptStatus.STARTED and not is_late(deadline, now)
            ),
            None,
        ),
    )


def attempt_get(*, attempt_id: UUID, user_id: UUID) -> QuizAttempt:
    """The person's own attempt, with quiz, lesson and enrollment. Raises AttemptNotFound."""
    rows = QuizAttempt.objects.select_related("quiz__lesson", "enrollment")
    found = rows.filter(pk=attempt_id, enrollment__user_id=user_id).first()
    if found is None:
        raise AttemptNotFound
    return found


def attempts_left(attempt: QuizAttempt) -> int | None:
    """How many more attempts the quiz allows this learner; None means as many as they like. One query."""
    allowed = attempt.quiz.attempts_allowed
    if allowed is None:
        return None
    used = QuizAttempt.objects.filter(enrollment_id=attempt.enrollment_id, quiz_id=attempt.quiz_id).count()
    return max(0, allowed - used)
