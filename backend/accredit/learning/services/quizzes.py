"""Writing a quiz."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.learning.exceptions import NotAQuiz, QuizNotUsable
from accredit.learning.models import Lesson, Question, Quiz
from accredit.learning.rules.courses import LessonKind
from accredit.learning.rules.quizzes import PaperQuestion, definition_errors

from .outline import course_hold, tell_update


def quiz_save(
    *,
    lesson: Lesson,
    actor_id: UUID,
    questions: Sequence[PaperQuestion],
    pass_percent: int = 70,
    attempts_allowed: int | None = None,
    time_limit_seconds: int | None = None,
    pool_size: int | None = None,
    shuffle: bool = False,
    now: datetime,
) -> Quiz:
    """Replace a quiz as a whole, in the order given (each question's `id` is made anew).

    Attempts keep their own paper, so nothing changes for those under way. Raises NotAQuiz, CourseArchived, and
    QuizNotUsable with the path of everything that is wrong.
    """
    if lesson.kind != LessonKind.QUIZ:
        raise NotAQuiz
    if problems := definition_errors(questions, pool_size=pool_size):
        raise QuizNotUsable(errors=problems)
    with transaction.atomic():
        course = course_hold(lesson.course)
        quiz, _ = Quiz.objects.update_or_create(
            lesson=lesson,
            defaults={
                "organization_id": lesson.organization_id,
                "pass_percent": pass_percent,
                "attempts_allowed": attempts_allowed,
                "time_limit_seconds": time_limit_seconds,
                "pool_size": pool_size,
                "shuffle": shuffle,
                "question_count": len(questions),
            },
        )
        Question.objects.filter(quiz=quiz).delete()
        Question.objects.bulk_create(
            Question(
                organization_id=lesson.organization_id,
                quiz=quiz,
                kind=question["kind"],
                prompt_md=question["prompt_md"],
                choices=question["choices"],
                answer=question["answer"],
                explanation_md=question["explanation_md"],
                points=question["points"],
                position=position,
            )
            for position, question in enumerate(questions)
        )
        tell_update(course, actor_id=actor_id)
    return quiz
