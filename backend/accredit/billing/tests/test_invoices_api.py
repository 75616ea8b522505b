"""/api/billing/invoices/, as a buyer and as the organization's staff."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import time_machine
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Invoice
from accredit.billing.rules.prices import TaxRule
from accredit.billing.tests.factories import sold
from accredit.billing.tests.moves import move, refunded
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, drain
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]
URL = "/api/billing/invoices/"
VAT = TaxRule(1900, inclusive=True, label="VAT")


@pytest.fixture
def finance(seller: Organization) -> APIClient:
    return api(member(seller, "finance"), seller)


@pytest.fixture
def invoice(seller: Organization, buyer: User) -> Invoice:
    sold(seller, 4900, buyer=buyer, tax=VAT)
    return Invoice.objects.select_related("order").get()


@pytest.mark.happy
def test_buyer_and_seller_see_it_each_from_their_side(client: APIClient, finance: APIClient, invoice: Invoice) -> None:
    theirs = sold(OrganizationFactory(), 1000)
    for asked in (client, finance):
        (row,) = asked.get(URL).data["results"]
        assert (row["id"], row["number"], row["total"]) == (
            invoice.id,
            invoice.number,
            {"amount": 4900, "currency": "EUR"},
        )
        assert (row["order"], row["order_number"]) == (invoice.order_id, invoice.order.number)
        assert asked.get(URL, {"order": str(theirs.id)}).data["results"] == []
        assert len(asked.get(URL, {"order": str(invoice.order_id)}).data["results"]) == 1


@pytest.mark.happy
def test_one_invoice_shows_what_it_says(client: APIClient, finance: APIClient, invoice: Invoice) -> None:
    for asked in (client, finance):
        shown = asked.get(f"{URL}{invoice.id}/").data
        assert shown["buyer"] == {"name": "Ada Lovelace", "email": "ada@example.org"}
        assert shown["seller"]["legal_name"] == "Meridian Institute"
        assert [(line["net"]["amount"], line["tax"]["amount"]) for line in shown["lines"]] == [(4118, 782)]
        assert [(tax["tax_label"], tax["tax"]["amount"]) for tax in shown["taxes"]] == [("VAT", 782)]


@pytest.mark.happy
def test_the_pdf_opens_by_a_short_lived_address(client: APIClient, finance: APIClient, invoice: Invoice) -> None:
    early = client.get(f"{URL}{invoice.id}/download/")
    assert (early.status_code, early.data["code"]) == (409, "invoice_not_ready")
    assert client.get(URL).data["results"][0]["pdf_ready"] is False
    drain()
    assert client.get(URL).data["results"][0]["pdf_ready"] is True
    for asked in (client, finance):
        given = asked.get(f"{URL}{invoice.id}/download/").data
        answer = APIClient().get(given["url"])
        assert answer.status_code == 200
        assert f"{invoice.number}.pdf" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        with time_machine.travel(given["expires_at"], tick=False):
            assert APIClient().get(given["url"]).status_code == 403


def test_a_credit_note_says_what_it_is_about_and_whether_it_holds(
    client: APIClient, invoice: Invoice, now: datetime
) -> None:
    refund = refunded(invoice.order, amount=1000)
    note = client.get(URL).data["results"][0]
    assert (note["kind"], note["total"]["amount"], note["cancelled"]) == ("credit_note", -1000, False)
    assert note["about"] == {"id": invoice.id, "number": invoice.number}
    move(refund, "failed")
    rows = client.get(URL).data["results"]
    assert [(row["kind"], row["cancelled"]) for row in rows] == [
        ("cancellation", False),
        ("credit_note", True),
        ("invoice", False),
    ]
    assert client.get(f"{URL}{note['id']}/").data["cancelled"] is True


def addresses(invoice_id: UUID) -> list[str]:
    return [URL, f"{URL}{invoice_id}/", f"{URL}{invoice_id}/download/"]


def test_strangers_are_asked_to_sign_in(invoice: Invoice, seller: Organization) -> None:
    for stranger in (api(), api(organization=seller)):
        assert [stranger.get(url).status_code for url in addresses(invoice.id)] == [401] * 3


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("instructor", True), ("door", False), ("viewer", False)])
def test_staff_needs_to_see_sales(seller: Organization, invoice: Invoice, role: str, sees: bool) -> None:
    drain()
    staff = api(member(seller, role), seller)
    assert [staff.get(url).status_code for url in addresses(invoice.id)] == [200 if sees else 403] * 3


@pytest.mark.isolation
def test_invoices_of_others_are_not_there(seller: Organization, invoice: Invoice, buyer: User) -> None:
    other: Organization = OrganizationFactory()
    callers = [api(UserFactory()), api(member(other, "owner"), other)]
    for caller in callers:
        assert caller.get(URL).data["results"] == []
        answers = [caller.get(url) for url in addresses(invoice.id)[1:]]
        assert [(one.status_code, one.data["code"]) for one in answers] == [(404, "invoice_not_found")] * 2
    for caller in (api(member(other, "owner"), seller), api(buyer, seller)):
        assert [caller.get(url).status_code for url in addresses(invoice.id)] == [404] * 3
    staff_without_tenant = api(member(seller, "owner"))
    assert staff_without_tenant.get(f"{URL}{invoice.id}/").status_code == 404


@pytest.mark.parametrize("query", [{"order": "x"}, {"page_size": "0"}, {"cursor": "x"}])
def test_bad_input_is_refused(client: APIClient, query: dict[str, str]) -> None:
    assert client.get(URL, query).status_code == 400


def test_asking_twice_gives_the_same(client: APIClient, invoice: Invoice) -> None:
    drain()
    for url in addresses(invoice.id)[:2]:
        assert client.get(url).data == client.get(url).data
    assert client.get(f"{URL}{new_id()}/download/").status_code == 404


def test_many_invoices_cost_no_more_queries(seller: Organization) -> None:
    def filled(count: int) -> tuple[APIClient, APIClient]:
        organization, buyer = OrganizationFactory(), UserFactory()
        for _ in range(count):
            refunded(sold(organization, 4900, 1000, buyer=buyer))
        return api(buyer), api(member(organization, "finance"), organization)

    one, many = filled(1), filled(10)
    for few, lots in zip(one, many, strict=True):
        assert_same_queries(partial(few.get, URL), partial(lots.get, URL))


def test_the_prefix_is_chosen_in_the_seller_profile() -> None:
    profile, institute = "/api/billing/seller-profile/", OrganizationFactory(slug="meridian-institute")
    finance = api(member(institute, "finance"), institute)
    assert finance.get(profile).data["invoice_prefix"] == "MI"
    assert finance.patch(profile, {"invoice_prefix": "LMS"}, format="json").data["invoice_prefix"] == "LMS"
    refused: Any = finance.patch(profile, {"invoice_prefix": "l-1"}, format="json")
    assert (refused.status_code, refused.data["errors"][0]["path"]) == (400, "invoice_prefix")
    assert finance.patch(profile, {"invoice_prefix": ""}, format="json").data["invoice_prefix"] == "MI"
