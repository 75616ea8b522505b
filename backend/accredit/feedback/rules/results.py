"""What a number of responses come to, and which of it may be told. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from .questions import CHOICES, NUMBERS, QuestionFacts
from .surveys import FEWEST, QuestionKind


@dataclass(frozen=True, slots=True)
class Nps:
    """Promoters answer 9 or 10, passives 7 or 8, detractors less; the score is the share of the first less that of the
    last, in whole percent from -100 to 100, rounded half away from zero."""

    promoters: int
    passives: int
    detractors: int

    @property
    def score(self) -> int:
        people = self.promoters + self.passives + self.detractors
        difference = 200 * (self.promoters - self.detractors)
        size = (abs(difference) + people) // (2 * people)
        return size if difference >= 0 else -size


@dataclass(frozen=True, slots=True)
class Summary:
    """The answers under one name. Where fewer than five people gave one, it says nothing but that."""

    is_hidden: bool
    answers: int | None = None
    counts: Mapping[Any, int] = field(default_factory=dict)
    """Number, or id of a choice → how many chose it."""
    average_hundredths: int | None = None
    nps: Nps | None = None
    texts: Sequence[str] = ()


def groups_ready(waiting: Iterable[Collection[str]]) -> frozenset[str]:
    """The groups, by name, for which five or more responses wait that the results do not show yet. `waiting` holds for
    each response the names under which it waits.

    All who wait for such a group join it at once. A group is shown by itself, so it takes steps of its own: the whole
    may grow by five while one session grows by one, and the difference would be one person's answer.
    """
    people = Counter(name for names in waiting for name in set(names))
    return frozenset(name for name, count in people.items() if count >= FEWEST)


def summary(question: QuestionFacts, given: Sequence[tuple[str, Any]], *, hides: bool) -> Summary:
    """`given` are pairs of a response's id and its answer. Texts stand in an order that says nothing of whose they are,
    and another one for each question."""
    if hides and len(given) < FEWEST:
        return Summary(is_hidden=True)
    answers = [answer for _, answer in given]
    if question.kind == QuestionKind.TEXT:
        return Summary(is_hidden=False, answers=len(answers), texts=_mixed(question.key, given))
    counts = _counts(question, answers)
    if question.kind in CHOICES:
        return Summary(is_hidden=False, answers=len(answers), counts=counts)
    return Summary(
        is_hidden=False,
        answers=len(answers),
        counts=counts,
        average_hundredths=_average_hundredths(answers),
        nps=_nps(answers) if question.kind == QuestionKind.NPS and answers else None,
    )


def _counts(question: QuestionFacts, answers: Sequence[Any]) -> dict[Any, int]:
    possible: Collection[Any] = question.numbers if question.kind in NUMBERS else question.choices
    counts = dict.fromkeys(possible, 0)
    for answer in answers:
        for one in answer if isinstance(answer, list) else [answer]:
            counts[one] += 1
    return counts


def _average_hundredths(answers: Sequence[int]) -> int | None:
    """Rounded half up."""
    return (200 * sum(answers) + len(answers)) // (2 * len(answers)) if answers else None


def _nps(answers: Sequence[int]) -> Nps:
    promoters, detractors = sum(one >= 9 for one in answers), sum(one <= 6 for one in answers)
    return Nps(promoters, len(answers) - promoters - detractors, detractors)


def _mixed(key: str, given: Sequence[tuple[str, Any]]) -> list[str]:
    ordered = sorted(given, key=lambda one: sha256(f"{key}:{one[0]}".encode()).digest())
    return [answer for _, answer in ordered]
