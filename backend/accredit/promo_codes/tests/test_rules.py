from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core.money import Money
from accredit.promo_codes.rules import DiscountKind, in_window, normalise_code, reductions

prices = st.lists(st.integers(0, 10**7).map(lambda cents: Money(cents, "EUR")), min_size=1, max_size=8)


@given(prices, st.integers(1, 100))
def test_a_percentage_never_takes_more_than_a_line_costs(lines: list[Money], percent: int) -> None:
    for line, off in zip(lines, reductions(DiscountKind.PERCENT, percent, lines), strict=True):
        assert 0 <= off.amount <= line.amount
        assert abs(off.amount * 100 - line.amount * percent) <= 50


@given(prices, st.integers(1, 10**8))
def test_a_fixed_amount_comes_off_to_the_cent_and_no_line_goes_below_zero(lines: list[Money], value: int) -> None:
    parts = reductions(DiscountKind.FIXED, value, lines)
    assert sum(part.amount for part in parts) == min(value, sum(line.amount for line in lines))
    assert all(0 <= part.amount <= line.amount for part, line in zip(parts, lines, strict=True))


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(None, None, True), (0, None, True), (1, None, False), (None, 0, False), (None, 1, True), (-2, -1, False)],
)
def test_a_window_holds_from_its_start_until_before_its_end(
    now: datetime, starts: int | None, ends: int | None, expected: bool
) -> None:
    def at(hours: int | None) -> datetime | None:
        return None if hours is None else now + timedelta(hours=hours)

    assert in_window(starts_at=at(starts), ends_at=at(ends), now=now) is expected


def test_case_and_blanks_around_a_code_do_not_matter() -> None:
    assert normalise_code("  spring20 ") == "SPRING20"
