"""The pure rules of learning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core.markdown import render_markdown
from accredit.learning.rules.courses import (
    CourseFacts,
    CourseStatus,
    LessonFacts,
    LessonKind,
    course_may_become,
    progress_percent,
    publish_obstacles,
    rating_average,
    resume_at,
)
from accredit.learning.rules.quizzes import (
    Score,
    answer_problem,
    definition_errors,
    draw_paper,
    is_late,
    is_right,
    normalise_text,
    parse_number,
    right_answer,
)
from accredit.learning.tests.factories import question, single


class _Seen(HTMLParser):
    """What a browser would make of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@given(total=st.integers(1, 500), data=st.data())
def test_progress_is_a_hundred_only_when_everything_is_done(total: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, total))
    percent = progress_percent(done, total)
    assert 0 <= percent <= 100
    assert (percent == 100) == (done == total)
    assert percent * total <= done * 100 < (percent + 1) * total or done == total


def test_a_course_without_lessons_is_at_zero() -> None:
    assert progress_percent(0, 0) == 0


@given(earned=st.integers(0, 1000), more=st.integers(0, 1000), mark=st.integers(1, 100))
def test_a_quiz_is_passed_exactly_when_the_points_reach_the_mark(earned: int, more: int, mark: int) -> None:
    score = Score(earned, earned + more)
    assert score.passes(mark) == (score.total > 0 and earned / score.total >= mark / 100 - 1e-12)
    assert score.passes(mark) == (score.total > 0 and score.percent >= mark)


def test_nearly_is_not_passed() -> None:
    assert Score(799, 1000).percent == 79
    assert not Score(799, 1000).passes(80)
    assert Score(800, 1000).passes(80)


