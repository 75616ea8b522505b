from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from rest_framework.test import APIClient

from accredit.accounts.tests.factories import UserFactory
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Membership, Organization
from accredit.organizations.permissions import ROLE_MATRIX, Permission, Role

from .factories import MembershipFactory, OrganizationFactory, member

pytestmark = pytest.mark.django_db
URL = "/api/organizations/"
MERIDIAN = {"name": "Meridian Institute", "currency": "eur", "country": "gb", "time_zone": "Europe/London"}


def post(user: Any, body: dict[str, Any]) -> Any:
    return api(user).post(URL, body, format="json")


@pytest.mark.happy
def test_anybody_starts_an_organization_and_owns_it() -> None:
    user = UserFactory()
    answer = post(user, MERIDIAN)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["slug"], body["currency"], body["country"], body["roles"]) == (
        "meridian-institute",
        "EUR",
        "GB",
        ["owner"],
    )
    assert set(body["permissions"]) == set(Permission)
    assert [row["slug"] for row in api(user).get(URL).json()["results"]] == ["meridian-institute"]
    names = list(OutboxEvent.objects.order_by("id").values_list("name", "organization_id"))
    organization = Organization.objects.get()
    assert names == [
        ("organizations.organization_created", organization.id),
        ("organizations.member_joined", organization.id),
    ]


def test_the_same_request_sent_twice_starts_one_organization() -> None:
    client, key = api(UserFactory()), {"Idempotency-Key": "first-try"}
    first, second = (client.post(URL, MERIDIAN, format="json", headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Organization.objects.count() == 1


def test_a_second_organization_of_the_same_name_gets_another_slug() -> None:
    first, second = post(UserFactory(), MERIDIAN).json(), post(UserFactory(), MERIDIAN).json()
    assert first["slug"] == "meridian-institute"
    assert second["slug"].startswith("meridian-institute-")
    assert second["slug"] != first["slug"]


@pytest.mark.parametrize("name", ["A", "API", "日本", "Invitations", "!!!"])
def test_a_name_that_makes_no_slug_still_gets_one(name: str) -> None:
    answer = post(UserFactory(), MERIDIAN | {"name": name})
    assert answer.status_code == 201
    assert api().get(f"{URL}{answer.json()['slug']}/public/").status_code == 200


def test_a_wished_slug_that_is_taken_is_a_conflict_and_makes_nothing() -> None:
    OrganizationFactory(slug="meridian")
    answer = post(UserFactory(), MERIDIAN | {"slug": "meridian"})
    assert (answer.status_code, answer.json()["code"]) == (409, "slug_taken")
    assert (Organization.objects.count(), Membership.objects.count(), OutboxEvent.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"name": ""}, "name"),
        ({"currency": "ZZZ"}, "currency"),
        ({"country": "XX"}, "country"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"slug": "invitations"}, "slug"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, str], path: str) -> None:
    answer = post(UserFactory(), MERIDIAN | change)
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, path)


def test_starting_organizations_is_limited_for_one_person(now: Any) -> None:
    user = UserFactory()
    codes = [post(user, MERIDIAN | {"name": f"Institute {n}"}).status_code for n in range(11)]
    assert codes == [201] * 10 + [429]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_has_no_organizations(method: str) -> None:
    assert getattr(APIClient(), method)(URL, MERIDIAN, format="json").status_code == 401


def test_the_list_costs_the_same_for_one_and_for_twenty() -> None:
    one, many = UserFactory(), UserFactory()
    MembershipFactory(user=one)
    for _ in range(20):
        MembershipFactory(user=many)
    assert_same_queries(lambda: api(one).get(URL), lambda: api(many).get(URL))
    assert len(api(many).get(URL).json()["results"]) == 20


@pytest.mark.happy
@pytest.mark.parametrize("role", list(Role))
def test_a_member_sees_what_their_role_allows(organization: Organization, role: Role) -> None:
    body = api(member(organization, role.value)).get(f"{URL}meridian/").json()
    assert body["roles"] == [role.value]
    assert set(body["permissions"]) == ROLE_MATRIX[role]


@pytest.mark.isolation
@pytest.mark.parametrize("method", ["get", "patch"])
def test_another_organization_is_not_there(organization: Organization, method: str) -> None:
    outsider = member(OrganizationFactory(), "owner")
    for slug in ("meridian", "no-such-one"):
        answer = getattr(api(outsider), method)(f"{URL}{slug}/", {"name": "Mine"}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_organization")
    organization.refresh_from_db()
    assert organization.name == "Meridian Institute"


@pytest.mark.happy
def test_an_admin_changes_the_brand(organization: Organization) -> None:
    client = api(member(organization, "admin"))
    answer = client.patch(f"{URL}meridian/", {"brand_color": "#4A6F97", "slug": "stolen"}, format="json")
    assert (answer.status_code, answer.json()["brand_color"], answer.json()["slug"]) == (200, "#4a6f97", "meridian")
    assert OutboxEvent.objects.filter(name="organizations.organization_changed").count() == 1


@pytest.mark.parametrize("role", ["organizer", "instructor", "finance", "door", "viewer"])
def test_others_change_nothing(organization: Organization, role: str) -> None:
    answer = api(member(organization, role)).patch(f"{URL}meridian/", {"name": "Mine"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "role_not_allowed")


@pytest.mark.parametrize("change", [{"brand_color": "red"}, {"brand_color": "#12345g"}, {"currency": "EU"}])
def test_a_change_that_is_wrong_changes_nothing(organization: Organization, change: dict[str, str]) -> None:
    assert api(member(organization, "owner")).patch(f"{URL}meridian/", change, format="json").status_code == 400
    assert OutboxEvent.objects.count() == 0


def test_a_change_of_nothing_is_no_news(organization: Organization) -> None:
    assert api(member(organization, "owner")).patch(f"{URL}meridian/", {}, format="json").status_code == 200
    assert OutboxEvent.objects.count() == 0


@pytest.mark.happy
def test_strangers_see_name_and_brand_only(organization: Organization) -> None:
    assert APIClient().get(f"{URL}meridian/public/").json() == {
        "slug": "meridian",
        "name": "Meridian Institute",
        "brand_color": "#3a5a44",
        "logo_url": None,
        "country": "GB",
    }
    assert APIClient().get(f"{URL}nobody/public/").status_code == 404


def test_the_database_keeps_slugs_and_memberships_unique(organization: Organization) -> None:
    membership = MembershipFactory(organization=organization)
    broken: dict[str, Callable[[], object]] = {
        "organization_slug_once": lambda: OrganizationFactory(slug="meridian"),
        "membership_once": lambda: MembershipFactory(organization=organization, user=membership.user),
    }
    for name, write in broken.items():
        said = name if connection.vendor == "postgresql" else "UNIQUE constraint failed"
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            write()
    assert Membership.objects.count() == 1
