"""/api/billing/orders/"""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.tests.factories import order_of, sold
from accredit.billing.tests.moves import refunded
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
URL = "/api/billing/orders/"


@pytest.mark.happy
def test_my_orders_come_newest_first(client: APIClient, buyer: User) -> None:
    first, second = order_of(2, buyer=buyer), order_of(buyer=buyer)
    rows = client.get(URL).data["results"]
    assert [row["id"] for row in rows] == [second.id, first.id]
    assert rows[1]["total"] == {"amount": 9800, "currency": "EUR"}
    assert [line["total"]["amount"] for line in rows[1]["lines"]] == [4900, 4900]


@pytest.mark.happy
def test_one_order_shows_its_lines(client: APIClient, buyer: User) -> None:
    order = order_of(buyer=buyer)
    row = client.get(f"{URL}{order.id}/").data
    assert (row["number"], row["status"], row["settling"]) == (order.number, "open", False)
    assert row["lines"][0]["title"] == "Antimicrobial stewardship"


@pytest.mark.happy
def test_an_order_names_its_invoices_and_credit_notes(client: APIClient, buyer: User) -> None:
    order = sold(OrganizationFactory(name="Meridian Institute"), 4900, buyer=buyer)
    refunded(order, amount=1000)
    for row in (client.get(f"{URL}{order.id}/").data, client.get(URL).data["results"][0]):
        assert [(one["kind"], one["total"]["amount"], one["pdf_ready"]) for one in row["documents"]] == [
            ("invoice", 4900, False),
            ("credit_note", -1000, False),
        ]
        assert row["documents"][0]["organization"]["name"] == "Meridian Institute"
    free = sold(OrganizationFactory(), 0, buyer=buyer)
    assert client.get(f"{URL}{free.id}/").data["documents"] == []


def test_an_order_whose_bank_is_at_work_says_so(client: APIClient, buyer: User) -> None:
    order = order_of(buyer=buyer, status="pending", hold_expires_at=None)
    assert client.get(f"{URL}{order.id}/").data["settling"] is True


@pytest.mark.isolation
def test_orders_of_others_are_not_there(client: APIClient) -> None:
    theirs = order_of(buyer=UserFactory())
    assert client.get(URL).data["results"] == []
    answer = client.get(f"{URL}{theirs.id}/")
    assert (answer.status_code, answer.data["code"]) == (404, "order_not_found")


def test_strangers_are_asked_to_sign_in() -> None:
    assert api().get(URL).status_code == 401
    assert api().get(f"{URL}{new_id()}/").status_code == 401


def test_pages_follow_each_other(client: APIClient, buyer: User) -> None:
    orders = [order_of(buyer=buyer) for _ in range(3)]
    first = client.get(URL, {"page_size": 2}).data
    second = client.get(first["next"]).data
    assert [row["id"] for page in (first, second) for row in page["results"]] == [one.id for one in orders[::-1]]
    assert client.get(URL, {"page_size": 101}).status_code == 400


def test_many_orders_cost_no_more_queries(buyer: User) -> None:
    other = UserFactory()
    refunded(sold(OrganizationFactory(), 4900, buyer=buyer), amount=1000)
    for _ in range(20):
        refunded(sold(OrganizationFactory(), 4900, 1000, buyer=other), amount=1000)
    one, many = api(buyer), api(other)
    assert_same_queries(lambda: one.get(URL), lambda: many.get(URL))
