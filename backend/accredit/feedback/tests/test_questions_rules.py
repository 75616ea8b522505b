"""What is asked given what was answered, and which answers fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.feedback.rules.questions import Condition, QuestionFacts, answers_check, asked, questions_check
from accredit.feedback.rules.results import Nps, summary
from accredit.feedback.rules.surveys import About, Operator, QuestionKind

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "branching.json").read_text())
KINDS = [QuestionKind.RATING, QuestionKind.SCALE, QuestionKind.NPS, QuestionKind.SINGLE, QuestionKind.MULTIPLE]


def facts(raw: dict[str, Any]) -> QuestionFacts:
    condition = raw.get("shown_if")
    return QuestionFacts(
        key=raw["key"],
        kind=QuestionKind(raw["kind"]),
        shown_if=Condition(condition["question"], Operator(condition["operator"]), tuple(condition["values"]))
        if condition
        else None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_asked_is_what_the_screens_ask(case: dict[str, Any]) -> None:
    assert asked([facts(one) for one in case["questions"]], case["answers"]) == case["asked"]


@st.composite
def papers(draw: st.DrawFn) -> tuple[list[QuestionFacts], dict[str, Any]]:
    """Questions whose conditions are possible, and answers of which any may be missing or wrong."""
    questions: list[QuestionFacts] = []
    for place in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(KINDS))
        condition, is_conditional = None, draw(st.booleans())
        if questions and is_conditional:
            source = draw(st.sampled_from(questions))
            possible: list[Any] = list(source.choices) or list(source.numbers)
            operators = [Operator.IS] if source.choices else list(Operator)
            operator = draw(st.sampled_from(operators))
            most = 3 if operator == Operator.IS else 1
            values = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=most))
            condition = Condition(source.key, operator, tuple(values))
        choices = ("a", "b", "c") if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) else ()
        questions.append(QuestionFacts(f"q{place}", kind, choices=choices, shown_if=condition, is_required=True))
    one: Any = st.one_of(st.none(), st.integers(-1, 11), st.sampled_from(["a", "b", "z", ""]), st.booleans())
    answer = st.one_of(one, st.lists(st.sampled_from(["a", "b", "c"]), max_size=3))
    return questions, draw(st.dictionaries(st.sampled_from([one.key for one in questions]), answer))


@given(papers())
def test_a_question_is_asked_exactly_when_its_condition_is_asked_and_holds(
    paper: tuple[list[QuestionFacts], dict[str, Any]],
) -> None:
    questions, answers = paper
    assert questions_check(questions, of_event=False) == []
    shown = set(asked(questions, answers))
    for question in questions:
        condition = question.shown_if
        expected = condition is None or (
            condition.question in shown and condition.holds(answers.get(condition.question))
        )
        assert (question.key in shown) == expected


@given(papers())
def test_what_was_not_asked_is_never_kept_and_changes_nothing(
    paper: tuple[list[QuestionFacts], dict[str, Any]],
) -> None:
    questions, answers = paper
    shown = asked(questions, answers)
    kept, wrong = answers_check(questions, answers, {})
    assert set(kept) <= set(shown)
    # Required, so that each question that is asked has either an answer that fits or a sentence.
    assert len(kept) + len(wrong) == len(shown)
    assert asked(questions, {key: answers[key] for key in shown if key in answers}) == shown


@pytest.mark.parametrize(
    ("kind", "fits", "not_these"),
    [
        ("rating", [1, 5], [0, 6, True, 2.5, "3", [3]]),
        ("scale", [1, 10], [0, 11, "x"]),
        ("nps", [0, 10], [-1, 11]),
        ("single", ["a"], ["z", 1, ["a"], {"a": 1}]),
        ("multiple", [["a", "b"]], ["a", ["a", "a"], ["z"], [["a"]]]),
        ("text", ["Good"], [1, "x" * 4001, "a\x00b", ["x"]]),
    ],
)
def test_each_kind_takes_its_own_answers_and_no_others(kind: str, fits: list[Any], not_these: list[Any]) -> None:
    choices = ("a", "b", "c") if kind in ("single", "multiple") else ()
    question = QuestionFacts("q", QuestionKind(kind), choices=choices)
    for answer in fits:
        assert answers_check([question], {"q": answer}, {}) == ({"q": answer}, [])
    for answer in not_these:
        kept, wrong = answers_check([question], {"q": answer}, {})
        assert (kept, [one.path for one in wrong]) == ({}, ["answers.q"]), answer


def test_a_question_about_sessions_is_answered_for_each_of_them() -> None:
    question = QuestionFacts("q", QuestionKind.RATING, about=About.SESSIONS)
    answers = {"q/one": 5, "q/elsewhere": 1, "q": 2}
    assert answers_check([question], answers, {About.SESSIONS: ["one", "two"]}) == ({"q/one": 5}, [])


RATING, TEXT = QuestionFacts("a", QuestionKind.RATING), QuestionFacts("b", QuestionKind.TEXT)


@pytest.mark.parametrize(
    ("questions", "path"),
    [
        ([RATING, RATING], "questions.1.key"),
        ([QuestionFacts("A B", QuestionKind.RATING)], "questions.0.key"),
        ([QuestionFacts("a", QuestionKind.SINGLE, choices=("x",))], "questions.0.choices"),
        ([QuestionFacts("a", QuestionKind.SINGLE, choices=("x", "x"))], "questions.0.choices"),
        ([QuestionFacts("a", QuestionKind.RATING, choices=("x", "y"))], "questions.0.choices"),
        ([QuestionFacts("a", QuestionKind.RATING, about=About.SESSIONS)], "questions.0.about"),
        (
            [QuestionFacts("c", QuestionKind.TEXT, shown_if=Condition("a", Operator.IS, (1,))), RATING],
            "questions.0.shown_if",
        ),
        (
            [TEXT, QuestionFacts("c", QuestionKind.TEXT, shown_if=Condition("b", Operator.IS, ("x",)))],
            "questions.1.shown_if",
        ),
        (
            [RATING, QuestionFacts("c", QuestionKind.TEXT, shown_if=Condition("a", Operator.IS, (6,)))],
            "questions.1.shown_if",
        ),
        (
            [RATING, QuestionFacts("c", QuestionKind.TEXT, shown_if=Condition("a", Operator.IS, ()))],
            "questions.1.shown_if",
        ),
        (
            [RATING, QuestionFacts("c", QuestionKind.TEXT, shown_if=Condition("a", Operator.AT_LEAST, (1, 2)))],
            "questions.1.shown_if",
        ),
    ],
)
def test_questions_that_cannot_be_asked_are_named_by_their_place(questions: list[QuestionFacts], path: str) -> None:
    assert path in [one.path for one in questions_check(questions, of_event=False)]


def test_a_question_about_sessions_stays_optional() -> None:
    required = QuestionFacts("a", QuestionKind.RATING, about=About.SESSIONS, is_required=True)
    assert [one.path for one in questions_check([required], of_event=True)] == ["questions.0.is_required"]


# Results


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_nps_is_the_share_of_promoters_less_that_of_detractors(answers: list[int]) -> None:
    found = summary(QuestionFacts("q", QuestionKind.NPS), [(str(n), one) for n, one in enumerate(answers)], hides=False)
    assert found.nps is not None
    exact = 100 * (sum(one >= 9 for one in answers) - sum(one <= 6 for one in answers)) / len(answers)
    assert abs(found.nps.score - exact) <= 0.5
    assert sum(found.counts.values()) == found.nps.promoters + found.nps.passives + found.nps.detractors == len(answers)


@pytest.mark.parametrize(
    ("nps", "score"), [(Nps(10, 0, 0), 100), (Nps(0, 0, 3), -100), (Nps(1, 6, 0), 14), (Nps(0, 7, 1), -13)]
)
def test_the_nps_is_rounded_to_whole_percent(nps: Nps, score: int) -> None:
    assert nps.score == score


@pytest.mark.parametrize("kind", QuestionKind)
def test_fewer_than_five_answers_say_nothing_at_all(kind: QuestionKind) -> None:
    question = QuestionFacts("q", kind, choices=("a", "b") if kind in ("single", "multiple") else ())
    answer: Any = {"single": "a", "multiple": ["a"], "text": "Good"}.get(kind, 5)
    four = summary(question, [(str(n), answer) for n in range(4)], hides=True)
    assert (four.is_hidden, four.answers, dict(four.counts), four.average_hundredths, four.nps, list(four.texts)) == (
        True,
        None,
        {},
        None,
        None,
        [],
    )
    assert summary(question, [(str(n), answer) for n in range(5)], hides=True).answers == 5


def test_the_texts_of_two_questions_stand_in_orders_that_do_not_go_together() -> None:
    responses = [str(n) for n in range(20)]
    orders = [
        list(summary(QuestionFacts(key, QuestionKind.TEXT), [(one, one) for one in responses], hides=True).texts)
        for key in ("first", "second")
    ]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(responses)
    assert orders[0] != orders[1]
    assert responses not in orders
