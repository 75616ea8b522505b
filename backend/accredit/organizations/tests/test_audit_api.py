"""The audit trail over the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.services import account_delete
from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Membership, Organization

from .factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
AUDIT = "/api/organizations/meridian/audit/"


def event(organization: Organization, name: str = "organizations.organization_changed", **given: Any) -> OutboxEvent:
    """A recorded event; `at` is when it happened."""
    at = given.pop("at", None)
    return OutboxEvent.objects.create(
        organization_id=organization.id,
        name=name,
        version=1,
        payload=given.pop("payload", {"organization_id": str(organization.id)}),
        **({"created_at": at} if at else {}),
        **given,
    )


def names(client: APIClient, query: str = "") -> list[str]:
    return [row["name"] for row in client.get(f"{AUDIT}{query}").json()["results"]]


@pytest.mark.happy
def test_what_was_done_is_listed_newest_first_with_who_and_to_whom(organization: Organization) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    path = f"/api/organizations/meridian/members/{Membership.objects.get(user=person).id}/"
    api(owner).patch("/api/organizations/meridian/", {"brand_color": "#4a6f97"}, format="json")
    api(owner).patch(path, {"roles": ["door"]}, format="json", headers={"X-Request-Id": "asked-by-owner"})
    roles, brand = api(owner).get(AUDIT).json()["results"]
    assert (roles["name"], brand["name"]) == (
        "organizations.member_roles_changed",
        "organizations.organization_changed",
    )
    assert roles["actor"] == {"id": str(owner.id), "display_name": owner.display_name, "withheld": False}
    assert roles["subject"]["display_name"] == person.display_name
    assert (roles["payload"]["roles"], roles["request_id"]) == ("door", "asked-by-owner")
    assert brand["subject"] is None


def test_what_the_system_did_has_no_actor(organization: Organization) -> None:
    event(organization)
    assert api(member(organization, "owner")).get(AUDIT).json()["results"][0]["actor"] is None


def test_somebody_who_left_is_withheld_and_still_one_person(organization: Organization) -> None:
    owner, gone = member(organization, "owner"), UserFactory(display_name="Amara Okafor")
    event(organization, actor_id=gone.id, payload={"user_id": str(gone.id)})
    account_delete(user_id=gone.id, password=PASSWORD, now=datetime(2026, 11, 22, tzinfo=UTC))
    answer = api(owner).get(AUDIT)
    row = answer.json()["results"][-1]
    assert row["actor"] == row["subject"] == {"id": str(gone.id), "display_name": None, "withheld": True}
    assert b"Amara" not in answer.content
    assert b"Deleted" not in answer.content


def test_the_trail_is_narrowed_by_kind_by_person_and_by_day(organization: Organization) -> None:
    owner, other = member(organization, "owner"), member(organization, "admin")
    client = api(owner)
    event(organization, actor_id=owner.id)
    event(organization, "organizations.member_invited", actor_id=other.id)
    event(organization, "learning.course_published", actor_id=other.id)
    assert names(client, "?kind=organizations.member_invited") == ["organizations.member_invited"]
    assert names(client, "?kind=learning") == ["learning.course_published"]
    assert names(client, "?kind=learn") == []
    assert names(client, f"?actor={owner.id}") == ["organizations.organization_changed"]
    assert names(client, f"?actor={other.id}&kind=learning") == ["learning.course_published"]


def test_a_day_is_one_of_the_organizations_zone(organization: Organization) -> None:
    """In London the clocks went back on 25 October 2026: that day lasted from 23:00 to 24:00 UTC of the next."""
    client = api(member(organization, "owner"))
    event(organization, "learning.before", at=datetime(2026, 10, 24, 22, 59, tzinfo=UTC))
    event(organization, "learning.first", at=datetime(2026, 10, 24, 23, 0, tzinfo=UTC))
    event(organization, "learning.last", at=datetime(2026, 10, 25, 23, 59, tzinfo=UTC))
    event(organization, "learning.after", at=datetime(2026, 10, 26, 0, 0, tzinfo=UTC))
    assert names(client, "?from=2026-10-25&to=2026-10-25") == ["learning.last", "learning.first"]
    assert names(client, "?from=2026-10-26") == ["learning.after"]
    assert names(client, "?to=2026-10-24") == ["learning.before"]


def test_pages_keep_the_filter(organization: Organization) -> None:
    client = api(member(organization, "owner"))
    for _ in range(3):
        event(organization)
        event(organization, "learning.course_published")
    first = client.get(f"{AUDIT}?kind=learning&page_size=2").json()
    second = client.get(first["next"]).json()
    found = [*first["results"], *second["results"]]
    assert [row["name"] for row in found] == ["learning.course_published"] * 3
    assert len({row["id"] for row in found}) == 3
    assert second["next"] is None


@pytest.mark.parametrize(
    "query", ["?actor=somebody", "?from=yesterday", "?to=2026-13-01", "?kind=a.b.c", "?kind=%25", "?cursor=x"]
)
def test_a_filter_that_is_none_is_refused(organization: Organization, query: str) -> None:
    assert api(member(organization, "owner")).get(f"{AUDIT}{query}").status_code == 400


@pytest.mark.parametrize(
    ("role", "status"),
    [("owner", 200), ("admin", 200), ("finance", 200), ("organizer", 403), ("instructor", 403), ("viewer", 403)],
)
def test_the_trail_is_for_those_who_answer_for_the_organization(
    organization: Organization, role: str, status: int
) -> None:
    assert api(member(organization, role)).get(AUDIT).status_code == status


@pytest.mark.isolation
def test_a_trail_of_another_organization_is_not_there(organization: Organization) -> None:
    elsewhere = OrganizationFactory(slug="elsewhere")
    event(elsewhere, "learning.course_published")
    event(organization)
    assert api(member(elsewhere, "owner")).get(AUDIT).status_code == 404
    assert names(api(member(organization, "owner"))) == ["organizations.organization_changed"]


def test_what_belongs_to_no_organization_is_in_no_trail(organization: Organization) -> None:
    OutboxEvent.objects.create(name="accounts.user_registered", version=1, payload={"user_id": str(new_id())})
    assert names(api(member(organization, "owner"))) == []


def test_a_stranger_sees_no_trail(organization: Organization) -> None:
    assert api().get(AUDIT).status_code == 401


def test_the_trail_costs_the_same_for_one_and_for_twenty(organization: Organization) -> None:
    big = OrganizationFactory(slug="big")
    owner, big_owner = member(organization, "owner"), member(big, "owner")
    event(organization, actor_id=owner.id)
    for _ in range(20):
        event(big, actor_id=UserFactory().id, payload={"user_id": str(UserFactory().id)})
    assert_same_queries(lambda: api(owner).get(AUDIT), lambda: api(big_owner).get("/api/organizations/big/audit/"))
