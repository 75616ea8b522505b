"""What time attended is worth: the published rules, minute by minute, and what holds for every rule."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accredit.accreditation.exceptions import CreditRuleChanged, CreditRuleNotUsable
from accredit.accreditation.models import CreditRuleVersion, CreditType
from accredit.accreditation.rules import (
    AMA_PRA_1,
    IACET_2018,
    PLAIN_HOUR,
    CreditRule,
    Rounding,
    credit_awarded,
    credit_from_seconds,
    nasba_2024,
    rule_faults,
    rule_words,
)
from accredit.accreditation.selectors import credit_rule_of, credit_rule_versions, credit_rules_of
from accredit.accreditation.services import credit_rule_put
from accredit.core.testing import api

from .factories import AccreditorFactory, CreditTypeFactory

FIFTHS, HALVES, WHOLE = nasba_2024(20), nasba_2024(50), nasba_2024(100)
HALF_FIRST = replace(HALVES, minimum=50)

# NASBA: Statement on Standards for CPE Programs, 2024, Standard 16: 50 minutes a credit, the first credit whole, then
# one increment for all sessions, rounded down only. The draft for 2026 lets group programmes begin at a half.
# IACET: ANSI/IACET 1-2018: contact hours of 60 minutes, ten to a unit, to the nearest tenth, at least 0.1.
# AMA: Physician's Recognition Award booklet: 60 minutes a credit, to the nearest quarter, live at least 0.25.
GOLDEN = [
    *[("NASBA 2024, Standard 16", rule, 49, 0) for rule in (FIFTHS, HALVES, WHOLE)],
    *[("NASBA 2024, Standard 16", rule, 50, 100) for rule in (FIFTHS, HALVES, WHOLE)],
    ("NASBA 2024, Standard 16, fifths", FIFTHS, 60, 120),
    ("NASBA 2024, Standard 16, halves", HALVES, 60, 100),
    ("NASBA 2024, Standard 16, whole", WHOLE, 60, 100),
    ("NASBA 2024, Standard 16, fifths", FIFTHS, 74, 140),
    ("NASBA 2024, Standard 16, halves", HALVES, 74, 100),
    ("NASBA 2024, Standard 16, whole", WHOLE, 74, 100),
    ("NASBA 2024, Standard 16, fifths", FIFTHS, 75, 140),
    ("NASBA 2024, Standard 16, halves", HALVES, 75, 150),
    ("NASBA 2024, Standard 16, whole", WHOLE, 75, 100),
    ("NASBA 2024, Standard 16, fifths", FIFTHS, 99, 180),
    ("NASBA 2024, Standard 16, halves", HALVES, 99, 150),
    ("NASBA 2024, Standard 16, whole", WHOLE, 99, 100),
    *[("NASBA 2024, Standard 16", rule, 100, 200) for rule in (FIFTHS, HALVES, WHOLE)],
    ("NASBA 2024, Standard 16, fifths", FIFTHS, 140, 280),
    ("NASBA 2024, Standard 16, halves", HALVES, 140, 250),
    ("NASBA 2024, Standard 16, whole", WHOLE, 140, 200),
    *[("NASBA 2024, Standard 16", rule, 400, 800) for rule in (FIFTHS, HALVES, WHOLE)],
    ("NASBA 2026, exposure draft, half first", HALF_FIRST, 25, 50),
    ("ANSI/IACET 1-2018", IACET_2018, 29, 0),
    ("ANSI/IACET 1-2018", IACET_2018, 30, 10),
    ("ANSI/IACET 1-2018, published example", IACET_2018, 180, 30),
    ("ANSI/IACET 1-2018, published example", IACET_2018, 600, 100),
    ("ANSI/IACET 1-2018, published example", IACET_2018, 1020, 170),
    ("ANSI/IACET 1-2018, published example", IACET_2018, 1068, 180),
    ("AMA PRA booklet", AMA_PRA_1, 50, 75),
    ("AMA PRA booklet", AMA_PRA_1, 53, 100),
    ("AMA PRA booklet", AMA_PRA_1, 7, 0),
    ("AMA PRA booklet", AMA_PRA_1, 8, 25),
    ("plain hour of 60 minutes, quarters, rounded down", PLAIN_HOUR, 100, 150),
]


@pytest.mark.parametrize(("source", "rule", "minutes", "credit"), GOLDEN)
def test_the_published_rules_give_what_they_say(source: str, rule: CreditRule, minutes: int, credit: int) -> None:
    assert credit_from_seconds(rule, minutes * 60) == credit, f"{source}: {minutes} minutes"


def test_self_study_by_the_word_count_formula_rounds_down_to_whole_halves() -> None:
    """NASBA's formula for self-study: (9,000 words ÷ 180 + 0 minutes of film + 10 questions × 1.85) ÷ 50 = 1.37."""
    seconds = 9_000 * 60 // 180 + 10 * 185 * 60 // 100
    assert seconds == 4_110
    assert credit_from_seconds(HALVES, seconds) == 100


