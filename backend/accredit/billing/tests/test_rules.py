"""The pure decisions: states, prices, what Stripe can charge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.billing.rules.charges import from_stripe, stripe_amount, why_not_chargeable
from accredit.billing.rules.orders import UNFINISHED, OrderStatus, sources, status_by_refunds
from accredit.billing.rules.prices import LinePrice, TaxRule, add_up, price_line
from accredit.billing.rules.refunds import (
    DisputeStatus,
    RefundStatus,
    dispute_sources,
    dispute_status,
    refund_sources,
    refund_status,
)
from accredit.billing.rules.wording import in_words
from accredit.core.money import CurrencyMismatch, Money

AMOUNTS = st.integers(0, 10**10)
TAXES = st.builds(TaxRule, basis_points=st.integers(0, 10_000), inclusive=st.booleans())


@st.composite
def priced_lines(draw: st.DrawFn) -> LinePrice:
    listed = draw(AMOUNTS)
    discount = draw(st.integers(0, listed))
    return price_line(Money(listed, "EUR"), Money(discount, "EUR"), draw(TAXES))


@given(st.lists(priced_lines(), min_size=1, max_size=20))
def test_the_total_is_the_sum_of_the_lines_to_the_cent(lines: list[LinePrice]) -> None:
    totals = add_up(lines)
    assert totals.total.amount == sum(line.gross.amount for line in lines)
    assert totals.total.amount == sum(line.net.amount + line.tax.amount for line in lines)
    assert totals.subtotal.amount - totals.discount.amount == sum(
        line.listed.amount - line.discount.amount for line in lines
    )


@given(priced_lines())
def test_net_and_tax_make_gross_and_none_is_negative(line: LinePrice) -> None:
    assert line.net + line.tax == line.gross
    assert min(line.net.amount, line.tax.amount, line.gross.amount) >= 0


@given(AMOUNTS, st.integers(0, 10_000))
def test_an_inclusive_price_is_what_the_buyer_pays(amount: int, rate: int) -> None:
    line = price_line(Money(amount, "EUR"), Money.zero("EUR"), TaxRule(rate, inclusive=True))
    assert line.gross.amount == amount


@given(AMOUNTS, st.integers(0, 10_000))
def test_tax_is_off_by_half_a_cent_at_most(amount: int, rate: int) -> None:
    line = price_line(Money(amount, "EUR"), Money.zero("EUR"), TaxRule(rate, inclusive=False))
    assert abs(line.tax.amount * 10_000 - amount * rate) <= 5_000
    contained = price_line(Money(amount, "EUR"), Money.zero("EUR"), TaxRule(rate, inclusive=True))
    assert abs(contained.tax.amount * (10_000 + rate) - amount * rate) * 2 <= 10_000 + rate


@pytest.mark.parametrize(
    ("listed", "off", "rate", "inclusive", "expected"),
    [
        (4900, 0, 1900, True, (4118, 782, 4900)),
        (4900, 0, 1900, False, (4900, 931, 5831)),
        (4900, 980, 1900, True, (3294, 626, 3920)),
        (4900, 4900, 1900, False, (0, 0, 0)),
        (25, 0, 1000, False, (25, 3, 28)),
    ],
)
def test_known_prices(listed: int, off: int, rate: int, inclusive: bool, expected: tuple[int, int, int]) -> None:
    line = price_line(Money(listed, "EUR"), Money(off, "EUR"), TaxRule(rate, inclusive=inclusive))
    assert (line.net.amount, line.tax.amount, line.gross.amount) == expected


@pytest.mark.parametrize("discount", [-1, 4901])
def test_a_discount_beyond_the_price_is_an_error(discount: int) -> None:
    with pytest.raises(ValueError, match="whole price"):
        price_line(Money(4900, "EUR"), Money(discount, "EUR"), TaxRule(0, inclusive=True))


def test_lines_of_two_currencies_do_not_add_up() -> None:
    none = TaxRule(0, inclusive=True)
    lines = [price_line(Money(1, code), Money.zero(code), none) for code in ("EUR", "USD")]
    with pytest.raises(CurrencyMismatch):
        add_up(lines)


LEGAL = {
    ("open", "pending"), ("open", "expired"), ("open", "cancelled"),
    ("pending", "paid"), ("pending", "expired"), ("pending", "cancelled"),
    ("expired", "paid"), ("cancelled", "paid"),
    ("paid", "partially_refunded"), ("paid", "refunded"), ("paid", "disputed"),
    ("partially_refunded", "partially_refunded"), ("partially_refunded", "refunded"),
    ("partially_refunded", "disputed"),
    ("partially_refunded", "paid"), ("refunded", "partially_refunded"), ("refunded", "paid"),
    ("disputed", "paid"), ("disputed", "partially_refunded"), ("disputed", "refunded"),
}  # fmt: skip


@pytest.mark.parametrize("current", list(OrderStatus))
@pytest.mark.parametrize("wanted", list(OrderStatus))
def test_an_order_takes_exactly_the_legal_steps(current: OrderStatus, wanted: OrderStatus) -> None:
    assert (current in sources(wanted)) == ((current, wanted) in LEGAL)


def test_what_holds_something_can_be_let_go() -> None:
    assert sources(OrderStatus.EXPIRED) == sources(OrderStatus.CANCELLED) == UNFINISHED


@pytest.mark.parametrize(
    ("current", "wanted", "legal"),
    [
        ("requested", "pending", True),
        ("requested", "succeeded", True),
        ("pending", "failed", True),
        ("succeeded", "failed", True),
        ("succeeded", "pending", False),
        ("failed", "succeeded", False),
        ("pending", "pending", False),
    ],
)
def test_a_refund_takes_the_legal_steps(current: str, wanted: str, legal: bool) -> None:
    assert (RefundStatus(current) in refund_sources(RefundStatus(wanted))) is legal


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("requires_action", "pending"), ("canceled", "failed"), ("succeeded", "succeeded"), ("pending", "pending")],
)
def test_stripes_refund_states_have_one_meaning_each(theirs: str, ours: str) -> None:
    assert refund_status(theirs) == ours


@pytest.mark.parametrize(
    ("amount", "currency", "sent"),
    [
        (4900, "EUR", 4900),
        (5000, "JPY", 5000),
        (5000, "UGX", 500_000),
        (12_340, "KWD", 12_340),
        (150_000, "ISK", 150_000),
    ],
)
def test_money_travels_to_stripe_and_back(amount: int, currency: str, sent: int) -> None:
    assert stripe_amount(Money(amount, currency)) == sent
    assert from_stripe(sent, currency.lower()) == Money(amount, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "chargeable"),
    [
        (50, "EUR", True),
        (49, "EUR", False),
        (30, "GBP", True),
        (99_999_999, "EUR", True),
        (100_000_000, "EUR", False),
        (12_345, "KWD", False),
        (12_340, "KWD", True),
        (150_050, "ISK", False),
        (150_000, "ISK", True),
    ],
)
def test_what_stripe_cannot_charge_is_known_before(amount: int, currency: str, chargeable: bool) -> None:
    assert (why_not_chargeable(Money(amount, currency)) is None) is chargeable


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123450, "EUR"), "EUR 1,234.50"),
        (Money(5, "EUR"), "EUR 0.05"),
        (Money(-980, "EUR"), "EUR −9.80"),
        (Money(5000, "JPY"), "JPY 5,000"),
        (Money(1234, "KWD"), "KWD 1.234"),
    ],
)
def test_amounts_read_well(money: Money, text: str) -> None:
    assert in_words(money) == text


@pytest.mark.parametrize(
    ("total", "refunded", "status"),
    [(4900, 0, "paid"), (4900, 1, "partially_refunded"), (4900, 4899, "partially_refunded"), (4900, 4900, "refunded")],
)
def test_a_paid_orders_state_follows_from_what_went_back(total: int, refunded: int, status: str) -> None:
    assert status_by_refunds(total=total, refunded=refunded) == status


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("warning_under_review", "inquiry"),
        ("appeal_under_review", "open"),
        ("warning_closed", "closed"),
        ("lost", "lost"),
    ],
)
def test_stripes_dispute_states_have_one_meaning_each(theirs: str, ours: str) -> None:
    assert dispute_status(theirs) == ours


@pytest.mark.parametrize("ended", [DisputeStatus.WON, DisputeStatus.LOST, DisputeStatus.CLOSED])
def test_a_dispute_that_has_ended_does_not_open_again(ended: DisputeStatus) -> None:
    assert not any(ended in dispute_sources(wanted) for wanted in DisputeStatus)
