"""Whether answers fit the questions of a registration. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accredit.core.errors import FieldError

LONGEST = {"text": 300, "long_text": 4000, "email": 254, "phone": 40}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9 ()./-]{5,40}")


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question as it was asked. `choices` are ids."""

    id: UUID
    kind: str
    is_required: bool
    choices: frozenset[str] = frozenset()
    ticket_type_ids: frozenset[str] = frozenset()

    def is_for(self, ticket_type_id: UUID) -> bool:
        """Whether who takes this ticket is asked."""
        return not self.ticket_type_ids or str(ticket_type_id) in self.ticket_type_ids


def answers_check(
    questions: Sequence[QuestionFacts], answers: Mapping[str, Any], *, path: str = "answers"
) -> tuple[dict[str, Any], list[FieldError]]:
    """The answers to these questions alone, as they are kept, and what is wrong with them by question."""
    kept: dict[str, Any] = {}
    found: list[FieldError] = []
    for question in questions:
        where = f"{path}.{question.id}"
        given = answers.get(str(question.id))
        if isinstance(given, str):
            given = given.strip()
        if given in (None, "", []):
            if question.is_required:
                found.append(FieldError(where, "required", "Please answer this question."))
            continue
        if question.kind == "yes_no" and given is False and question.is_required:
            found.append(FieldError(where, "required", "Please agree to this."))
        elif (sentence := _wrong(question, given)) is not None:
            found.append(FieldError(where, "not_usable", sentence))
        else:
            kept[str(question.id)] = given
    return kept, found


def _wrong(question: QuestionFacts, given: Any) -> str | None:
    match question.kind:
        case "text" | "long_text" | "email" | "phone":
            return _wrong_text(question.kind, given)
        case "single":
            return None if isinstance(given, str) and given in question.choices else "Choose one of the answers."
        case "multiple":
            fits = isinstance(given, list) and all(isinstance(one, str) and one in question.choices for one in given)
            return None if fits else "Choose among the answers."
        case "yes_no":
            return None if isinstance(given, bool) else "Answer yes or no."
        case "number":
            fits = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 10**12
            return None if fits else "Give a number."
        case _:
            return None if _is_day(given) else "Give a day, such as 2026-12-10."


def _wrong_text(kind: str, given: Any) -> str | None:
    if not isinstance(given, str) or len(given) > LONGEST[kind] or "\x00" in given:
        return f"Write up to {LONGEST[kind]} characters."
    if kind == "email" and not _EMAIL.fullmatch(given):
        return "Give an email address."
    if kind == "phone" and not _PHONE.fullmatch(given):
        return "Give a telephone number."
    return None


def _is_day(given: Any) -> bool:
    try:
        date.fromisoformat(given)
    except (TypeError, ValueError):
        return False
    return True
