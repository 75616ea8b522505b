"""What the ledger must hold, and how a cycle stands, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from accredit.cpd.rules import (
    Category,
    Chain,
    ChainLink,
    Due,
    Period,
    carried_over,
    closes_gap,
    due,
    progress,
    progress_of_all,
    settle,
)

NEVER, IN_FORCE, REVOKED = ChainLink(False, True), ChainLink(True, False), ChainLink(True, True)
links = st.lists(st.builds(ChainLink, st.booleans(), st.booleans()), max_size=5)
A, B, C = (UUID(int=number) for number in (1, 2, 3))
DAY = date(2026, 4, 1)


@given(links)
def test_nothing_is_reversed_that_was_not_awarded(chain: list[ChainLink]) -> None:
    called_for = due(chain)

    assert called_for.award or not called_for.reversal


def test_a_chain_is_awarded_once_and_reversed_when_its_end_is_revoked() -> None:
    assert due([]) == due([NEVER]) == Due(award=False, reversal=False)
    assert due([IN_FORCE]) == due([IN_FORCE, IN_FORCE]) == Due(award=True, reversal=False)
    assert due([REVOKED]) == due([IN_FORCE, REVOKED]) == Due(award=True, reversal=True)
    assert due([IN_FORCE, NEVER]) == Due(award=True, reversal=False)


def written(chains: Sequence[Chain]) -> list[Chain]:
    """The chains once the ledger holds what they called for."""
    return [
        replace(chain, entered=chain.entered or act.award, taken_back=chain.taken_back or act.reversal)
        for chain, act in zip(chains, settle(chains), strict=True)
    ]


def counted(chains: Sequence[Chain]) -> int:
    return sum(chain.entered and not chain.taken_back for chain in chains)


@given(st.lists(links, max_size=5))
def test_one_activity_counts_once_however_many_certificates_there_are(groups: list[list[ChainLink]]) -> None:
    chains = written([Chain(group) for group in groups])

    assert counted(chains) == any(due(group) == Due(award=True, reversal=False) for group in groups)
    assert written(chains) == chains


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([NEVER, IN_FORCE, REVOKED])), max_size=12))
def test_one_activity_counts_once_at_every_moment(story: list[tuple[int, ChainLink]]) -> None:
    """Certificates come into force and are revoked in any order; the ledger follows after each step."""
    chains = [Chain([]) for _ in range(4)]
    for place, link in story:
        if (link is REVOKED) != (IN_FORCE in chains[place].links) or {NEVER, REVOKED} & set(chains[place].links):
            continue  # what is revoked stays so, and only what was in force becomes so
        chains[place] = replace(chains[place], links=[link])
        chains = written(chains)
        assert counted(chains) <= 1
        assert counted(chains) == any(IN_FORCE in chain.links for chain in chains)


def test_live_and_on_demand_count_once_and_the_other_takes_over() -> None:
    live, on_demand = Chain([IN_FORCE], entered=True), Chain([IN_FORCE])
    assert settle([live, on_demand]) == [Due(False, False), Due(False, False)]
    assert settle([replace(live, links=[REVOKED]), on_demand]) == [Due(False, True), Due(True, False)]
    assert settle([Chain([IN_FORCE]), Chain([REVOKED])]) == [Due(True, False), Due(False, False)]
    assert settle([Chain([REVOKED])]) == [Due(True, True)]


def test_a_cap_stops_counting_and_a_minimum_asks_for_more() -> None:
    period = Period(DAY, DAY, 2_000, categories=[Category(A, 500), Category(B, 0, cap=300)])

    standing = progress(period, {A: 200, B: 900, C: 100})

    assert [(one.earned, one.counted, one.short) for one in standing.categories] == [
        (200, 200, 300),
        (900, 300, 0),
        (100, 100, 0),
    ]
    assert (standing.counted, standing.short_any, standing.missing) == (600, 1_100, 1_400)
    assert closes_gap(standing, [A, B, C]) == [A, C]


def test_what_is_left_above_the_minima_may_be_anything() -> None:
    period = Period(DAY, DAY, 1_000, categories=[Category(A, 400)])

    assert closes_gap(progress(period, {}), [B, A]) == [A, B]
    assert closes_gap(progress(period, {B: 900}), [A, B]) == [A]
    assert closes_gap(progress(period, {A: 400, B: 600}), [A, B]) == []


def test_a_cycle_brings_its_surplus_along_but_never_what_it_was_brought_itself() -> None:
    year = timedelta(days=365)
    first = Period(DAY, DAY + timedelta(days=364), 1_000)
    cycles = [first, *(replace(first, starts_on=DAY + n * year, ends_on=DAY + (n + 1) * year - timedelta(days=1),
                               carry_limit=300) for n in (1, 2))]  # fmt: skip

    standings = progress_of_all(cycles, {A: {DAY: 2_000, DAY + year: 900}})

    assert [one.carried for one in standings] == [0, 300, 200]
    assert [one.missing for one in standings] == [0, 0, 800]


def test_what_was_carried_over_fills_no_minimum() -> None:
    standing = progress(Period(DAY, DAY, 1_000, categories=[Category(A, 400)]), {}, carried=900)

    assert [one.short for one in standing.categories] == [400]
    assert (standing.short_any, standing.missing) == (0, 400)


amounts = st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 5_000))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    categories = []
    for kind in draw(st.lists(st.sampled_from([A, B, C]), unique=True)):
        minimum = draw(st.integers(0, 2_000))
        cap = draw(st.none() | st.integers(minimum, 4_000))
        categories.append(Category(kind, minimum, cap))
    target = draw(st.integers(sum(one.minimum for one in categories) or 1, 10_000))
    return Period(DAY, DAY, target, categories=categories)


@given(periods(), amounts, st.integers(0, 1_000))
def test_earning_what_is_missing_completes_the_cycle(period: Period, earned: dict[UUID, int], carried: int) -> None:
    standing = progress(period, earned, carried=carried)
    more = dict(earned)
    for one in standing.categories:
        more[one.credit_type_id] = more.get(one.credit_type_id, 0) + one.short
    free = UUID(int=9)
    more[free] = standing.short_any

    after = progress(period, more, carried=carried)

    assert after.missing == 0
    assert after.reached >= period.target
    assert standing.missing == 0 or closes_gap(standing, [A, B, C, free])


@given(periods(), amounts, st.integers(0, 5_000), st.integers(0, 1_000))
def test_nothing_counts_above_its_cap_and_nothing_is_carried_that_was_not_earned(
    period: Period, earned: dict[UUID, int], limit: int, carried: int
) -> None:
    standing = progress(period, earned, carried=carried)

    assert all(one.counted <= one.earned for one in standing.categories)
    assert all(one.cap is None or one.counted <= one.cap for one in standing.categories)
    assert 0 <= carried_over(standing, limit=limit) <= min(limit, standing.counted)
