"""What sellers are owed: always the sum over their lines, and never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.billing.models import BalanceEntry, Order, OrderLine, Refund, RefundLine
from accredit.billing.rules.orders import UNFINISHED
from accredit.billing.rules.prices import TaxRule
from accredit.billing.rules.refunds import ACCEPTED
from accredit.billing.selectors import balances_of, invoiced_left, line_balances, sales_of_lines
from accredit.billing.services.balances import sale_book
from accredit.billing.services.orders import order_settle
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, order_of, settle, sold
from accredit.billing.tests.moves import ask_refund, dispute, line_of, move, refunded
from accredit.core import clock
from accredit.core.errors import ProblemError
from accredit.core.money import Money
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def entries(order: Order) -> list[tuple[str, int]]:
    rows = BalanceEntry.objects.filter(order_line__order=order).order_by("created_at", "id")
    return list(rows.values_list("kind", "amount"))


def test_a_sale_is_owed_to_each_seller_by_line(seller: Organization) -> None:
    order = OrderFactory(total_amount=9800)
    OrderLineFactory(order=order, organization=seller)
    other = OrderLineFactory(order=order, position=1).organization
    settle(order)
    assert balances_of(organization=seller) == balances_of(organization=other) == {"EUR": Money(4900, "EUR")}


def test_currencies_are_not_mixed(seller: Organization) -> None:
    sold(seller, 4900)
    sold(seller, 1000, currency="GBP")
    assert balances_of(organization=seller) == {"EUR": Money(4900, "EUR"), "GBP": Money(1000, "GBP")}


def test_what_lines_have_brought_is_said_by_currency_and_without_what_went_back(seller: Organization) -> None:
    euros, pounds = sold(seller, 4900), sold(seller, 1000, currency="GBP")
    sold(seller, 700)
    refunded(euros, amount=900)

    found = sales_of_lines(line_ids=[line_of(euros).id, line_of(pounds).id])

    assert [(one.gross, one.refunded, one.net) for one in found] == [
        (Money(4900, "EUR"), Money(900, "EUR"), Money(4000, "EUR")),
        (Money(1000, "GBP"), Money(0, "GBP"), Money(1000, "GBP")),
    ]
    assert sales_of_lines(line_ids=[]) == []


def test_what_costs_nothing_is_sold_for_nothing(seller: Organization) -> None:
    order = sold(seller, 0)
    assert (order.status, entries(order)) == ("paid", [("sale", 0)])


def test_paying_twice_owes_once(seller: Organization) -> None:
    order = sold(seller, 4900)
    assert not order_settle(order_id=order.id, coming_from=UNFINISHED, now=clock.now())
    sale_book(lines=[line_of(order)], now=clock.now())
    assert entries(order) == [("sale", 4900)]


def test_a_refund_counts_from_the_moment_the_payment_service_accepts_it(seller: Organization) -> None:
    order = sold(seller, 4900)
    refund = ask_refund(order, {line_of(order).id: 1900})
    assert entries(order) == [("sale", 4900)]
    assert [move(refund, status) for status in ("pending", "pending", "succeeded")] == [True, False, True]
    assert entries(order) == [("sale", 4900), ("refund", -1900)]


def test_a_refund_that_the_bank_returns_is_owed_again_once(seller: Organization) -> None:
    order = sold(seller, 4900)
    refund = refunded(order, amount=1900)
    assert [move(refund, status) for status in ("failed", "failed", "succeeded")] == [True, False, False]
    assert entries(order) == [("sale", 4900), ("refund", -1900), ("refund_returned", 1900)]


def test_a_refund_that_is_refused_changes_nothing(seller: Organization) -> None:
    order = sold(seller, 4900)
    move(ask_refund(order, {line_of(order).id: None}), "failed")
    assert entries(order) == [("sale", 4900)]


def test_a_lost_dispute_takes_what_is_left_once(seller: Organization) -> None:
    order = sold(seller, 4900, 1000)
    refunded(order, amount=1900)
    for status in ("needs_response", "lost", "lost"):
        dispute(order, status)
    assert entries(order)[-2:] == [("dispute_lost", -3000), ("dispute_lost", -1000)]
    assert balances_of(organization=seller) == {"EUR": Money(0, "EUR")}


def test_a_won_dispute_changes_nothing(seller: Organization) -> None:
    order = sold(seller, 4900)
    for status in ("needs_response", "won", "needs_response"):
        dispute(order, status)
    assert entries(order) == [("sale", 4900)]


def test_after_a_lost_dispute_late_news_of_refunds_changes_nothing(seller: Organization) -> None:
    order = sold(seller, 4900, 1000)
    sent, asked = refunded(order, 0), ask_refund(order, {line_of(order, 1).id: 400})
    dispute(order, "lost")
    assert move(sent, "failed")
    assert move(asked, "succeeded")
    lines = OrderLine.objects.filter(order=order).order_by("position")
    assert [(line.refunded_amount, line.claims_item) for line in lines] == [(4900, False), (1000, False)]
    assert Order.objects.get(pk=order.pk).status == "refunded"
    assert balances_of(organization=seller) == {"EUR": Money(0, "EUR")}


STEPS = st.one_of(
    st.tuples(st.just("ask"), st.integers(0, 2), st.integers(1, 6000)),
    st.tuples(st.sampled_from(["pending", "succeeded", "failed"]), st.integers(0, 5), st.just(0)),
    st.tuples(st.sampled_from(["needs_response", "won", "lost"]), st.integers(0, 1), st.just(0)),
)
TAXES = st.builds(TaxRule, basis_points=st.integers(0, 2500), inclusive=st.booleans(), label=st.just("VAT"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5000), min_size=3, max_size=3), TAXES, st.lists(STEPS, max_size=14))
def test_the_balance_is_the_sum_over_the_lines_whatever_happens(
    db: None, amounts: list[int], tax: TaxRule, steps: Sequence[tuple[str, int, int]]
) -> None:
    seller = OrganizationFactory()
    order = sold(seller, *amounts, tax=tax)
    for kind, which, amount in steps:
        happen(order, kind, which, amount)
        check(order, seller)


def happen(order: Order, kind: str, which: int, amount: int) -> None:
    """One step, where it may be made at all."""
    refunds = list(Refund.objects.filter(payment__order=order).order_by("created_at", "id"))
    if kind == "ask":
        try:
            ask_refund(order, {line_of(order, which).id: amount})
        except ProblemError:
            return
    elif kind in ("pending", "succeeded", "failed"):
        if which < len(refunds):
            move(refunds[which], kind)
    elif order.total_amount:
        dispute(order, kind, f"dp_{order.id}_{which}")


def check(order: Order, seller: Organization) -> None:
    """The balance, told from refunds and disputes alone; and the documents beside it."""
    lines = list(OrderLine.objects.filter(order=order))
    lost = order.payments.filter(disputes__status="lost").exists()
    owed = {line.id: 0 if lost else line.gross_amount - _sent(line.id, ACCEPTED) for line in lines}
    assert line_balances(line_ids=owed) == owed
    assert balances_of(organization=seller) == {"EUR": Money(sum(owed.values()), "EUR")}
    for line in lines:
        left = invoiced_left(line_ids=[line.id]).get(line.id)
        if left is None:
            assert order.total_amount == 0
            continue
        assert left.gross == (0 if lost else line.gross_amount - _sent(line.id, {"succeeded"}))
        assert left.net + left.tax == left.gross
        assert min(left.net, left.tax) >= 0
        assert left.gross < line.gross_amount or (left.net, left.tax) == (line.net_amount, line.tax_amount)


def _sent(line_id: UUID, statuses: frozenset[str] | set[str]) -> int:
    parts = RefundLine.objects.filter(order_line_id=line_id, refund__status__in=statuses)
    return int(parts.aggregate(sum=Sum("amount"))["sum"] or 0)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_balanceentry SET amount = amount + 1",
        "DELETE FROM billing_balanceentry",
        "UPDATE billing_invoiceline SET title = 'Something else'",
        "DELETE FROM billing_invoiceline",
        "UPDATE billing_invoice SET gross_amount = gross_amount + 1, net_amount = net_amount + 1",
        "UPDATE billing_invoice SET bought_by = '{}'",
        "DELETE FROM billing_invoice",
    ],
)
def test_the_database_refuses_to_rewrite_what_was_booked(seller: Organization, statement: str) -> None:
    sold(seller, 4900)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert balances_of(organization=seller) == {"EUR": Money(4900, "EUR")}


def test_an_unpaid_order_owes_nobody(seller: Organization) -> None:
    order_of()
    assert BalanceEntry.objects.count() == 0
    assert balances_of(organization=seller) == {}
