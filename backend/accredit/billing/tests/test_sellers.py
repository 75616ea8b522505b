"""/api/billing/seller-profile/"""

from __future__ import annotations

from typing import Any

import pytest

from accredit.billing.models import SellerProfile
from accredit.core.models import OutboxEvent
from accredit.core.testing import api
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
URL = "/api/billing/seller-profile/"


@pytest.mark.happy
def test_finance_sets_the_tax(seller: Organization) -> None:
    client = api(member(seller, "finance"), seller)
    assert client.get(URL).data["tax_rate_basis_points"] == 0
    answer = client.patch(URL, {"tax_rate_basis_points": 1900, "tax_inclusive": False}, format="json")
    assert (answer.status_code, answer.data["tax_rate_basis_points"]) == (200, 1900)
    again = client.patch(URL, {"legal_name": "Meridian Ltd"}, format="json").data
    assert (again["legal_name"], again["tax_rate_basis_points"], again["tax_inclusive"]) == (
        "Meridian Ltd",
        1900,
        False,
    )
    assert SellerProfile.objects.count() == 1
    news = OutboxEvent.objects.filter(name="billing.seller_profile_changed")
    assert {row.organization_id for row in news} == {seller.id}


def test_the_first_change_keeps_the_organizations_name(seller: Organization) -> None:
    client = api(member(seller, "owner"), seller)
    assert client.patch(URL, {"tax_label": "MwSt"}, format="json").data["legal_name"] == seller.name


@pytest.mark.parametrize("role", ["instructor", "door", "viewer", "organizer"])
def test_other_roles_may_not(seller: Organization, role: str) -> None:
    client = api(member(seller, role), seller)
    assert client.get(URL).status_code == 403
    assert client.patch(URL, {"tax_rate_basis_points": 1}, format="json").status_code == 403


@pytest.mark.isolation
def test_other_tenants_are_not_there(seller: Organization) -> None:
    client = api(member(OrganizationFactory(), "owner"), seller)
    assert client.get(URL).status_code == 404
    assert client.patch(URL, {"tax_rate_basis_points": 1}, format="json").status_code == 404


def test_strangers_are_asked_to_sign_in(seller: Organization) -> None:
    assert api(organization=seller).get(URL).status_code == 401


@pytest.mark.parametrize("body", [{"tax_rate_basis_points": -1}, {"tax_rate_basis_points": 10_001}, {"tax_label": ""}])
def test_bad_input_is_named(seller: Organization, body: dict[str, Any]) -> None:
    answer = api(member(seller, "owner"), seller).patch(URL, body, format="json")
    assert answer.status_code == 400
    assert [error["path"] for error in answer.data["errors"]] == list(body)
