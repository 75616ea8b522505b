"""Taking quizzes, through the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from accredit.core.ids import new_id
from accredit.learning import selectors, services
from accredit.learning.exceptions import (
    AnswersNotUsable,
    AttemptClosed,
    AttemptsExhausted,
    QuizEmpty,
)
from accredit.learning.models import QuizAttempt

from .factories import (
    EnrollmentFactory,
    ModuleFactory,
    question,
    quiz_lesson,
    single,
)
from .world import told

pytestmark = pytest.mark.django_db


def test_all_five_kinds_are_marked_and_passing_completes_the_lesson(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(
        ModuleFactory(course=enrollment.course),
        [
            single(),
            question("multiple", {"choices": ["a", "c"]}),
            question("true_false", {"value": False}),
            question("numeric", {"value": "12.5", "tolerance": "0.5"}),
            question("short_text", {"accepted": ["Best interests"]}),
        ],
        pass_percent=80,
    )
    attempt, fresh = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    right = ["b", ["c", "a"], False, "13", "best  interests."]
    answers: dict[str, Any] = {asked["id"]: answer for asked, answer in zip(attempt.paper, right, strict=True)}
    answers[attempt.paper[0]["id"]] = "a"
    outcome = services.attempt_submit(attempt=attempt, answers=answers, now=now)

    assert fresh
    assert (outcome.attempt.status, outcome.attempt.score_percent, outcome.attempt.passed) == ("graded", 80, True)
    assert outcome.progress.course_completed
    assert [one["score_percent"] for one in told("quiz_passed")] == [80]
    assert selectors.best_quiz_scores(enrollment)[lesson.id] == selectors.QuizScore(80, True)


def test_a_failed_attempt_leaves_the_lesson_open_and_the_best_score_counts(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single(), single(), single()], pass_percent=70)
    for right in (2, 1):
        attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
        answers = {asked["id"]: "b" for asked in attempt.paper[:right]}
        services.attempt_submit(attempt=attempt, answers=answers, now=now)
    assert selectors.best_quiz_scores(enrollment)[lesson.id] == selectors.QuizScore(66, False)
    assert told("lesson_completed") == []


def test_asking_for_an_attempt_twice_uses_up_one(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(
        ModuleFactory(course=enrollment.course), [single(str(n)) for n in range(6)], shuffle=True, pool_size=3
    )
    first, fresh = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    again, fresh_again = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    assert (fresh, fresh_again) == (True, False)
    assert first.paper == again.paper
    assert len(first.paper) == 3


def test_attempts_run_out(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()], attempts_allowed=1)
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    services.attempt_submit(attempt=attempt, answers={}, now=now)
    with pytest.raises(AttemptsExhausted):
        services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    assert selectors.attempts_left(attempt) == 0


def test_answers_within_the_grace_count_and_later_ones_do_not(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()], time_limit_seconds=60, attempts_allowed=2)
    statuses = []
    for seconds in (65, 66):
        attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
        assert attempt.deadline_at == now + timedelta(seconds=60)
        outcome = services.attempt_submit(
            attempt=attempt, answers={attempt.paper[0]["id"]: "b"}, now=now + timedelta(seconds=seconds)
        )
        statuses.append((outcome.attempt.status, outcome.attempt.score_percent))
    assert statuses == [("graded", 100), ("timed_out", 0)]
    assert len(told("quiz_passed")) == 1


def test_an_attempt_left_lying_is_closed_when_the_next_one_starts(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()], time_limit_seconds=60, attempts_allowed=1)
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    later = now + timedelta(minutes=5)
    assert selectors.quiz_state(quiz=lesson.quiz, enrollment=enrollment, now=later).open_attempt_id is None
    with pytest.raises(AttemptsExhausted):
        services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=later)
    attempt.refresh_from_db()
    assert attempt.status == "timed_out"


def test_handing_in_twice_is_refused_and_the_first_stands(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()])
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    twin = selectors.attempt_get(attempt_id=attempt.id, user_id=enrollment.user_id)
    services.attempt_submit(attempt=attempt, answers={}, now=now)
    with pytest.raises(AttemptClosed):
        services.attempt_submit(attempt=twin, answers={attempt.paper[0]["id"]: "b"}, now=now)
    attempt.refresh_from_db()
    assert attempt.score_percent == 0


def test_answers_that_do_not_fit_are_named_and_nothing_is_handed_in(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()])
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    known, unknown = attempt.paper[0]["id"], str(new_id())
    with pytest.raises(AnswersNotUsable) as refused:
        services.attempt_submit(attempt=attempt, answers={known: "z", unknown: "b"}, now=now)
    assert {error.path for error in refused.value.errors} == {f"answers.{known}", f"answers.{unknown}"}
    attempt.refresh_from_db()
    assert attempt.status == "started"


def test_a_rewritten_quiz_leaves_the_paper_of_an_attempt_alone(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single("Old")], pass_percent=100)
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    services.quiz_save(
        lesson=lesson, actor_id=enrollment.user_id, questions=[single("New", right="c")], pass_percent=10, now=now
    )
    attempt = selectors.attempt_get(attempt_id=attempt.id, user_id=enrollment.user_id)
    outcome = services.attempt_submit(attempt=attempt, answers={attempt.paper[0]["id"]: "b"}, now=now)
    assert (attempt.paper[0]["prompt_md"], outcome.attempt.score_percent) == ("Old", 100)


def test_a_quiz_without_questions_cannot_be_started(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [])
    with pytest.raises(QuizEmpty):
        services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    assert not QuizAttempt.objects.exists()
