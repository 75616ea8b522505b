from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.promo_codes.models import PromoCode

from .factories import PromoCodeFactory

pytestmark = pytest.mark.django_db
URL = "/api/promo-codes/"
BODY = {"code": "spring20", "kind": "percent", "value": 20, "total_limit": 10}


@pytest.fixture
def organization() -> Organization:
    return OrganizationFactory()


def finance(organization: Organization) -> Any:
    return api(member(organization, "finance"), organization)


@pytest.mark.happy
def test_finance_makes_a_code_and_finds_it_in_the_list(organization: Organization) -> None:
    client = finance(organization)
    made = client.post(URL, BODY, format="json")
    assert (made.status_code, made.data["code"], made.data["used"]) == (201, "SPRING20", 0)
    assert [row["id"] for row in client.get(URL).data["results"]] == [made.data["id"]]


@pytest.mark.happy
def test_a_code_can_be_ended_but_what_it_takes_off_stays(organization: Organization) -> None:
    promo_code = PromoCodeFactory(organization=organization)
    answer = finance(organization).patch(f"{URL}{promo_code.id}/", {"is_active": False, "value": 90}, format="json")
    assert (answer.status_code, answer.data["is_active"], answer.data["value"]) == (200, False, 20)


def test_the_same_name_twice_is_refused_at_the_field(organization: Organization) -> None:
    client = finance(organization)
    client.post(URL, BODY, format="json")
    again = client.post(URL, BODY | {"code": "SPRING20"}, format="json")
    assert (again.status_code, again.data["errors"][0]["path"]) == (409, "code")
    assert PromoCode.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"value": 101}, "value"),
        ({"value": 0}, "value"),
        ({"code": "with space"}, "code"),
        ({"kind": "gift"}, "kind"),
        ({"starts_at": "2026-12-01T00:00Z", "ends_at": "2026-11-01T00:00Z"}, "ends_at"),
        ({"total_limit": 0}, "total_limit"),
    ],
)
def test_wrong_input_is_named_at_its_field(organization: Organization, change: dict[str, Any], path: str) -> None:
    answer = finance(organization).post(URL, BODY | change, format="json")
    assert answer.status_code in (400, 422)
    assert answer.data["errors"][0]["path"] == path


def test_a_limit_below_what_is_used_is_refused(organization: Organization) -> None:
    promo_code = PromoCodeFactory(organization=organization, used=5, total_limit=10)
    answer = finance(organization).patch(f"{URL}{promo_code.id}/", {"total_limit": 4}, format="json")
    assert (answer.status_code, answer.data["errors"][0]["code"]) == (422, "below_used")


def test_a_code_cannot_be_for_something_that_the_organization_does_not_sell(organization: Organization) -> None:
    target = {"item_kind": "course", "item_id": "0193e1f0-0000-7000-8000-000000000000"}
    answer = finance(organization).post(URL, BODY | {"targets": [target]}, format="json")
    assert (answer.status_code, answer.data["code"]) == (404, "item_not_for_sale")


def test_a_stranger_must_sign_in_and_a_wrong_role_is_refused(organization: Organization) -> None:
    assert api(None, organization).get(URL).status_code == 401
    assert api(member(organization, "viewer"), organization).post(URL, BODY, format="json").status_code == 403


@pytest.mark.isolation
def test_another_tenants_code_is_not_there(organization: Organization) -> None:
    theirs = PromoCodeFactory()
    client = finance(organization)
    assert client.get(f"{URL}{theirs.id}/").status_code == 404
    assert client.patch(f"{URL}{theirs.id}/", {"is_active": False}, format="json").status_code == 404
    assert client.get(URL).data["results"] == []
    assert api(UserFactory(), organization).get(URL).status_code == 404


def test_the_list_costs_the_same_for_one_code_and_for_twenty(organization: Organization) -> None:
    client = finance(organization)
    PromoCodeFactory(organization=organization)

    def twenty() -> Any:
        return client.get(URL)

    def one() -> Any:
        return client.get(f"{URL}?page_size=1")

    for _ in range(19):
        PromoCodeFactory(organization=organization)
    assert_same_queries(one, twenty)
