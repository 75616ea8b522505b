"""Taking a quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from django.db import transaction

from accredit.core.errors import FieldError
from accredit.core.outbox import publish
from accredit.learning.domain_events import QuizPassed
from accredit.learning.exceptions import AnswersNotUsable, AttemptClosed, AttemptsExhausted, QuizEmpty
from accredit.learning.models import Enrollment, Quiz, QuizAttempt
from accredit.learning.rules.quizzes import AttemptStatus, answer_problem, draw_paper, is_late, mark

from .progress import ProgressMade, enrollment_hold, lesson_done, progress_made


def attempt_start(
    *, enrollment: Enrollment, quiz: Quiz, now: datetime, rng: Random | None = None
) -> tuple[QuizAttempt, bool]:
    """A new attempt and True, or the one still open and False: asking twice does not use up two.

    The paper is drawn here and kept. Raises AttemptsExhausted, QuizEmpty, NotEnrolled.
    """
    _time_out_late(enrollment, quiz, now=now)
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        attempts = list(QuizAttempt.objects.filter(enrollment=enrollment, quiz=quiz).order_by("number"))
        if attempts and attempts[-1].status == AttemptStatus.STARTED:
            return attempts[-1], False
        if quiz.attempts_allowed is not None and len(attempts) >= quiz.attempts_allowed:
            raise AttemptsExhausted
        questions = [question.as_paper() for question in quiz.questions.order_by("position", "id")]
        if not questions:
            raise QuizEmpty
        attempt = QuizAttempt(
            organization_id=quiz.organization_id,
            enrollment=enrollment,
            quiz=quiz,
            number=attempts[-1].number + 1 if attempts else 1,
            paper=draw_paper(questions, pool_size=quiz.pool_size, shuffle=quiz.shuffle, rng=rng or SystemRandom()),
            pass_percent=quiz.pass_percent,
            started_at=now,
            deadline_at=now + timedelta(seconds=quiz.time_limit_seconds) if quiz.time_limit_seconds else None,
        )
        attempt.save(force_insert=True)
    return attempt, True


@dataclass(frozen=True, slots=True)
class AttemptOutcome:
    """The attempt as it is now, and where that leaves the course."""

    attempt: QuizAttempt
    progress: ProgressMade


def attempt_submit(*, attempt: QuizAttempt, answers: Mapping[str, Any], now: datetime) -> AttemptOutcome:
    """Mark the answers. Left-out questions count as wrong.

    After the deadline and its grace the attempt becomes `timed_out` with a score of 0 and its answers are not marked.
    Raises AttemptClosed when it was handed in before, AnswersNotUsable when an answer does not fit its question,
    NotEnrolled when the enrollment has ended.
    """
    if is_late(attempt.deadline_at, now):
        return _hand_in(attempt, AttemptStatus.TIMED_OUT, answers={}, score_percent=0, passed=False, now=now)
    _check(attempt, answers)
    score = mark(attempt.paper, answers)
    return _hand_in(
        attempt,
        AttemptStatus.GRADED,
        answers=dict(answers),
        score_percent=score.percent,
        passed=score.passes(attempt.pass_percent),
        now=now,
    )


def _hand_in(
    attempt: QuizAttempt,
    status: AttemptStatus,
    *,
    answers: Mapping[str, Any],
    score_percent: int,
    passed: bool,
    now: datetime,
) -> AttemptOutcome:
    enrollment, lesson = attempt.enrollment, attempt.quiz.lesson
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        if not QuizAttempt.objects.filter(pk=attempt.pk, status=AttemptStatus.STARTED).update(
            status=status, answers=answers, score_percent=score_percent, passed=passed, submitted_at=now
        ):
            raise AttemptClosed
        if passed:
            progress = lesson_done(enrollment=enrollment, lesson=lesson, now=now)
            publish(
                QuizPassed(
                    enrollment_id=enrollment.id,
                    lesson_id=lesson.id,
                    attempt_id=attempt.id,
                    user_id=enrollment.user_id,
                    course_id=enrollment.course_id,
                    score_percent=score_percent,
                ),
                organization_id=enrollment.organization_id,
                actor_id=enrollment.user_id,
            )
        else:
            progress = progress_made(enrollment, now=now)
    attempt.refresh_from_db()
    return AttemptOutcome(attempt=attempt, progress=progress)


def _check(attempt: QuizAttempt, answers: Mapping[str, Any]) -> None:
    questions = {question["id"]: question for question in attempt.paper}
    problems = [
        FieldError(f"answers.{question_id}", "question_unknown", "This question is not part of the attempt.")
        for question_id in answers
        if question_id not in questions
    ]
    for question_id, question in questions.items():
        problem = answer_problem(question, answers.get(question_id))
        if problem is not None:
            problems.append(FieldError(f"answers.{question_id}", "answer_form", problem))
    if problems:
        raise AnswersNotUsable(errors=problems)


def _time_out_late(enrollment: Enrollment, quiz: Quiz, *, now: datetime) -> None:
    """Close the open attempt whose time has run out. On its own, so that it stays closed whatever follows."""
    opened = QuizAttempt.objects.filter(enrollment=enrollment, quiz=quiz, status=AttemptStatus.STARTED).first()
    if opened is not None and is_late(opened.deadline_at, now):
        QuizAttempt.objects.filter(pk=opened.pk, status=AttemptStatus.STARTED).update(
            status=AttemptStatus.TIMED_OUT, score_percent=0, submitted_at=now
        )
