"""Whether questions can be asked, which of them are asked given what was answered before, and whether answers fit.

The screens follow the same rule of what is asked; `tests/branching.json` holds cases for both. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accredit.core.errors import FieldError

from .surveys import About, Operator, QuestionKind

LONGEST_TEXT = 4000
MOST_QUESTIONS, MOST_CHOICES = 60, 20
KEY = re.compile(r"[a-z0-9_-]{1,20}")
NUMBERS = (QuestionKind.RATING, QuestionKind.SCALE, QuestionKind.NPS)
CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only when the answer to an earlier question is one of the values, or at least or at most the one value."""

    question: str
    operator: Operator
    values: tuple[Any, ...]

    def holds(self, answer: Any) -> bool:
        """Whether this answer calls for the question; no answer never does."""
        if answer is None:
            return False
        if self.operator == Operator.IS:
            given = answer if isinstance(answer, list) else [answer]
            return any(_among(one, self.values) for one in given)
        if not is_number(answer):
            return False
        return bool(answer >= self.values[0] if self.operator == Operator.AT_LEAST else answer <= self.values[0])


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question as it is asked. `choices` are ids."""

    key: str
    kind: QuestionKind
    about: About = About.WHOLE
    is_required: bool = False
    choices: tuple[str, ...] = ()
    scale_from: int = 1
    shown_if: Condition | None = None

    @property
    def numbers(self) -> range:
        """The whole numbers that answer it; empty for kinds that no number answers."""
        match self.kind:
            case QuestionKind.RATING:
                return range(1, 6)
            case QuestionKind.SCALE:
                return range(self.scale_from, 11)
            case QuestionKind.NPS:
                return range(11)
            case _:
                return range(0)


def asked(questions: Sequence[QuestionFacts], answers: Mapping[str, Any]) -> list[str]:
    """The keys of the questions that are asked, in order. What is not asked counts as unanswered for what follows."""
    found: list[str] = []
    for question in questions:
        condition = question.shown_if
        if condition is None or (condition.question in found and condition.holds(answers.get(condition.question))):
            found.append(question.key)
    return found


def answers_check(
    questions: Sequence[QuestionFacts], answers: Mapping[str, Any], targets: Mapping[About, Collection[str]]
) -> tuple[dict[str, Any], list[FieldError]]:
    """The answers to what was asked alone, as they are kept, and what is wrong with them. `targets` are the ids of the
    sessions and speakers that are asked about; their answers stand under `key/id`."""
    given = {key: _tidy(value) for key, value in answers.items()}
    shown = set(asked(questions, given))
    kept: dict[str, Any] = {}
    found: list[FieldError] = []
    for question in questions:
        if question.key not in shown:
            continue
        for name in names_of(question, targets):
            answer = given.get(name)
            if answer is None:
                if question.is_required:
                    found.append(FieldError(f"answers.{name}", "required", "Please answer this question."))
            elif (sentence := _wrong(question, answer)) is not None:
                found.append(FieldError(f"answers.{name}", "not_usable", sentence))
            else:
                kept[name] = answer
    return kept, found


def names_of(question: QuestionFacts, targets: Mapping[About, Collection[str]]) -> list[str]:
    """Under which names the answers to a question stand."""
    if question.about == About.WHOLE:
        return [question.key]
    return [f"{question.key}/{target}" for target in targets.get(question.about, ())]


def questions_check(questions: Sequence[QuestionFacts], *, of_event: bool) -> list[FieldError]:
    """What is wrong with a list of questions, by place."""
    found = [error for place, one in enumerate(questions) for error in _question_check(place, one, of_event)]
    earlier: dict[str, QuestionFacts] = {}
    for place, question in enumerate(questions):
        if question.key in earlier:
            found.append(FieldError(f"questions.{place}.key", "not_unique", "Another question has this key."))
        if question.shown_if is not None:
            sentence = _condition_wrong(question.shown_if, earlier.get(question.shown_if.question))
            if sentence:
                found.append(FieldError(f"questions.{place}.shown_if", "not_usable", sentence))
        earlier[question.key] = question
    return found


def is_number(value: Any) -> bool:
    """Whether it is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _question_check(place: int, question: QuestionFacts, of_event: bool) -> list[FieldError]:
    where = f"questions.{place}"
    found = []
    if not KEY.fullmatch(question.key):
        found.append(FieldError(f"{where}.key", "not_usable", "A key is up to 20 of a–z, 0–9, - and _."))
    if question.kind in CHOICES and not 2 <= len(question.choices) <= MOST_CHOICES:
        found.append(FieldError(f"{where}.choices", "not_usable", f"Give 2 to {MOST_CHOICES} answers to choose from."))
    if question.kind not in CHOICES and question.choices:
        found.append(FieldError(f"{where}.choices", "not_usable", "This kind of question has no answers to choose."))
    if len(set(question.choices)) < len(question.choices) or not all(map(KEY.fullmatch, question.choices)):
        found.append(FieldError(f"{where}.choices", "not_usable", "Each answer needs an id of its own."))
    if question.about != About.WHOLE and not of_event:
        found.append(FieldError(f"{where}.about", "not_usable", "A course has no sessions and speakers."))
    if question.about != About.WHOLE and question.is_required:
        sentence = "Not everybody was in every session, so such questions stay optional."
        found.append(FieldError(f"{where}.is_required", "not_usable", sentence))
    return found


def _condition_wrong(condition: Condition, source: QuestionFacts | None) -> str | None:
    if source is None:
        return "Choose a question that comes before this one."
    if source.about != About.WHOLE or source.kind == QuestionKind.TEXT:
        return "Choose a question that is asked once, and not one with a text for an answer."
    if not condition.values:
        return "Say which answer."
    if condition.operator == Operator.IS:
        possible: Collection[Any] = source.choices if source.kind in CHOICES else source.numbers
        return None if all(_among(one, possible) for one in condition.values) else "That answer cannot be given."
    if source.kind in CHOICES or len(condition.values) != 1 or not _among(condition.values[0], source.numbers):
        return "Only numbers are at least or at most something."
    return None


def _tidy(answer: Any) -> Any:
    if isinstance(answer, str):
        answer = answer.strip()
    return None if answer in ("", []) else answer


def _wrong(question: QuestionFacts, answer: Any) -> str | None:
    if question.kind in NUMBERS:
        first, last = question.numbers[0], question.numbers[-1]
        return None if _among(answer, question.numbers) else f"Choose a number from {first} to {last}."
    if question.kind == QuestionKind.TEXT:
        fits = isinstance(answer, str) and len(answer) <= LONGEST_TEXT and "\x00" not in answer
        return None if fits else f"Write up to {LONGEST_TEXT} characters."
    if question.kind == QuestionKind.SINGLE:
        return None if isinstance(answer, str) and answer in question.choices else "Choose one of the answers."
    fits = isinstance(answer, list) and all(isinstance(one, str) and one in question.choices for one in answer)
    return None if fits and len(set(answer)) == len(answer) else "Choose among the answers."


def _among(value: Any, possible: Collection[Any]) -> bool:
    return (isinstance(value, str) or is_number(value)) and value in possible