@given(st.text(max_size=60))
def test_normalising_a_text_twice_changes_nothing_more(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once


@pytest.mark.parametrize("given_text", ["  best   INTERESTS. ", "Best interests", "ｂest interests"])
def test_short_text_ignores_case_spacing_and_the_closing_full_stop(given_text: str) -> None:
    assert is_right(question("short_text", {"accepted": ["best interests"]}), given_text)


@pytest.mark.parametrize(
    ("given_number", "right"),
    [("12.6", True), ("12,6", True), (12.4, True), ("12.61", False), ("12.39", False), ("", False), (None, False)],
)
def test_a_number_counts_within_the_tolerance_and_its_edge(given_number: object, right: bool) -> None:
    assert is_right(question("numeric", {"value": "12.5", "tolerance": "0.1"}), given_number) is right


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_every_plain_decimal_is_understood_exactly(number: object) -> None:
    assert parse_number(str(number)) == number


@pytest.mark.parametrize("text", ["1e999999999", "nan", "inf", "12..5", "0x10", "9" * 41, True, None, [1]])
def test_what_is_no_sane_number_is_refused(text: object) -> None:
    assert parse_number(text) is None


def test_multiple_choice_needs_exactly_the_right_set() -> None:
    asked = question("multiple", {"choices": ["a", "c"]})
    assert is_right(asked, ["c", "a"])
    assert not is_right(asked, ["a"])
    assert not is_right(asked, ["a", "b", "c"])


def test_true_false_is_not_fooled_by_numbers() -> None:
    asked = question("true_false", {"value": True})
    assert is_right(asked, True)
    assert not is_right(asked, 1)
    assert answer_problem(asked, 1) is not None


@pytest.mark.parametrize(
    "asked",
    [
        single(),
        question("multiple", {"choices": ["a", "c"]}),
        question("true_false", {"value": False}),
        question("numeric", {"value": "12.5", "tolerance": "0.1"}),
        question("short_text", {"accepted": ["Consent", "Agreement"]}),
    ],
)
def test_the_right_answer_of_every_kind_fits_its_question_and_is_right(asked: dict[str, object]) -> None:
    answer = right_answer(asked)  # type: ignore[arg-type]
    assert answer_problem(asked, answer) is None  # type: ignore[arg-type]
    assert is_right(asked, answer)  # type: ignore[arg-type]


@given(size=st.integers(1, 30), seed=st.integers(), data=st.data(), shuffle=st.booleans())
def test_a_paper_holds_the_pool_of_different_questions(
    size: int, seed: int, data: st.DataObject, shuffle: bool
) -> None:
    pool = data.draw(st.none() | st.integers(1, size))
    questions = [{**single(), "id": str(number)} for number in range(size)]
    paper = draw_paper(questions, pool_size=pool, shuffle=shuffle, rng=Random(seed))  # type: ignore[arg-type]  # noqa: S311
    ids = [int(one["id"]) for one in paper]
    assert len(ids) == len(set(ids)) == (pool or size)
    assert shuffle or ids == sorted(ids)
    for one in paper:
        assert sorted(choice["id"] for choice in one["choices"]) == ["a", "b", "c"]


def test_what_is_wrong_with_a_quiz_is_said_with_its_place() -> None:
    lonely = {**single(), "choices": [{"id": "a", "text": "Only one"}]}
    found = definition_errors(
        [single(), lonely, question("numeric", {"value": "x"}), {**single(), "answer": {"choice": "z"}}],  # type: ignore[list-item]
        pool_size=9,
    )
    assert [(error.path, error.code) for error in found] == [
        ("pool_size", "pool_too_large"),
        ("questions.1.choices", "choices_too_few"),
        ("questions.2.answer", "answer_missing"),
        ("questions.3.answer", "answer_missing"),
    ]


def test_answers_are_late_only_after_the_grace() -> None:
    deadline = NOW
    assert not is_late(None, NOW + timedelta(days=1))
    assert not is_late(deadline, NOW + timedelta(seconds=5))
    assert is_late(deadline, NOW + timedelta(seconds=6))


def test_a_bare_course_lacks_everything_that_publishing_needs() -> None:
    facts = CourseFacts(title=" ", subtitle="", description_md="", instructor_count=0, lessons=[])
    codes = [error.code for error in publish_obstacles(facts)]
    assert codes == ["title_missing", "description_missing", "instructor_missing", "lesson_missing"]


def test_an_empty_article_and_an_empty_quiz_keep_a_course_unpublished() -> None:
    facts = CourseFacts(
        title="T",
        subtitle="",
        description_md="D",
        instructor_count=1,
        lessons=[LessonFacts("A", LessonKind.ARTICLE, False, 0), LessonFacts("Q", LessonKind.QUIZ, False, 0)],
    )
    assert [error.code for error in publish_obstacles(facts)] == ["article_empty", "quiz_empty"]


def test_a_course_only_moves_from_draft_to_published_to_archived_and_through_review() -> None:
    steps = {(a, b) for a in CourseStatus for b in CourseStatus if course_may_become(a, b)}
    assert steps == {
        (CourseStatus.DRAFT, CourseStatus.IN_REVIEW),
        (CourseStatus.IN_REVIEW, CourseStatus.DRAFT),
        (CourseStatus.IN_REVIEW, CourseStatus.PUBLISHED),
        (CourseStatus.DRAFT, CourseStatus.PUBLISHED),
        (CourseStatus.PUBLISHED, CourseStatus.ARCHIVED),
    }


def test_one_carries_on_at_the_first_lesson_not_done() -> None:
    first, second = uuid4(), uuid4()
    assert resume_at([first, second], {first}) == second
    assert resume_at([first, second], {first, second}) == first
    assert resume_at([], set()) is None


@pytest.mark.parametrize(("total", "count", "text"), [(0, 0, None), (14, 3, "4.7"), (9, 2, "4.5"), (5, 1, "5.0")])
def test_the_average_has_one_decimal(total: int, count: int, text: str | None) -> None:
    assert rating_average(total, count) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<img src=x onerror="alert(1)">',
        "![x](https://tracker.example/pixel.png)",
        '<a href="x" onclick="y">z</a>',
    ],
)
def test_nothing_that_runs_or_tracks_survives_markdown(hostile: str) -> None:
    seen = _Seen()
    seen.feed(render_markdown(hostile))
    assert seen.tags <= {"p", "a"}
    assert seen.attributes <= {("rel", "noopener noreferrer nofollow")}


def test_markdown_headings_sink_below_the_title_of_the_page() -> None:
    html = render_markdown("# One\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[site](https://example.org)")
    assert "<h2>One</h2>" in html
    assert "<table>" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert render_markdown("  ") == ""
