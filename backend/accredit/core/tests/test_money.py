from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core.money import CurrencyMismatch, Money, divide_half_up, minor_digits

amounts = st.integers(-(10**12), 10**12)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(amounts, weights)
def test_allocation_never_loses_or_makes_a_cent(amount: int, shares: list[int]) -> None:
    parts = Money(amount, "EUR").allocate(shares)
    assert sum(part.amount for part in parts) == amount


@given(amounts, weights)
def test_a_part_differs_from_its_exact_share_by_less_than_a_cent(amount: int, shares: list[int]) -> None:
    total = sum(shares)
    for part, share in zip(Money(amount, "EUR").allocate(shares), shares, strict=True):
        assert abs(part.amount * total - amount * share) < total


def test_the_remaining_cents_go_to_the_largest_remainders_first() -> None:
    assert [part.amount for part in Money(100, "EUR").allocate([1, 1, 1])] == [34, 33, 33]


@pytest.mark.parametrize(("numerator", "expected"), [(5, 1), (4, 0), (15, 2), (-5, -1), (-4, 0), (25, 3)])
def test_halves_are_rounded_away_from_zero(numerator: int, expected: int) -> None:
    assert divide_half_up(numerator, 10) == expected


def test_two_currencies_are_never_combined() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "GBP")


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_own_minor_unit(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1]])
def test_weights_that_cannot_be_shared_by_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match=r"Weights|min"):
        Money(100, "EUR").allocate(shares)
