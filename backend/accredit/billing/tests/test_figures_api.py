"""/api/billing/figures/"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accredit.billing.models import OrderLine
from accredit.billing.tests.factories import sold
from accredit.billing.tests.moves import dispute, move, refunded
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
URL = "/api/billing/figures/"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def finance(seller: Organization) -> APIClient:
    return api(member(seller, "finance"), seller)


def figures(client: APIClient, at: datetime = NOON, **query: Any) -> Any:
    with time_machine.travel(at, tick=False):
        return client.get(URL, query).data


def amounts(answer: Any) -> tuple[int, int, int, int]:
    return tuple(answer[key]["amount"] for key in ("gross", "refunded", "net", "balance"))


def days(answer: Any) -> dict[str, tuple[int, int]]:
    """Days on which something happened."""
    rows = {str(day["on"]): (day["gross"]["amount"], day["refunded"]["amount"]) for day in answer["per_day"]}
    return {on: both for on, both in rows.items() if any(both)}


@pytest.mark.happy
def test_the_last_days_are_told_one_by_one(seller: Organization, finance: APIClient) -> None:
    first = sold(seller, 4900, 1000, at=NOON - timedelta(days=3))
    sold(seller, 2000, at=NOON)
    sold(seller, 7000, at=NOON - timedelta(days=40))
    refunded(first, 1, at=NOON - timedelta(days=1))
    answer = figures(finance)
    assert (answer["currency"], answer["orders"], len(answer["per_day"])) == ("EUR", 2, 30)
    assert amounts(answer) == (7900, 1000, 6900, 13_900)
    assert days(answer) == {"2026-11-19": (5900, 0), "2026-11-21": (0, 1000), "2026-11-22": (2000, 0)}
    assert str(answer["per_day"][-1]["on"]) == "2026-11-22"
    assert answer["currencies"] == ["EUR"]


def test_an_organization_that_has_sold_nothing_sees_zeros(finance: APIClient) -> None:
    answer = figures(finance, days=7)
    assert (amounts(answer), answer["orders"], answer["top_items"]) == ((0, 0, 0, 0), 0, [])
    assert (len(answer["per_day"]), days(answer), answer["currencies"]) == (7, {}, [])
    assert answer["balances"] == []


def test_a_returned_refund_and_a_lost_dispute_are_counted_on_their_days(
    seller: Organization, finance: APIClient
) -> None:
    order = sold(seller, 4900, at=NOON - timedelta(days=3))
    refund = refunded(order, amount=900, at=NOON - timedelta(days=2))
    move(refund, "failed", NOON - timedelta(days=1))
    dispute(order, "lost", at=NOON)
    answer = figures(finance)
    assert days(answer) == {
        "2026-11-19": (4900, 0),
        "2026-11-20": (0, 900),
        "2026-11-21": (0, -900),
        "2026-11-22": (0, 4900),
    }
    assert amounts(answer) == (4900, 4900, 0, 0)


def test_days_are_the_organizations_own_also_when_clocks_change(seller: Organization, finance: APIClient) -> None:
    Organization.objects.filter(pk=seller.pk).update(time_zone="Europe/Berlin")
    # Summer time ends on 25 October 2026: that day has 25 hours.
    for at in (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)):
        sold(seller, 1000, at=at)
    for at in (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)):
        sold(seller, 100, at=at)
    answer = figures(finance, datetime(2026, 10, 26, 8, 0, tzinfo=UTC), days=3)
    assert days(answer) == {"2026-10-24": (1000, 0), "2026-10-25": (1100, 0), "2026-10-26": (100, 0)}
    assert days(figures(finance, datetime(2026, 10, 26, 8, 0, tzinfo=UTC), days=2)).keys() == {
        "2026-10-25",
        "2026-10-26",
    }


def test_what_sells_best_stands_first_under_its_latest_title(seller: Organization, finance: APIClient) -> None:
    small = sold(seller, 1000, at=NOON)
    item = OrderLine.objects.get(order=small).item_id
    for title in ("Once called so", "Now called so"):
        order = sold(seller, 3000, at=NOON)
        OrderLine.objects.filter(order=order).update(item_id=item, title=title)
    for amount in (6000, 5000, 4000, 3000, 2000, 100):
        sold(seller, amount, at=NOON)
    top = figures(finance)["top_items"]
    assert [(row["gross"]["amount"], row["sold"]) for row in top] == [
        (7000, 3),
        (6000, 1),
        (5000, 1),
        (4000, 1),
        (3000, 1),
    ]
    assert (top[0]["item_id"], top[0]["title"]) == (item, "Now called so")


def test_another_currency_is_asked_for_by_name(seller: Organization, finance: APIClient) -> None:
    sold(seller, 4900, at=NOON)
    sold(seller, 1000, at=NOON, currency="GBP")
    assert amounts(figures(finance)) == (4900, 0, 4900, 4900)
    pounds = figures(finance, currency="GBP")
    assert (amounts(pounds), pounds["gross"]["currency"]) == ((1000, 0, 1000, 1000), "GBP")
    assert pounds["currencies"] == ["EUR", "GBP"]
    assert [(owed["amount"], owed["currency"]) for owed in pounds["balances"]] == [(4900, "EUR"), (1000, "GBP")]


@pytest.mark.isolation
def test_other_tenants_are_not_there_and_not_counted(seller: Organization, finance: APIClient) -> None:
    other: Organization = OrganizationFactory()
    sold(other, 4900, at=NOON)
    assert amounts(figures(finance)) == (0, 0, 0, 0)
    assert api(member(other, "owner"), seller).get(URL).status_code == 404
    assert api(member(other, "owner")).get(URL).status_code == 404


def test_strangers_are_asked_to_sign_in(seller: Organization) -> None:
    assert api(organization=seller).get(URL).status_code == 401


@pytest.mark.parametrize(("role", "status"), [("instructor", 200), ("organizer", 200), ("viewer", 403), ("door", 403)])
def test_the_role_decides(seller: Organization, role: str, status: int) -> None:
    assert api(member(seller, role), seller).get(URL).status_code == status


@pytest.mark.parametrize(
    ("query", "path"), [({"days": "0"}, "days"), ({"days": "367"}, "days"), ({"currency": "eur"}, "currency")]
)
def test_bad_input_is_named(finance: APIClient, query: dict[str, str], path: str) -> None:
    answer: Any = finance.get(URL, query)
    assert (answer.status_code, answer.data["errors"][0]["path"]) == (400, path)


def test_asking_twice_gives_the_same(seller: Organization, finance: APIClient) -> None:
    sold(seller, 4900, at=NOON)
    assert figures(finance) == figures(finance)


def test_many_sales_cost_no_more_queries(seller: Organization, finance: APIClient) -> None:
    other: Organization = OrganizationFactory()
    many = api(member(other, "finance"), other)
    sold(seller, 4900)
    for _ in range(20):
        refunded(sold(other, 4900, 1000), amount=100)
    assert_same_queries(lambda: finance.get(URL, {"days": "3"}), lambda: many.get(URL, {"days": "90"}))
