"""Whatever order people answer in, no two looks at the results, and no two numbers of one look, single anybody out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core import clock
from accredit.events.models import Session
from accredit.events.tests.factories import SessionSpeakerFactory
from accredit.feedback.models import AnonymousResponse, Survey
from accredit.feedback.rules.results import groups_ready
from accredit.feedback.rules.surveys import FEWEST
from accredit.feedback.selectors import Seat, results_of, results_table, survey_by_id
from accredit.feedback.services import survey_answer

from .factories import SurveyFactory, SurveyQuestionFactory, attendee, event_over

Look = dict[str, frozenset[int]]
"""Name of a group → the people whose answers it shows."""
names = st.sampled_from("abcd")


@given(st.lists(st.frozensets(names), max_size=60))
def test_a_group_grows_by_five_people_or_by_nobody_in_any_order(answers: Sequence[frozenset[str]]) -> None:
    for before, after in _successive(_looks(answers)):
        for name in "abcd":
            assert before[name] <= after[name], "what was shown stays shown"
            assert len(after[name] - before[name]) not in range(1, FEWEST)


@given(st.lists(st.frozensets(names), max_size=60))
def test_no_difference_of_two_published_numbers_is_fewer_than_five(answers: Sequence[frozenset[str]]) -> None:
    for look in _looks(answers):
        for one, other in combinations([0, *(len(people) for people in look.values())], 2):
            assert abs(one - other) not in range(1, FEWEST)


@given(st.lists(st.frozensets(names), max_size=60))
def test_whoever_is_left_over_waits_and_never_five_of_a_group(answers: Sequence[frozenset[str]]) -> None:
    shown = list(_looks(answers))[-1]
    for name in "abcd":
        assert sum(name in said for said in answers) - len(shown[name]) in range(FEWEST)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_results_and_their_file_keep_to_steps_of_five(seed: int) -> None:
    survey, random = _survey(), Random(seed)  # noqa: S311 - an order to answer in, no secret
    session, second = Session.objects.filter(event=survey.event).order_by("created_at", "id")
    said: dict[str, Any] = {"stars": 2, "why": "A remark", f"each/{session.id}": 4, f"each/{second.id}": 1}
    before: dict[str, int] = {}
    for _ in range(23):
        _answer(survey, {name: value for name, value in said.items() if name != "why" and random.random() < 0.6})
        after = _numbers(survey)
        for name, count in after.items():
            assert abs(count - before.get(name, 0)) not in range(1, FEWEST), name
        for one, other in combinations([0, *after.values()], 2):
            assert abs(one - other) not in range(1, FEWEST)
        assert _file(survey) == {name: count for name, count in after.items() if name != "counted"}
        before = after


@pytest.mark.django_db
def test_a_session_that_grows_by_one_while_the_whole_grows_by_five_waits_for_its_own_five() -> None:
    survey = _survey()
    session, second = Session.objects.filter(event=survey.event).order_by("created_at", "id")
    both = {"stars": 5, f"each/{session.id}": 5, f"each/{second.id}": 5}
    for _ in range(5):
        _answer(survey, both)
    seen = _numbers(survey)
    _answer(survey, both | {f"each/{second.id}": 1})
    for _ in range(4):
        _answer(survey, {"stars": 1})
    grown = _numbers(survey)
    assert (grown["counted"], grown["stars:"]) == (10, 10)
    assert {name: grown[name] for name in seen if name.startswith("each")} == {
        f"each:{session.title}": 5,
        f"each:{second.title}": 5,
    }


@pytest.mark.django_db
def test_a_question_behind_a_condition_waits_for_five_who_were_asked_it() -> None:
    survey = _survey()
    for _ in range(5):
        _answer(survey, {"stars": 1, "why": "Too long"})
    for stars in (1, 5, 5, 5, 5):
        _answer(survey, {"stars": stars} | ({"why": "Mine alone"} if stars == 1 else {}))
    [_, why, _] = results_of(survey_by_id(survey_id=survey.id))["questions"]
    assert why["groups"][0]["texts"] == ["Too long"] * 5
    assert not any("Mine alone" in line for line in results_table(survey)[1])


@pytest.mark.django_db
def test_answers_that_were_stored_before_groups_had_steps_stay_as_they_were_shown() -> None:
    survey = _survey()
    AnonymousResponse.objects.bulk_create(
        AnonymousResponse(survey=survey, answers={"stars": 3}, is_counted=n < 5) for n in range(7)
    )
    assert _numbers(survey)["stars:"] == 5
    _answer(survey, {"stars": 3})
    assert _numbers(survey)["stars:"] == 5
    for _ in range(2):
        _answer(survey, {"stars": 3})
    assert _numbers(survey)["stars:"] == 10
    assert not AnonymousResponse.objects.filter(waits__isnull=False).exists()


def _looks(answers: Sequence[frozenset[str]]) -> Iterator[Look]:
    """What is shown after nobody has answered, after one has, and so on."""
    shown: dict[str, set[int]] = {name: set() for name in "abcd"}
    waiting: dict[int, frozenset[str]] = {}
    yield {name: frozenset(people) for name, people in shown.items()}
    for person, said in enumerate(answers):
        waiting[person] = said
        ready = groups_ready(waiting.values())
        for one, wanted in waiting.items():
            for name in wanted & ready:
                shown[name].add(one)
            waiting[one] = wanted - ready
        yield {name: frozenset(people) for name, people in shown.items()}


def _successive(looks: Iterator[Look]) -> Iterator[tuple[Look, Look]]:
    return combinations(looks, 2)


def _survey() -> Survey:
    made: Survey = SurveyFactory(event=event_over())
    SessionSpeakerFactory(session__event=made.event, session__title="Second")
    SurveyQuestionFactory(survey=made, key="stars", prompt="Stars?")
    low = {"question": "stars", "operator": "at_most", "values": [3]}
    SurveyQuestionFactory(survey=made, key="why", kind="text", prompt="Why?", shown_if=low)
    SurveyQuestionFactory(survey=made, key="each", about="sessions", prompt="Each?")
    return made


def _answer(survey: Survey, answers: dict[str, Any]) -> None:
    seat = Seat(registration=attendee(survey.event))
    survey_answer(survey=survey_by_id(survey_id=survey.id), seat=seat, answers=answers, now=clock.now())


def _numbers(survey: Survey) -> dict[str, int]:
    """Every number of people that the results tell; nothing for a group that they hide."""
    found = results_of(survey_by_id(survey_id=survey.id))
    groups = {
        f"{one['key']}:{group['target']['title'] if group['target'] else ''}": group["answers"]
        for one in found["questions"]
        for group in one["groups"]
        if not group["is_hidden"]
    }
    return {"counted": found["counted"], **groups}


def _file(survey: Survey) -> dict[str, int]:
    """The same from the file."""
    keys = {row.prompt: row.key for row in survey.questions.all()}
    found: dict[str, int] = {}
    for prompt, title, _, people in results_table(survey)[1]:
        if people:
            name = f"{keys[prompt]}:{title}"
            found[name] = found.get(name, 0) + int(people)
    return found
