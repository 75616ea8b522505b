"""What a question may look like, how a paper is drawn from a quiz, and how answers are marked. Pure.

A *paper* is the copy of the questions that one attempt was given, in its own order. It is kept with the attempt, so
that a later edit of the quiz changes neither an attempt under way nor the record of a past one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from random import Random
from typing import Any, TypedDict

from accredit.core.errors import FieldError


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    NUMERIC = "numeric"
    SHORT_TEXT = "short_text"


class AttemptStatus(StrEnum):
    STARTED = "started"
    GRADED = "graded"
    TIMED_OUT = "timed_out"


NETWORK_GRACE = timedelta(seconds=5)
"""How long after the deadline answers still count: they were sent in time and travelled."""

_CHOICE_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
_NUMBER_LENGTH = 40
_NUMBER_MAGNITUDE = 30
_EXACT = Context(prec=150)
"""Digits enough to subtract any two numbers that `parse_number` lets through without rounding."""


class Choice(TypedDict):
    id: str
    text: str


class PaperQuestion(TypedDict):
    """One question as an attempt holds it. `answer` and `explanation_md` stay on the server until it is submitted.

    `answer` by kind: single `{"choice": id}`, multiple `{"choices": [id, …]}`, true_false `{"value": bool}`,
    numeric `{"value": "12.5", "tolerance": "0.1"}`, short_text `{"accepted": [text, …]}`.
    """

    id: str
    kind: str
    prompt_md: str
    choices: list[Choice]
    answer: dict[str, Any]
    explanation_md: str
    points: int


@dataclass(frozen=True, slots=True)
class Score:
    earned: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 79.9 % is 79."""
        return self.earned * 100 // self.total if self.total else 0

    def passes(self, pass_percent: int) -> bool:
        """Compared in integers, never through a rounded figure."""
        return self.total > 0 and self.earned * 100 >= pass_percent * self.total


