"""The pure decisions about invoices, numbers and where a line stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.billing.models import Order, OrderLine
from accredit.billing.rules.balances import LineStanding, line_standing
from accredit.billing.rules.invoices import (
    InvoiceKind,
    Rate,
    Series,
    Taxed,
    by_rate,
    default_prefix,
    number_text,
    part_of,
    series_of,
)
from accredit.billing.selectors import standing_of_line
from accredit.billing.tests.factories import OrderLineFactory, sold
from accredit.core.ids import new_id
from accredit.organizations.models import Organization


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.lists(st.integers(1, 10**9), max_size=8))
def test_parts_of_a_line_end_in_exactly_nothing(net: int, tax: int, wanted: list[int]) -> None:
    left = Taxed(net, tax, net + tax)
    for gross in [*wanted, left.gross]:
        if not 0 < gross <= left.gross:
            continue
        part = part_of(left, gross)
        assert part.net + part.tax == part.gross == gross
        left = left + -part
        assert min(part.net, part.tax, left.net, left.tax) >= 0
    if left.gross:
        left = left + -part_of(left, left.gross)
    assert left == Taxed(0, 0, 0)


@pytest.mark.parametrize("gross", [0, -1, 101])
def test_a_part_beyond_what_is_left_is_an_error(gross: int) -> None:
    with pytest.raises(ValueError, match="what is left"):
        part_of(Taxed(84, 16, 100), gross)


@pytest.mark.parametrize(
    ("slug", "prefix"),
    [
        ("meridian-institute", "MI"),
        ("open-water-school-of-diving", "OWSO"),
        ("meridian", "MER"),
        ("a", "A"),
        ("-", "X"),
    ],
)
def test_a_prefix_comes_from_the_slug(slug: str, prefix: str) -> None:
    assert default_prefix(slug) == prefix


def test_numbers_say_which_series_they_are_of() -> None:
    assert number_text(Series.INVOICES, "LMS", 41) == "INV-LMS-000041"
    assert number_text(Series.CREDIT_NOTES, "LMS", 1_000_000) == "CN-LMS-1000000"
    assert series_of(InvoiceKind.CANCELLATION) == series_of(InvoiceKind.CREDIT_NOTE) == Series.CREDIT_NOTES


@pytest.mark.parametrize(
    ("points", "text"), [(1900, "VAT 19 %"), (770, "VAT 7.7 %"), (2000, "VAT 20 %"), (5, "VAT 0.05 %"), (0, "VAT 0 %")]
)
def test_a_rate_reads_well(points: int, text: str) -> None:
    assert Rate("VAT", points).text == text


def test_sums_by_rate_begin_with_the_highest() -> None:
    low, high = Rate("VAT", 700), Rate("VAT", 1900)
    sums = by_rate([(low, Taxed(100, 7, 107)), (high, Taxed(100, 19, 119)), (low, Taxed(1, 0, 1))])
    assert list(sums.items()) == [(high, Taxed(100, 19, 119)), (low, Taxed(101, 7, 108))]


@pytest.mark.parametrize(
    ("paid", "claims_item", "status", "standing"),
    [
        (False, True, "pending", LineStanding.UNPAID),
        (False, False, "expired", LineStanding.UNPAID),
        (True, True, "paid", LineStanding.PAID),
        (True, True, "partially_refunded", LineStanding.PAID),
        (True, True, "disputed", LineStanding.DISPUTED),
        (True, False, "disputed", LineStanding.REFUNDED),
        (True, False, "refunded", LineStanding.REFUNDED),
    ],
)
def test_where_a_line_stands(paid: bool, claims_item: bool, status: str, standing: LineStanding) -> None:
    assert line_standing(paid=paid, claims_item=claims_item, order_status=status) is standing


@pytest.mark.django_db
def test_apps_above_can_ask_where_a_line_stands(seller: Organization) -> None:
    line = OrderLine.objects.get(order=sold(seller, 4900))
    assert standing_of_line(line_id=line.id) is LineStanding.PAID
    Order.objects.update(status="disputed")
    assert standing_of_line(line_id=line.id) is LineStanding.DISPUTED
    assert standing_of_line(line_id=OrderLineFactory().id) is LineStanding.UNPAID
    assert standing_of_line(line_id=new_id()) is LineStanding.UNPAID
