from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from rest_framework.test import APIClient

from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent
from accredit.core.secrets import token_hash
from accredit.core.testing import api, assert_same_queries, drain
from accredit.notifications.models import Notification
from accredit.organizations.models import Invitation, Membership, Organization

from .factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
INVITATIONS = "/api/organizations/meridian/invitations/"
ACCEPT = "/api/organizations/invitations/accept/"
PREVIEW = "/api/organizations/invitations/preview/"
Mailed = Callable[[str], str]
TOMAS = {"email": "Tomas@Example.org", "roles": ["door", "organizer"]}


def invite(actor: Any, body: dict[str, Any] = TOMAS) -> Any:
    return api(actor).post(INVITATIONS, body, format="json")


def accept(user: Any, token: str) -> Any:
    return api(user).post(ACCEPT, {"token": token}, format="json")


def preview(token: str, user: Any = None) -> Any:
    return api(user).post(PREVIEW, {"token": token}, format="json")


@pytest.mark.happy
def test_an_invited_person_joins_by_the_mailed_link(organization: Organization, mailed: Mailed) -> None:
    owner, tomas = member(organization, "owner"), UserFactory(email="tomas@example.org", display_name="Tomas Lind")
    made = invite(owner)
    assert (made.status_code, made.json()["email"]) == (201, "tomas@example.org")
    secret = mailed("tomas@example.org")
    message = mail.outbox[0]
    assert message.subject == "Join Meridian Institute on Accredit"
    assert "as organizer and door" in message.body
    assert Invitation.objects.get().token_hash == token_hash(secret)
    joined = accept(tomas, secret)
    assert (joined.status_code, joined.json()["slug"]) == (200, "meridian")
    assert Membership.objects.get(user=tomas).roles == ["organizer", "door"]
    assert api(owner).get(INVITATIONS).json()["results"] == []
    drain()
    assert [(row.user_id, row.title) for row in Notification.objects.all()] == [
        (owner.id, "Tomas Lind has joined Meridian Institute")
    ]


def test_accepting_twice_says_the_same(organization: Organization, mailed: Mailed) -> None:
    tomas = UserFactory(email="tomas@example.org")
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    assert [accept(tomas, secret).status_code for _ in range(2)] == [200, 200]
    assert OutboxEvent.objects.filter(name="organizations.member_joined").count() == 1


def test_a_link_does_not_bring_back_who_was_removed(organization: Organization, mailed: Mailed) -> None:
    tomas = UserFactory(email="tomas@example.org")
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    accept(tomas, secret)
    Membership.objects.filter(user=tomas).delete()
    answer = accept(tomas, secret)
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_closed")


def test_a_link_is_for_the_invited_address_only(organization: Organization, mailed: Mailed) -> None:
    invite(member(organization, "owner"))
    other = UserFactory()
    answer = accept(other, mailed("tomas@example.org"))
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_for_another")
    assert not Membership.objects.filter(user=other).exists()


def test_an_invitation_ends_after_a_week(clock: Any, organization: Organization, mailed: Mailed) -> None:
    owner, tomas = member(organization, "owner"), UserFactory(email="tomas@example.org")
    invite(owner)
    secret = mailed("tomas@example.org")
    clock.shift(timedelta(days=7))
    assert accept(tomas, secret).json()["code"] == "invitation_expired"
    assert invite(owner).status_code == 201  # an expired one is replaced
    assert accept(tomas, mailed("tomas@example.org")).status_code == 200


@pytest.mark.parametrize("token", ["nonsense", "", "x" * 101])
def test_a_link_that_never_was_is_refused(token: str) -> None:
    assert accept(UserFactory(), token).status_code == 400


def test_accepting_needs_an_account() -> None:
    assert APIClient().post(ACCEPT, {"token": "x"}, format="json").status_code == 401


def test_an_open_invitation_is_not_made_twice(organization: Organization) -> None:
    owner = member(organization, "owner")
    answers = [invite(owner), invite(owner, TOMAS | {"roles": ["viewer"]})]
    assert [a.status_code for a in answers] == [201, 409]
    assert answers[1].json()["code"] == "already_invited"
    assert Job.objects.count() == 1


