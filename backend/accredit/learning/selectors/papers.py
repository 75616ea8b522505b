"""What a learner may see of an attempt: questions without answers while it is open, everything afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from accredit.core.markdown import render_markdown
from accredit.learning.models import QuizAttempt
from accredit.learning.rules.quizzes import AttemptStatus, Choice, PaperQuestion, is_late, is_right, right_answer


class QuestionJson(TypedDict):
    id: str
    kind: str
    prompt_html: str
    choices: list[Choice] | None
    points: int


class AnswerResult(TypedDict):
    question_id: str
    correct: bool
    your_answer: Any
    right_answer: Any
    explanation_html: str


class AttemptJson(TypedDict):
    id: UUID
    number: int
    lesson_id: UUID
    status: str
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    score_percent: int | None
    passed: bool | None
    pass_percent: int
    questions: list[QuestionJson]
    results: list[AnswerResult] | None


def attempt_json(attempt: QuizAttempt, *, now: datetime) -> AttemptJson:
    """An attempt by its state: `results` (right answers and explanations) only once it was handed in and marked.

    One whose time has run out shows as timed out even before the row says so.
    """
    status = attempt.status
    if status == AttemptStatus.STARTED and is_late(attempt.deadline_at, now):
        status = AttemptStatus.TIMED_OUT
    graded = status == AttemptStatus.GRADED
    return {
        "id": attempt.id,
        "number": attempt.number,
        "lesson_id": attempt.quiz.lesson_id,
        "status": status,
        "started_at": attempt.started_at,
        "deadline_at": attempt.deadline_at,
        "submitted_at": attempt.submitted_at,
        "score_percent": attempt.score_percent,
        "passed": attempt.passed if status != AttemptStatus.STARTED else None,
        "pass_percent": attempt.pass_percent,
        "questions": [_question(question) for question in attempt.paper],
        "results": attempt_results(attempt) if graded else None,
    }


def attempt_results(attempt: QuizAttempt) -> list[AnswerResult]:
    """What was right, for an attempt that has been marked; empty for any other."""
    if attempt.status != AttemptStatus.GRADED:
        return []
    return [
        {
            "question_id": question["id"],
            "correct": is_right(question, attempt.answers.get(question["id"])),
            "your_answer": attempt.answers.get(question["id"]),
            "right_answer": right_answer(question),
            "explanation_html": render_markdown(question["explanation_md"]),
        }
        for question in attempt.paper
    ]


def _question(question: PaperQuestion) -> QuestionJson:
    """Built field by field, so that nothing new in a paper can slip out."""
    return {
        "id": question["id"],
        "kind": question["kind"],
        "prompt_html": render_markdown(question["prompt_md"]),
        "choices": [{"id": choice["id"], "text": choice["text"]} for choice in question["choices"]] or None,
        "points": question["points"],
    }
