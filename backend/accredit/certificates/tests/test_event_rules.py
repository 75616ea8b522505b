"""What can be asked of an event, without a database."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.certificates.rules import gate_faults, gates
from accredit.certificates.rules.stored_clauses import clause_json, clause_load
from accredit.certificates.rules.wording import attended_in_words, evidence_beyond

IDS = [uuid4() for _ in range(5)]


def facts(*counted: int, window: int = 1000, **fields: Any) -> gates.GateFacts:
    sessions = [gates.SessionFact(IDS[place], f"S{place}", window, one) for place, one in enumerate(counted)]
    given_facts = {"payment": gates.PaymentState.FREE, "activity": gates.Activity.EVENT, **fields}
    return gates.GateFacts(lessons=(), quizzes=(), sessions=sessions, **given_facts)


def met(clause: gates.Clause, about: gates.GateFacts) -> bool:
    return gates.all_met(gates.evaluate([clause], about))


@pytest.mark.parametrize(("counted", "expected"), [(799, False), (800, True), (801, True), (1000, True), (0, False)])
def test_79_9_percent_is_no_and_80_0_percent_is_yes(counted: int, expected: bool) -> None:
    assert met(gates.AttendanceClause(percent=80), facts(counted)) is expected


@pytest.mark.parametrize(("counted", "expected"), [(3599, False), (3600, True)])
def test_a_minute_short_by_a_second_is_no_minute(counted: int, expected: bool) -> None:
    assert met(gates.AttendanceClause(minutes=60), facts(counted, window=7200)) is expected


def test_sessions_are_summed_and_never_rounded_one_by_one() -> None:
    assert met(gates.AttendanceClause(percent=80), facts(1000, 600))
    assert not met(gates.AttendanceClause(percent=80), facts(1000, 599))


def test_n_of_m_sessions_each_count_alone() -> None:
    clause = gates.AttendanceClause(percent=80, at_least=2)

    assert met(clause, facts(800, 800, 0))
    assert not met(clause, facts(1000, 799, 799))


def test_only_the_sessions_named_are_asked_for() -> None:
    clause = gates.AttendanceClause(percent=50, session_ids=(IDS[1],))

    assert met(clause, facts(0, 500, 0))
    assert not met(clause, facts(1000, 499, 1000))


def test_sessions_that_are_gone_keep_the_gate_shut_and_say_whose_turn_it_is() -> None:
    (result,) = gates.evaluate([gates.AttendanceClause(percent=80, session_ids=(uuid4(),))], facts(1000))

    assert not result.met
    assert "organizer" in result.detail


@given(
    counted=st.lists(st.integers(0, 1000), min_size=1, max_size=5),
    percent=st.integers(1, 100),
    more=st.integers(0, 4),
    at_least=st.none() | st.integers(1, 5),
)
def test_a_second_more_never_shuts_an_open_gate(
    counted: list[int], percent: int, more: int, at_least: int | None
) -> None:
    clause = gates.AttendanceClause(percent=percent, at_least=at_least)
    place = more % len(counted)
    longer = [min(one + 1, 1000) if index == place else one for index, one in enumerate(counted)]

    if met(clause, facts(*counted)):
        assert met(clause, facts(*longer))


@given(counted=st.integers(0, 100_000), window=st.integers(1, 100_000), percent=st.integers(1, 100))
def test_percent_is_compared_without_a_float(counted: int, window: int, percent: int) -> None:
    counted = min(counted, window)

    assert met(gates.AttendanceClause(percent=percent), facts(counted, window=window)) == (
        counted * 100 >= percent * window
    )


@given(
    st.lists(
        st.builds(
            gates.AttendanceClause,
            st.none() | st.integers(1, 100),
            st.none() | st.integers(1, 600),
            st.none() | st.integers(1, 9),
            st.lists(st.uuids(), max_size=3).map(tuple),
        )
        | st.sampled_from([gates.SurveyClause(), gates.IdentityClause()]),
        max_size=5,
    )
)
def test_a_gate_survives_being_stored(clauses: list[gates.Clause]) -> None:
    assert [clause_load(clause_json(one)) for one in clauses] == clauses


def test_it_says_in_plain_words_what_is_lacking() -> None:
    clauses: list[gates.Clause] = [
        gates.AttendanceClause(percent=80),
        gates.AttendanceClause(minutes=45, at_least=2),
        gates.SurveyClause(),
        gates.PaidClause(),
        gates.IdentityClause(),
    ]
    asked = facts(2700, 600, window=3600, payment=gates.PaymentState.UNPAID, survey=gates.SurveyFact("How was it?"))

    assert [(one.text, one.detail) for one in gates.evaluate(clauses, asked)] == [
        ("Attend at least 80% of the event", "You were there for 55 of 120 minutes (45%); it takes 80%."),
        ("Attend 2 of the 2 sessions, at least 45 minutes of each", "You have 1 so far; it takes 2."),
        ("Answer the survey “How was it?”", "Not answered yet."),
        ("Pay for your place", "The payment has not arrived yet."),
        ("Confirm your legal name", "Write your legal name in your profile, and confirm that it is yours."),
    ]


def test_staff_read_of_the_person_and_are_not_addressed_themselves() -> None:
    clauses: list[gates.Clause] = [
        gates.AttendanceClause(percent=80),
        gates.AttendanceClause(minutes=45, at_least=2),
        gates.SurveyClause(),
        gates.PaidClause(),
        gates.IdentityClause(),
    ]
    asked = facts(2700, 600, window=3600, payment=gates.PaymentState.UNPAID, survey=gates.SurveyFact("How was it?"))

    assert gates.lacks(gates.evaluate(clauses, asked)) == [
        "Attended 55 of 120 minutes (45%); at least 80% of the event is asked for.",
        "Attended 1 of the 2 sessions; 2 are asked for, at least 45 minutes of each.",
        "Has not answered the survey “How was it?”.",
        "The payment has not arrived yet.",
        "Has not confirmed their legal name.",
    ]


@pytest.mark.parametrize("payment", list(gates.PaymentState))
@pytest.mark.parametrize("title", [None, "How was it?"])
@pytest.mark.parametrize("seconds", [(), (0,), (600,)])
def test_every_standing_that_is_not_met_is_told_in_the_third_person(
    payment: gates.PaymentState, title: str | None, seconds: tuple[int, ...]
) -> None:
    lesson, quiz = UUID(int=7), UUID(int=8)
    clauses: list[gates.Clause] = [
        gates.AttendanceClause(percent=80),
        gates.AttendanceClause(percent=80, at_least=2),
        gates.SurveyClause(),
        gates.PaidClause(),
        gates.IdentityClause(),
        gates.LessonsClause(),
        gates.QuizClause(),
        gates.QuizClause(lesson_id=UUID(int=9)),
        gates.AssignmentClause(),
        gates.AssignmentClause(lesson_id=UUID(int=9)),
    ]
    for best in (None, 40):
        asked = replace(
            facts(*seconds, window=3600, payment=payment, survey=gates.SurveyFact(title)),
            lessons=[gates.LessonFact(lesson, "Consent")] if best else [],
            quizzes=[gates.QuizFact(quiz, "Closing quiz", 70, best)],
            assignments=[gates.AssignmentFact(quiz, "One page", 70, best)],
        )
        results = gates.evaluate(clauses, asked)
        for one in results:
            assert bool(one.staff) != one.met, one.text
            assert not re.search(r"\b(you|your|yours)\b", one.staff, re.IGNORECASE), one.staff


def test_a_dispute_keeps_new_certificates_back_and_takes_none_away() -> None:
    disputed = facts(1000, payment=gates.PaymentState.DISPUTED)

    assert not gates.all_met(gates.evaluate(gates.EVENT_DEFAULT, disputed))
    assert gates.all_met(gates.still_holds(gates.EVENT_DEFAULT, disputed))


def test_a_gate_that_asks_for_nothing_attended_never_opens() -> None:
    assert not met(gates.AttendanceClause(percent=1), facts(0))
    assert not gates.all_met(gates.evaluate([gates.PaidClause()], facts(1000)))


@pytest.mark.parametrize(
    ("clauses", "code"),
    [
        ([gates.PaidClause(), gates.IdentityClause()], "nothing_to_learn"),
        ([gates.LessonsClause()], "kind_not_here"),
        ([gates.AttendanceClause()], "percent_or_minutes"),
        ([gates.AttendanceClause(percent=80, minutes=60)], "percent_or_minutes"),
        ([gates.AttendanceClause(percent=101)], "percent_range"),
        ([gates.AttendanceClause(minutes=0)], "minutes_range"),
        ([gates.AttendanceClause(percent=80, at_least=3)], "at_least_range"),
        ([gates.AttendanceClause(percent=80, session_ids=(UUID(int=1),))], "session_not_found"),
        ([gates.AttendanceClause(percent=80), gates.SurveyClause()], "survey_not_found"),
    ],
)
def test_what_cannot_be_a_gate_is_named(clauses: list[gates.Clause], code: str) -> None:
    assert code in {one.code for one in gate_faults.problems(clauses, facts(0, 0))}


def test_the_default_gate_can_stand() -> None:
    assert gate_faults.problems(gates.EVENT_DEFAULT, facts(0)) == []


@pytest.mark.parametrize(
    ("days", "mode", "place", "words"),
    [
        (["2026-11-19"], "in_person", "Leeds", "Attended on 19 November 2026 · 208 of 240 minutes · in person, Leeds"),
        (
            ["2026-11-19", "2026-11-20"],
            "online",
            "",
            "Attended on 19 November 2026 to 20 November 2026 · 208 of 240 minutes · online",
        ),
        (
            ["2026-11-19", "2026-11-26"],
            "online",
            "",
            "Attended on 19 November 2026 and 26 November 2026 · 208 of 240 minutes · online",
        ),
    ],
)
def test_a_certificate_says_when_for_how_long_and_where(days: list[str], mode: str, place: str, words: str) -> None:
    attendance = {"days": days, "counted_seconds": 12_539, "window_seconds": 14_400, "mode": mode, "place": place}

    assert attended_in_words(attendance) == words


def test_the_minutes_of_the_whole_event_are_said_once() -> None:
    attendance = {"counted_seconds": 12_539, "window_seconds": 14_400}
    part = "Attended 50 of 60 minutes (83%) of “Frailty scores”"

    assert evidence_beyond(attendance, ["Attended 208 of 240 minutes (87%)", "Answered the survey"]) == [
        "Answered the survey"
    ]
    assert evidence_beyond(attendance, [part]) == [part]
    assert evidence_beyond(None, ["Completed all 3 lessons"]) == ["Completed all 3 lessons"]