def is_late(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether answers arriving now come too late to count."""
    return deadline_at is not None and now > deadline_at + NETWORK_GRACE


def normalise_text(text: str) -> str:
    """The form in which short answers are compared: case, spacing, quote style and closing marks do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    # Folding can leave a decomposed letter behind, so it is composed once more.
    folded = unicodedata.normalize("NFKC", folded)
    return re.sub(r"\s+", " ", folded).strip().rstrip(" .!?")


def parse_number(given: object) -> Decimal | None:
    """A finite decimal of sane size from a JSON number or a text (comma or point); None when it is not one."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    text = str(given).strip().replace("−", "-").replace(" ", "")
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    if not text or len(text) > _NUMBER_LENGTH:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _NUMBER_MAGNITUDE:
        return None
    return number


def definition_errors(questions: Sequence[PaperQuestion], *, pool_size: int | None) -> list[FieldError]:
    """What keeps a quiz from being usable, with paths into the sent list."""
    found: list[FieldError] = []
    if not questions:
        found.append(FieldError("questions", "questions_missing", "A quiz needs at least one question."))
    if pool_size is not None and not 1 <= pool_size <= len(questions):
        found.append(
            FieldError("pool_size", "pool_too_large", "The pool cannot be larger than the number of questions.")
        )
    for index, question in enumerate(questions):
        problem = _question_problem(question)
        if problem is not None:
            field, code, message = problem
            found.append(FieldError(f"questions.{index}.{field}", code, message))
    return found


def _question_problem(question: PaperQuestion) -> tuple[str, str, str] | None:
    kind, answer = QuestionKind(question["kind"]), question["answer"]
    if not question["prompt_md"].strip():
        return "prompt_md", "prompt_missing", "Write the question."
    if kind in _CHOICE_KINDS:
        return _choice_problem(kind, question["choices"], answer)
    if question["choices"]:
        return "choices", "choices_not_used", "Only single and multiple choice questions have choices."
    if kind is QuestionKind.TRUE_FALSE and not isinstance(answer.get("value"), bool):
        return "answer", "answer_missing", "Say whether the statement is true."
    if kind is QuestionKind.NUMERIC:
        value, tolerance = parse_number(answer.get("value")), parse_number(answer.get("tolerance", "0"))
        if value is None:
            return "answer", "answer_missing", "Give the right number."
        if tolerance is None or tolerance < 0:
            return "answer", "tolerance_negative", "The tolerance is a number from zero up."
    if kind is QuestionKind.SHORT_TEXT:
        accepted = answer.get("accepted")
        texts = accepted if isinstance(accepted, list) else []
        if not texts or not all(isinstance(text, str) and normalise_text(text) for text in texts):
            return "answer", "answer_missing", "Give at least one accepted answer."
    return None


def _choice_problem(
    kind: QuestionKind, choices: Sequence[Choice], answer: Mapping[str, Any]
) -> tuple[str, str, str] | None:
    ids = [choice["id"] for choice in choices]
    if len(ids) < 2:
        return "choices", "choices_too_few", "Give at least two choices."
    if len(set(ids)) != len(ids):
        return "choices", "choice_twice", "Two choices share one id."
    if not all(choice["text"].strip() for choice in choices):
        return "choices", "choice_empty", "Every choice needs a text."
    right = [answer.get("choice")] if kind is QuestionKind.SINGLE else answer.get("choices")
    if not isinstance(right, list) or not right or not all(isinstance(one, str) and one in ids for one in right):
        return "answer", "answer_missing", "Mark which choice is right."
    return None


def draw_paper(
    questions: Sequence[PaperQuestion], *, pool_size: int | None, shuffle: bool, rng: Random
) -> list[PaperQuestion]:
    """The questions of one attempt: `pool_size` of them, in the author's order unless the quiz shuffles."""
    size = len(questions) if pool_size is None else min(pool_size, len(questions))
    picked = sorted(rng.sample(range(len(questions)), size))
    paper = [questions[index] for index in picked]
    if not shuffle:
        return [question.copy() for question in paper]
    rng.shuffle(paper)
    return [{**question, "choices": rng.sample(question["choices"], len(question["choices"]))} for question in paper]


def answer_problem(question: PaperQuestion, given: object) -> str | None:
    """Why an answer is not of the form its question asks for; None when it is (also when it was left out)."""
    if given is None:
        return None
    ids = {choice["id"] for choice in question["choices"]}
    match QuestionKind(question["kind"]):
        case QuestionKind.SINGLE:
            return None if isinstance(given, str) and given in ids else "Choose one of the listed choices."
        case QuestionKind.MULTIPLE:
            listed = isinstance(given, list) and all(isinstance(one, str) and one in ids for one in given)
            return None if listed else "Choose among the listed choices."
        case QuestionKind.TRUE_FALSE:
            return None if isinstance(given, bool) else "Answer true or false."
        case QuestionKind.NUMERIC:
            return None if given == "" or parse_number(given) is not None else "Answer with a number."
        case QuestionKind.SHORT_TEXT:
            return None if isinstance(given, str) and len(given) <= 500 else "Answer with up to 500 characters."


def is_right(question: PaperQuestion, given: object) -> bool:
    """All or nothing. `given` has passed `answer_problem`; a missing answer is wrong."""
    if given is None:
        return False
    answer = question["answer"]
    match QuestionKind(question["kind"]):
        case QuestionKind.SINGLE:
            return bool(given == answer["choice"])
        case QuestionKind.MULTIPLE:
            return isinstance(given, list) and set(given) == set(answer["choices"])
        case QuestionKind.TRUE_FALSE:
            return given is answer["value"]
        case QuestionKind.NUMERIC:
            number, value = parse_number(given), parse_number(answer["value"])
            tolerance = parse_number(answer.get("tolerance", "0")) or Decimal(0)
            return number is not None and value is not None and abs(_EXACT.subtract(number, value)) <= tolerance
        case QuestionKind.SHORT_TEXT:
            return normalise_text(str(given)) in {normalise_text(text) for text in answer["accepted"]}


def right_answer(question: PaperQuestion) -> Any:
    """The right answer in the form in which a learner would have sent it."""
    answer = question["answer"]
    match QuestionKind(question["kind"]):
        case QuestionKind.SINGLE:
            return answer["choice"]
        case QuestionKind.MULTIPLE:
            return answer["choices"]
        case QuestionKind.TRUE_FALSE:
            return answer["value"]
        case QuestionKind.NUMERIC:
            return str(answer["value"])
        case QuestionKind.SHORT_TEXT:
            return answer["accepted"][0]


def mark(paper: Sequence[PaperQuestion], answers: Mapping[str, object]) -> Score:
    """The points earned and the points there were."""
    return Score(
        earned=sum(question["points"] for question in paper if is_right(question, answers.get(question["id"]))),
        total=sum(question["points"] for question in paper),
    )
