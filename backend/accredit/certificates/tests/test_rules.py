"""The gate, the numbers and the codes, without a database."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.certificates.rules import acts, gate_faults, gates
from accredit.certificates.rules.sentences import WaitingFor, waiting_for
from accredit.certificates.rules.stored_clauses import clause_json, clause_load

LESSONS = [uuid4() for _ in range(3)]


def facts(
    *,
    done: int = 0,
    best: int | None = None,
    passed: bool = False,
    payment: gates.PaymentState = gates.PaymentState.FREE,
    quizzes: bool = True,
) -> gates.GateFacts:
    lessons = [gates.LessonFact(one, f"Lesson {index}", index < done) for index, one in enumerate(LESSONS)]
    quiz = gates.QuizFact(LESSONS[2], "Closing quiz", 70, best, passed)
    return gates.GateFacts(lessons, [quiz] if quizzes else [], payment)


def test_the_default_gate_asks_for_every_lesson_every_quiz_and_the_money() -> None:
    results = gates.evaluate(gates.DEFAULT, facts(payment=gates.PaymentState.UNPAID))

    assert [one.text for one in results] == [
        "Complete all 3 lessons",
        "Score at least 70% in “Closing quiz”",
        "Pay for the course",
    ]
    assert not any(one.met for one in results)


def test_it_says_what_is_missing_in_plain_words() -> None:
    lessons, quiz = gates.evaluate(gates.DEFAULT, facts(done=1, best=65))

    assert lessons.detail == "1 of 3 done. Still to do: “Lesson 1” and “Lesson 2”."
    assert quiz.detail == "Your best score is 65%; 70% is needed."


def test_many_missing_lessons_are_counted_rather_than_listed() -> None:
    many = [gates.LessonFact(uuid4(), f"L{index}") for index in range(6)]
    (result,) = gates.evaluate([gates.LessonsClause()], gates.GateFacts(many, [], gates.PaymentState.FREE))

    assert result.detail == "0 of 6 done. Still to do: “L0”, “L1”, “L2” and 3 more."


def test_everything_done_opens_it_and_leaves_evidence() -> None:
    results = gates.evaluate(gates.DEFAULT, facts(done=3, best=90, passed=True, payment=gates.PaymentState.PAID))

    assert gates.all_met(results)
    assert [one.evidence for one in results] == ["Completed all 3 lessons", "Scored 90% in “Closing quiz”", ""]


def test_a_free_place_is_not_asked_for_money() -> None:
    assert [one.kind for one in gates.evaluate([gates.PaidClause()], facts())] == []


@pytest.mark.parametrize("state", ["unpaid", "refunded", "disputed"])
def test_money_that_is_not_ours_keeps_the_gate_shut(state: str) -> None:
    done = facts(done=3, best=100, passed=True, payment=gates.PaymentState(state))

    assert not gates.all_met(gates.evaluate(gates.DEFAULT, done))


def test_a_gate_that_asks_for_nothing_never_opens() -> None:
    assert not gates.all_met([])
    assert not gates.all_met(gates.evaluate([gates.LessonsClause()], gates.GateFacts([], [], gates.PaymentState.FREE)))


def test_a_quiz_that_is_gone_keeps_the_gate_shut_and_says_whose_turn_it_is() -> None:
    (result,) = gates.evaluate([gates.QuizClause(uuid4())], facts())

    assert not result.met
    assert "organizer" in result.detail


def test_a_quiz_once_passed_stays_passed_when_its_mark_is_raised() -> None:
    (result,) = gates.evaluate([gates.QuizClause()], facts(best=65, passed=True))

    assert result.met


@given(best=st.integers(0, 100), needed=st.integers(1, 100), passed=st.booleans())
def test_a_mark_set_by_the_gate_is_a_whole_percent_at_least(best: int, needed: int, passed: bool) -> None:
    (result,) = gates.evaluate([gates.QuizClause(LESSONS[2], needed)], facts(best=best, passed=passed))

    assert result.met == (best >= needed)


def assignment(best: int | None, passed: bool = False) -> gates.GateFacts:
    """A course whose third lesson is an assignment with the mark at 70 %."""
    work = gates.AssignmentFact(LESSONS[2], "One page", 70, best, passed)
    return gates.GateFacts([], [], gates.PaymentState.FREE, assignments=[work])


def test_an_assignment_is_asked_for_and_answered_in_plain_words() -> None:
    def said(best: int | None, passed: bool = False) -> tuple[str, bool, str]:
        (result,) = gates.evaluate([gates.AssignmentClause()], assignment(best, passed))
        return result.text, result.met, result.detail

    asked = "Get at least 70% for “One page”"
    assert said(None) == (asked, False, "Not graded yet.")
    assert said(65) == (asked, False, "Your best grade is 65%; 70% is needed.")
    assert said(80, True) == (asked, True, "You got 80%.")
    (result,) = gates.evaluate([gates.AssignmentClause()], assignment(80, True))
    assert result.evidence == "Got 80% for “One page”"


@given(best=st.integers(0, 100), needed=st.integers(1, 100), passed=st.booleans())
def test_a_mark_of_the_gate_counts_for_an_assignment_whatever_its_own(best: int, needed: int, passed: bool) -> None:
    (result,) = gates.evaluate([gates.AssignmentClause(LESSONS[2], needed)], assignment(best, passed))

    assert result.met == (best >= needed)


def test_every_assignment_is_asked_for_where_none_is_named_and_one_that_is_gone_keeps_the_gate_shut() -> None:
    two = [gates.AssignmentFact(one, f"Work {place}", 70, 90, place == 0) for place, one in enumerate(LESSONS[:2])]
    known = gates.GateFacts([], [], gates.PaymentState.FREE, assignments=two)

    assert [one.met for one in gates.evaluate([gates.AssignmentClause()], known)] == [True, False]
    (gone,) = gates.evaluate([gates.AssignmentClause(uuid4())], known)
    assert not gone.met
    assert "organizer" in gone.detail
    codes = [one.code for one in gate_faults.problems([gates.AssignmentClause(uuid4(), 101)], known)]
    assert codes == ["assignment_not_found", "percent_range"]
    assert [one.code for one in gate_faults.problems([gates.AssignmentClause()], facts())] == ["no_assignment"]


@given(done=st.sets(st.integers(0, 2)), named=st.sets(st.integers(0, 2)))
def test_named_lessons_alone_count(done: set[int], named: set[int]) -> None:
    lessons = [gates.LessonFact(one, f"Lesson {index}", index in done) for index, one in enumerate(LESSONS)]
    clause = gates.LessonsClause(tuple(LESSONS[index] for index in sorted(named)))
    (result,) = gates.evaluate([clause], gates.GateFacts(lessons, [], gates.PaymentState.FREE))

    assert result.met == (named or {0, 1, 2}).issubset(done)


clauses = st.lists(
    st.one_of(
        st.builds(gates.LessonsClause, st.lists(st.uuids(), max_size=3).map(tuple)),
        st.builds(gates.QuizClause, st.none() | st.uuids(), st.none() | st.integers(1, 100)),
        st.builds(gates.AssignmentClause, st.none() | st.uuids(), st.none() | st.integers(1, 100)),
        st.just(gates.PaidClause()),
    ),
    max_size=5,
)


@given(clauses)
def test_a_gate_survives_being_stored(gate: list[gates.Clause]) -> None:
    assert [clause_load(clause_json(one)) for one in gate] == gate


@given(clauses, st.integers(0, 3), st.none() | st.integers(0, 100))
def test_doing_more_never_shuts_an_open_gate(gate: list[gates.Clause], done: int, best: int | None) -> None:
    before = facts(done=done, best=best, passed=best is not None and best >= 70)
    after = facts(done=3, best=100, passed=True)

    if gates.all_met(gates.evaluate(gate, before)):
        assert gates.all_met(gates.evaluate(gate, after))


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ([gates.PaidClause()], "nothing_to_learn"),
        ([], "nothing_to_learn"),
        ([gates.LessonsClause(), gates.LessonsClause()], "clause_twice"),
        ([gates.LessonsClause((UUID(int=1),))], "lesson_not_found"),
        ([gates.QuizClause(UUID(int=1))], "quiz_not_found"),
        ([gates.LessonsClause(), gates.QuizClause(None, 101)], "percent_range"),
        ([gates.QuizClause(None, percent) for percent in range(1, 22)], "too_many"),
    ],
)
def test_what_cannot_be_a_gate_is_named(gate: list[gates.Clause], code: str) -> None:
    assert code in {one.code for one in gate_faults.problems(gate, facts())}


def test_the_default_gate_can_stand() -> None:
    assert gate_faults.problems(gates.DEFAULT, facts()) == []


@pytest.mark.parametrize(
    ("name", "slug", "prefix"),
    [
        ("Northbridge Clinical Network", "northbridge", "NCN"),
        ("Law & Mediation Society", "lms", "LMS"),
        ("Meridian", "meridian", "MER"),
        ("École d’été", "ecole", "ED"),
        ("日本医師会", "japan-medical-association", "JMA"),
        ("A B C D E F", "abc", "ABCD"),
    ],
)
def test_a_number_starts_with_the_organizations_letters(name: str, slug: str, prefix: str) -> None:
    assert acts.number_prefix(name, slug) == prefix
    assert acts.number_text(prefix, 2026, 41) == f"{prefix}-2026-000041"


def test_codes_are_128_random_bits_that_survive_being_typed() -> None:
    codes = {acts.new_code() for _ in range(200)}

    assert len(codes) == 200
    for code in codes:
        assert acts.read_code(f" {code[:8].upper()}-{code[8:]} ") == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_nothing(text: str) -> None:
    code = acts.read_code(text)

    assert code is None or (len(code) == 26 and code.isascii() and code.isalnum())


def test_only_the_steps_of_the_product_are_legal() -> None:
    assert set(acts.sources(acts.CertificateStatus.REVOKED)) == {"pending", "issued"}
    assert set(acts.sources(acts.CertificateStatus.SUPERSEDED)) == {"issued"}
    assert all(not acts.TRANSITIONS[acts.CertificateStatus(end)] for end in ("revoked", "superseded", "expired"))


@pytest.mark.parametrize(
    ("status", "held", "met", "verified", "expected"),
    [
        (None, "", False, False, None),
        (None, "", True, False, WaitingFor.EMAIL),
        (None, "", True, True, WaitingFor.PREPARING),
        ("pending", "", True, True, WaitingFor.PREPARING),
        ("pending", "name_not_covered", True, True, WaitingFor.NAME),
        ("pending", "text_not_covered", True, True, WaitingFor.TEXT),
        ("revoked", "", True, True, WaitingFor.REVOKED),
        ("issued", "", True, True, None),
    ],
)
def test_the_learner_is_told_the_one_thing_that_is_missing(
    status: str | None, held: str, met: bool, verified: bool, expected: WaitingFor | None
) -> None:
    assert waiting_for(status=status, held_for=held, gate_met=met, email_verified=verified) == expected