def test_the_same_request_sent_twice_invites_once(organization: Organization) -> None:
    client, key = api(member(organization, "owner")), {"Idempotency-Key": "first-try"}
    answers = [client.post(INVITATIONS, TOMAS, format="json", headers=key) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert Invitation.objects.count() == 1


def test_a_member_is_not_invited_again(organization: Organization) -> None:
    owner, person = member(organization, "owner"), member(organization, "viewer")
    answer = invite(owner, {"email": person.email.upper(), "roles": ["door"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_member")


def test_an_admin_invites_no_owner_and_an_unverified_person_nobody(organization: Organization) -> None:
    answer = invite(member(organization, "admin"), TOMAS | {"roles": ["owner"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "owners_only")
    owner = member(organization, "owner")
    owner.email_verified_at = None
    owner.save()
    answer = invite(owner)
    assert (answer.status_code, answer.json()["code"]) == (409, "email_not_verified")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("body", [{}, TOMAS | {"roles": []}, TOMAS | {"roles": ["king"]}, TOMAS | {"email": "tomas"}])
def test_what_is_wrong_is_refused(organization: Organization, body: dict[str, Any]) -> None:
    assert invite(member(organization, "owner"), body).status_code == 400


def test_roles_of_an_invitation_add_to_those_that_a_person_has(organization: Organization, mailed: Mailed) -> None:
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    tomas = member(organization, "viewer")
    type(tomas).objects.filter(pk=tomas.pk).update(email="tomas@example.org")
    assert accept(tomas, secret).json()["roles"] == ["organizer", "door", "viewer"]


@pytest.mark.happy
def test_a_withdrawn_invitation_no_longer_works(organization: Organization, mailed: Mailed) -> None:
    owner, tomas = member(organization, "owner"), UserFactory(email="tomas@example.org")
    invite(owner)
    secret = mailed("tomas@example.org")
    path = f"{INVITATIONS}{Invitation.objects.get().id}/"
    assert [api(owner).delete(path).status_code for _ in range(2)] == [204, 404]
    assert accept(tomas, secret).status_code == 400
    assert OutboxEvent.objects.filter(name="organizations.invitation_withdrawn").count() == 1


def test_an_invitation_withdrawn_before_the_mail_is_not_sent(organization: Organization) -> None:
    owner = member(organization, "owner")
    path = f"{INVITATIONS}{invite(owner).json()['id']}/"
    api(owner).delete(path)
    drain()
    assert mail.outbox == []


@pytest.mark.parametrize("role", ["organizer", "instructor", "finance", "door", "viewer"])
def test_others_invite_nobody(organization: Organization, role: str) -> None:
    person = member(organization, role)
    codes = [invite(person).status_code, api(person).get(INVITATIONS).status_code]
    codes.append(api(person).delete(f"{INVITATIONS}{new_id()}/").status_code)
    assert codes == [403, 403, 403]


@pytest.mark.isolation
def test_invitations_of_another_organization_are_not_there(organization: Organization) -> None:
    invite(member(organization, "owner"))
    outsider = member(OrganizationFactory(slug="elsewhere"), "owner")
    theirs = Invitation.objects.get()
    assert invite(outsider).status_code == 404
    assert api(outsider).get(INVITATIONS).status_code == 404
    assert api(outsider).delete(f"/api/organizations/elsewhere/invitations/{theirs.id}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.withdrawn_at is None


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_stranger_sees_no_invitations(organization: Organization, method: str) -> None:
    path = f"{INVITATIONS}{new_id()}/" if method == "delete" else INVITATIONS
    assert getattr(APIClient(), method)(path, TOMAS, format="json").status_code == 401


def test_the_list_costs_the_same_for_one_and_for_twenty(organization: Organization) -> None:
    owner, big_owner = member(organization, "owner"), member(OrganizationFactory(slug="big"), "owner")
    invite(owner)
    big = "/api/organizations/big/invitations/"
    for n in range(20):
        api(big_owner).post(big, {"email": f"p{n}@example.org", "roles": ["door"]}, format="json")
    assert_same_queries(lambda: api(owner).get(INVITATIONS), lambda: api(big_owner).get(big))


@pytest.mark.happy
def test_whoever_holds_the_link_sees_who_asks_them_and_as_what(organization: Organization, mailed: Mailed) -> None:
    owner = member(organization, "owner")
    invite(owner)
    answer = preview(mailed("tomas@example.org"))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["organization"]["name"], body["invited_by"]) == ("Meridian Institute", owner.display_name)
    assert body["roles"] == ["organizer", "door"]
    assert set(body) == {"organization", "invited_by", "roles", "expires_at"}
    assert set(body["organization"]) == {"slug", "name", "brand_color", "logo_url", "country"}
    assert b"tomas" not in answer.content.lower()
    assert owner.email.encode() not in answer.content


def test_looking_at_an_invitation_joins_nobody(organization: Organization, mailed: Mailed) -> None:
    tomas = UserFactory(email="tomas@example.org")
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    assert [preview(secret, tomas).status_code for _ in range(2)] == [200, 200]
    assert not Membership.objects.filter(user=tomas).exists()
    assert accept(tomas, secret).status_code == 200


def test_an_accepted_invitation_is_shown_to_who_accepted_it_alone(organization: Organization, mailed: Mailed) -> None:
    tomas = UserFactory(email="tomas@example.org")
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    accept(tomas, secret)
    assert preview(secret, tomas).status_code == 200
    for other in (None, UserFactory()):
        answer = preview(secret, other)
        assert (answer.status_code, answer.json()["code"]) == (409, "invitation_closed")
        assert b"Meridian" not in answer.content


def test_a_withdrawn_invitation_shows_nothing(organization: Organization, mailed: Mailed) -> None:
    owner = member(organization, "owner")
    invite(owner)
    secret = mailed("tomas@example.org")
    api(owner).delete(f"{INVITATIONS}{Invitation.objects.get().id}/")
    answer = preview(secret)
    assert (answer.status_code, answer.json()["code"]) == (400, "invitation_expired")
    assert b"Meridian" not in answer.content


def test_an_invitation_that_has_ended_shows_nothing(clock: Any, organization: Organization, mailed: Mailed) -> None:
    invite(member(organization, "owner"))
    secret = mailed("tomas@example.org")
    clock.shift(timedelta(days=7))
    assert preview(secret).json()["code"] == "invitation_expired"


def test_whoever_invited_and_left_is_not_named(organization: Organization, mailed: Mailed) -> None:
    owner = member(organization, "owner")
    member(organization, "owner")
    invite(owner)
    secret = mailed("tomas@example.org")
    assert api(owner).delete("/api/user/me/", {"password": PASSWORD}, format="json").status_code == 204
    assert preview(secret).json()["invited_by"] is None


@pytest.mark.parametrize("token", ["nonsense", "", "x" * 101])
def test_a_link_that_never_was_shows_nothing(token: str) -> None:
    assert preview(token).status_code == 400


def test_links_cannot_be_guessed_at_leisure() -> None:
    client = APIClient()
    answers = [client.post(PREVIEW, {"token": f"guess-{n}"}, format="json") for n in range(61)]
    assert [answers[59].status_code, answers[60].status_code] == [400, 429]
    assert int(answers[60]["Retry-After"]) > 0