def test_one_second_decides() -> None:
    assert [credit_from_seconds(HALVES, second) for second in (2_999, 3_000, 4_499, 4_500)] == [0, 100, 100, 150]
    assert [credit_from_seconds(AMA_PRA_1, second) for second in (449, 450)] == [0, 25]
    assert [credit_from_seconds(IACET_2018, second) for second in (1_799, 1_800)] == [0, 10]


@st.composite
def usable_rules(draw: st.DrawFn) -> CreditRule:
    increment = draw(st.integers(1, 100))
    minimum = increment * draw(st.integers(0, 5))
    cap = draw(st.none() | st.integers(1, 40).map(lambda steps: max(minimum, steps * increment)))
    return CreditRule(
        version=1,
        name="Any",
        hour_minutes=draw(st.sampled_from([50, 60])),
        hours_per_credit=draw(st.sampled_from([1, 10])),
        increment=increment,
        rounding=draw(st.sampled_from(Rounding)),
        minimum=minimum,
        partial=draw(st.booleans()),
        cap=cap,
        source="",
    )


seconds = st.integers(0, 2_000_000)


@given(usable_rules())
def test_every_rule_drawn_is_usable(rule: CreditRule) -> None:
    assert rule_faults(rule) == []
    assert rule_words(rule).endswith(".")


@given(usable_rules(), seconds, seconds)
def test_more_time_never_earns_less(rule: CreditRule, first: int, second: int) -> None:
    less, more = sorted((first, second))
    assert credit_from_seconds(rule, less) <= credit_from_seconds(rule, more)


@given(usable_rules(), seconds)
def test_credit_is_whole_increments_from_the_first_credit_up_to_the_cap(rule: CreditRule, time: int) -> None:
    credit = credit_from_seconds(rule, time)
    assert credit % rule.increment == 0
    assert credit == 0 or credit >= rule.minimum
    assert rule.cap is None or credit <= rule.cap


@given(usable_rules(), seconds)
def test_rounding_is_never_off_by_more_than_it_may(rule: CreditRule, time: int) -> None:
    """Against exact fractions: down stays within one step below, nearest within half a step."""
    rule = replace(rule, minimum=0, cap=None)
    unit = rule.hour_minutes * 60 * rule.hours_per_credit
    error = credit_from_seconds(rule, time) * unit - time * 100
    step = rule.increment * unit
    if rule.rounding is Rounding.DOWN:
        assert -step < error <= 0
    else:
        assert -step < 2 * error <= step


@given(usable_rules() | st.none(), seconds, st.integers(1, 5_000))
def test_nobody_gets_more_than_the_activity_is_worth(rule: CreditRule | None, time: int, maximum: int) -> None:
    awarded = credit_awarded(rule, seconds=time, maximum=maximum)
    assert 0 <= awarded <= maximum
    if rule is None:
        assert awarded == maximum
    elif rule.partial:
        assert awarded == min(maximum, credit_from_seconds(rule, time))


def test_where_a_rule_gives_no_part_it_is_everything_or_nothing() -> None:
    whole_only = replace(PLAIN_HOUR, partial=False)
    assert credit_awarded(whole_only, seconds=7_199, maximum=200) == 0
    assert credit_awarded(whole_only, seconds=7_200, maximum=200) == 200
    assert credit_awarded(replace(whole_only, cap=100), seconds=3_600, maximum=200) == 100


def test_less_than_no_time_is_nothing() -> None:
    assert credit_from_seconds(AMA_PRA_1, -5_000) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hour_minutes": 55}, "50 or 60"),
        ({"hours_per_credit": 0}, "1 to 100 hours"),
        ({"increment": 0}, "above zero"),
        ({"minimum": 30}, "first credit"),
        ({"cap": 60}, "The cap"),
        ({"minimum": 100, "cap": 50}, "The cap"),
    ],
)
def test_a_rule_that_cannot_be_says_why(change: dict[str, int], words: str) -> None:
    (fault,) = rule_faults(replace(PLAIN_HOUR, **change))  # type: ignore[arg-type]
    assert words in fault


