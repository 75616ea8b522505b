from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries
from accredit.organizations.models import Invitation, Membership, Organization

from .factories import MembershipFactory, OrganizationFactory, member

pytestmark = pytest.mark.django_db
MEMBERS = "/api/organizations/meridian/members/"


def membership_of(user: Any) -> Membership:
    return Membership.objects.get(user=user)


def regrant(actor: Any, target: Any, *roles: str) -> Any:
    return api(actor).patch(f"{MEMBERS}{membership_of(target).id}/", {"roles": list(roles)}, format="json")


def remove(actor: Any, target: Any) -> Any:
    return api(actor).delete(f"{MEMBERS}{membership_of(target).id}/")


@pytest.mark.happy
def test_the_team_is_listed_oldest_first(organization: Organization) -> None:
    owner, door = member(organization, "owner"), member(organization, "door")
    MembershipFactory()
    rows = api(owner).get(MEMBERS).json()["results"]
    assert [(row["email"], row["roles"]) for row in rows] == [(owner.email, ["owner"]), (door.email, ["door"])]


def test_the_list_costs_the_same_for_one_and_for_twenty(organization: Organization) -> None:
    owner = member(organization, "owner")
    big = OrganizationFactory(slug="big")
    big_owner = member(big, "owner")
    for _ in range(20):
        member(big, "viewer")
    assert_same_queries(lambda: api(owner).get(MEMBERS), lambda: api(big_owner).get("/api/organizations/big/members/"))


@pytest.mark.happy
def test_an_admin_gives_a_member_other_roles(organization: Organization) -> None:
    member(organization, "owner")
    admin, person = member(organization, "admin"), member(organization, "viewer")
    answer = regrant(admin, person, "door", "organizer", "door")
    assert (answer.status_code, answer.json()["roles"]) == (200, ["organizer", "door"])
    event = OutboxEvent.objects.get(name="organizations.member_roles_changed")
    assert (event.payload["roles"], event.actor_id) == ("organizer,door", admin.id)


def test_the_same_roles_again_are_no_news(organization: Organization) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    assert [regrant(owner, person, "door").status_code for _ in range(2)] == [200, 200]
    assert OutboxEvent.objects.count() == 1


@pytest.mark.parametrize("roles", [[], ["king"], ["owner"] * 8, "owner"])
def test_roles_that_are_wrong_are_refused(organization: Organization, roles: Any) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    answer = api(owner).patch(f"{MEMBERS}{membership_of(person).id}/", {"roles": roles}, format="json")
    assert answer.status_code == 400
    assert membership_of(person).roles == ["viewer"]


def test_an_admin_cannot_touch_ownership(organization: Organization) -> None:
    owner, admin = member(organization, "owner"), member(organization, "admin")
    answers = [regrant(admin, admin, "owner"), regrant(admin, owner, "viewer"), remove(admin, owner)]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "owners_only")] * 3
    assert (membership_of(owner).roles, membership_of(admin).roles) == (["owner"], ["admin"])


def test_the_last_owner_neither_steps_down_nor_leaves(organization: Organization) -> None:
    owner = member(organization, "owner")
    member(organization, "admin")
    answers = [regrant(owner, owner, "admin"), remove(owner, owner)]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "last_owner")] * 2
    assert membership_of(owner).roles == ["owner"]


@pytest.mark.happy
def test_an_owner_hands_over_and_leaves(organization: Organization) -> None:
    owner, heir = member(organization, "owner"), member(organization, "admin")
    assert regrant(owner, heir, "owner").status_code == 200
    assert remove(owner, owner).status_code == 204
    assert list(Membership.objects.values_list("user_id", flat=True)) == [heir.id]
    assert OutboxEvent.objects.filter(name="organizations.member_removed").count() == 1
    assert api(owner).get(MEMBERS).status_code == 404


def test_anybody_may_leave_and_nobody_below_admin_removes_others(organization: Organization) -> None:
    member(organization, "owner")
    viewer, door = member(organization, "viewer"), member(organization, "door")
    assert remove(viewer, door).status_code == 403
    assert remove(viewer, viewer).status_code == 204


def test_a_member_removed_twice_is_gone_once(organization: Organization) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    path = f"{MEMBERS}{membership_of(person).id}/"
    assert [api(owner).delete(path).status_code for _ in range(2)] == [204, 404]


@pytest.mark.parametrize("role", ["organizer", "instructor", "finance", "door", "viewer"])
def test_the_team_is_managed_by_owners_and_admins(organization: Organization, role: str) -> None:
    person, other = member(organization, role), member(organization, "viewer")
    assert api(person).get(MEMBERS).status_code == 403
    assert regrant(person, other, "door").status_code == 403


@pytest.mark.isolation
def test_a_foreign_team_is_not_there(organization: Organization) -> None:
    ours = member(organization, "owner")
    theirs = MembershipFactory(organization=OrganizationFactory(slug="elsewhere"))
    client = api(ours)
    assert client.get("/api/organizations/elsewhere/members/").status_code == 404
    for path in (f"{MEMBERS}{theirs.id}/", f"{MEMBERS}{new_id()}/"):
        assert client.patch(path, {"roles": ["door"]}, format="json").status_code == 404
        assert client.delete(path).status_code == 404
    theirs.refresh_from_db()
    assert theirs.roles == ["owner"]


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_a_stranger_sees_no_team(organization: Organization, method: str) -> None:
    path = MEMBERS if method == "get" else f"{MEMBERS}{new_id()}/"
    assert getattr(APIClient(), method)(path, {}, format="json").status_code == 401


def test_an_account_that_owns_alone_is_not_deleted(organization: Organization) -> None:
    owner = member(organization, "owner")
    answer = api(owner).delete("/api/user/me/", {"password": PASSWORD}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    owner.refresh_from_db()
    assert owner.is_active
    assert membership_of(owner).roles == ["owner"]


def test_an_account_that_leaves_takes_memberships_and_addresses_along(organization: Organization) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    invite = {"email": person.email, "roles": ["door"]}
    elsewhere = OrganizationFactory(slug="elsewhere")
    other_owner = member(elsewhere, "owner")
    api(other_owner).post("/api/organizations/elsewhere/invitations/", invite, format="json")
    assert api(person).delete("/api/user/me/", {"password": PASSWORD}, format="json").status_code == 204
    assert set(Membership.objects.values_list("user_id", flat=True)) == {owner.id, other_owner.id}
    closed = Invitation.objects.get()
    assert closed.email == ""
    assert closed.withdrawn_at is not None


def test_memberships_stand_in_the_export(organization: Organization) -> None:
    person = member(organization, "viewer")
    kept = api(person).get("/api/user/me/export/").json()["organizations"]
    assert [row["slug"] for row in kept["memberships"]] == ["meridian"]
    assert api(UserFactory()).get("/api/user/me/export/").json()["organizations"] == {"memberships": []}
