from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.core.secrets import token_hash
from accredit.core.testing import api
from accredit.organizations.models import Invitation, Membership, Organization
from accredit.organizations.services import member_remove

from .factories import MembershipFactory, OrganizationFactory, member

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; an error is returned, not raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - the outcome is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_last_owners_who_leave_at_once_do_not_both_get_away(organization: Organization) -> None:
    owners = [MembershipFactory(organization=organization) for _ in range(2)]
    told = at_once(*(lambda m=m: member_remove(actor=m, member=m) for m in owners))
    assert sorted(type(answer).__name__ for answer in told) == ["LastOwner", "NoneType"]
    assert Membership.objects.filter(organization=organization).count() == 1


def test_an_owner_who_deletes_the_account_while_the_other_leaves_stays(organization: Organization) -> None:
    one, other = MembershipFactory(organization=organization), MembershipFactory(organization=organization)
    told = at_once(
        lambda: api(one.user).delete("/api/user/me/", {"password": PASSWORD}, format="json").status_code,
        lambda: api(other.user).delete(f"/api/organizations/meridian/members/{other.id}/").status_code,
    )
    assert sorted(told) == [204, 409]
    assert Membership.objects.filter(organization=organization).count() == 1


def test_one_invitation_is_made_and_accepted_once(organization: Organization) -> None:
    owner, tomas = member(organization, "owner"), UserFactory(email="tomas@example.org")
    body, path = {"email": tomas.email, "roles": ["door"]}, "/api/organizations/meridian/invitations/"
    made = at_once(*[lambda: api(owner).post(path, body, format="json").status_code] * 4)
    assert sorted(made) == [201, 409, 409, 409]
    Invitation.objects.update(token_hash=token_hash("secret"))
    accept = "/api/organizations/invitations/accept/"
    joined = at_once(*[lambda: api(tomas).post(accept, {"token": "secret"}, format="json").status_code] * 4)
    assert set(joined) <= {200, 409}
    assert 200 in joined
    assert Membership.objects.filter(user=tomas).count() == 1


def test_six_people_who_want_one_slug_get_one_organization() -> None:
    people = [UserFactory() for _ in range(6)]
    OrganizationFactory(slug="unrelated")
    wish = {"name": "North", "slug": "north", "currency": "EUR", "country": "SE", "time_zone": "Europe/Stockholm"}
    told = at_once(*(lambda p=p: api(p).post("/api/organizations/", wish, format="json").status_code for p in people))
    assert sorted(told) == [201, 409, 409, 409, 409, 409]
    assert Organization.objects.filter(slug="north").count() == 1