def test_a_rule_reads_as_a_sentence() -> None:
    assert rule_words(FIFTHS) == "1 credit for 50 minutes, in steps of 0.2, rounded down, from 1.0."
    assert rule_words(replace(AMA_PRA_1, cap=800)) == (
        "1 credit for 60 minutes, in steps of 0.25, rounded to the nearest, from 0.25, at most 8.0."
    )
    assert rule_words(replace(PLAIN_HOUR, partial=False)).endswith("for the whole activity only.")


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old_one() -> None:
    kind, now = CreditTypeFactory(), timezone.now()
    assert credit_rule_of(kind.id) is None

    credit_rule_put(credit_type=kind, rule=FIFTHS, now=now)
    credit_rule_put(credit_type=kind, rule=FIFTHS, now=now)
    second = credit_rule_put(credit_type=kind, rule=replace(HALF_FIRST, version=2), now=now)

    assert credit_rule_of(kind.id) == second
    assert [rule.version for rule in credit_rule_versions(credit_type_id=kind.id)] == [2, 1]
    assert credit_rules_of([kind.id, CreditTypeFactory().id]) == {kind.id: second}


@pytest.mark.django_db
def test_a_version_is_written_once_and_in_order() -> None:
    kind, now = CreditTypeFactory(decimals=2), timezone.now()
    credit_rule_put(credit_type=kind, rule=AMA_PRA_1, now=now)

    for version in (1, 3):
        with pytest.raises(CreditRuleChanged):
            credit_rule_put(credit_type=kind, rule=replace(PLAIN_HOUR, version=version), now=now)
    with pytest.raises(CreditRuleNotUsable, match="50 or 60"):
        credit_rule_put(credit_type=kind, rule=replace(PLAIN_HOUR, version=2, hour_minutes=45), now=now)
    with pytest.raises(CreditRuleNotUsable, match="one decimal"):
        credit_rule_put(credit_type=CreditTypeFactory(decimals=1), rule=AMA_PRA_1, now=now)

    assert credit_rule_of(kind.id) == AMA_PRA_1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("credit_rule_hour", {"hour_minutes": 55}),
        ("credit_rule_steps", {"increment_hundredths": 0}),
        ("credit_rule_cap", {"cap_hundredths": 5, "minimum_hundredths": 10}),
        ("credit_rule_version", {"version": 0}),
        ("credit_rule_version_once", {}),
    ],
)
def test_the_database_itself_refuses_an_impossible_rule(constraint: str, change: dict[str, int]) -> None:
    kind = CreditTypeFactory()
    credit_rule_put(credit_type=kind, rule=IACET_2018, now=timezone.now())
    row = CreditRuleVersion.objects.values().get() | change
    del row["id"]
    with pytest.raises(IntegrityError, match=constraint if change else "version"), transaction.atomic():
        CreditRuleVersion.objects.create(**row)


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_a_version(act: str) -> None:
    credit_rule_put(credit_type=CreditTypeFactory(), rule=IACET_2018, now=timezone.now())
    rows = CreditRuleVersion.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(name="Another") if act == "update" else rows.delete()
    assert CreditRuleVersion.objects.get().name == IACET_2018.name


@pytest.mark.django_db
@pytest.mark.happy
def test_everybody_reads_how_time_becomes_credit() -> None:
    kind = CreditTypeFactory()
    CreditTypeFactory(accreditor=kind.accreditor, slug="fixed", name="Fixed", category=2)
    credit_rule_put(credit_type=kind, rule=FIFTHS, now=timezone.now())

    (council,) = api().get("/api/accreditation/accreditors/").json()["results"]

    assert [one["rule"] and one["rule"]["words"] for one in council["credit_types"]] == [rule_words(FIFTHS), None]


@pytest.fixture
def kind() -> CreditType:
    return CreditTypeFactory(accreditor=AccreditorFactory(short_name="APC"), slug="clinical")


@pytest.mark.django_db
def test_the_operator_writes_versions_from_the_command_line(kind: CreditType) -> None:
    out = StringIO()
    call_command("credit_rule", "APC", "clinical", standard="nasba-fifths", stdout=out)
    call_command("credit_rule", "APC", "clinical", standard="nasba-halves", minimum=50, stdout=out)
    call_command("credit_rule", "APC", "clinical", standard="nasba-halves", minimum=50, stdout=out)

    assert credit_rule_of(kind.id) == replace(HALF_FIRST, version=2)
    assert "Version 2" in out.getvalue()


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(kind: CreditType) -> None:
    with pytest.raises(CommandError, match="no credit type"):
        call_command("credit_rule", "APC", "nothing", standard="iacet")
    with pytest.raises(CommandError, match="two"):
        call_command("credit_rule", "APC", "clinical", standard="ama")
    with pytest.raises(CommandError, match="first credit"):
        call_command("credit_rule", "APC", "clinical", standard="iacet", minimum=33)
    assert credit_rule_of(kind.id) is None
