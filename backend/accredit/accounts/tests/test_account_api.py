from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from rest_framework.test import APIClient

from accredit.accounts import selectors, services
from accredit.accounts.exceptions import NoSuchUser
from accredit.accounts.models import Session, User
from accredit.accounts.services import issue_tokens
from accredit.core import clock as wall_clock
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries, drain

from .conftest import bearer
from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[..., dict[str, str]]


@pytest.mark.happy
def test_a_person_sees_their_account() -> None:
    user = UserFactory(display_name="Amara Okafor")
    body = api(user).get("/api/user/me/").json()
    assert body["id"] == str(user.id)
    assert (body["display_name"], body["email_verified"], body["legal_name_confirmed"]) == ("Amara Okafor", True, False)
    assert body["avatar_url"] is None
    assert "password" not in body


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
@pytest.mark.parametrize("path", ["me/", "me/export/", "sessions/", "sessions/0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e1f/"])
def test_a_stranger_has_no_account_to_see(method: str, path: str) -> None:
    answer = getattr(APIClient(), method)(f"/api/user/{path}", {}, format="json")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.happy
def test_a_person_changes_what_they_say_of_themselves() -> None:
    user = UserFactory()
    changes = {"display_name": "Amara O.", "time_zone": "Africa/Lagos", "locale": "en-NG"}
    answer = api(user).patch("/api/user/me/", changes, format="json")
    assert answer.status_code == 200
    assert {key: answer.json()[key] for key in changes} == changes
    assert OutboxEvent.objects.count() == 0


def test_the_legal_name_is_confirmed_with_the_name_it_was_confirmed_for() -> None:
    user = UserFactory()

    def told(**changes: Any) -> tuple[str, bool]:
        body = api(user).patch("/api/user/me/", changes, format="json").json()
        return body["legal_name"], body["legal_name_confirmed"]

    assert told(legal_name_confirmed=True) == ("", False)
    assert told(legal_name="Amara Okafor", legal_name_confirmed=True) == ("Amara Okafor", True)
    assert told(display_name="Amara") == ("Amara Okafor", True)
    assert told(legal_name="Amara Lind") == ("Amara Lind", False)
    assert told(legal_name_confirmed=True) == ("Amara Lind", True)
    assert told(legal_name_confirmed=True) == ("Amara Lind", True)
    assert told(legal_name="") == ("", False)
    assert OutboxEvent.objects.filter(name="accounts.legal_name_changed").count() == 4


@pytest.mark.parametrize(
    "changes", [{"display_name": ""}, {"time_zone": "Mars"}, {"locale": "x"}, {"legal_name": "x" * 201}]
)
def test_a_change_that_is_wrong_changes_nothing(changes: dict[str, str]) -> None:
    user = UserFactory()
    assert api(user).patch("/api/user/me/", changes, format="json").status_code == 400
    assert User.objects.get() == user


def test_nobody_changes_their_email_or_standing_by_the_profile() -> None:
    user = UserFactory()
    sent = {"email": "other@example.org", "is_staff": True, "email_verified": False}
    assert api(user).patch("/api/user/me/", sent, format="json").status_code == 200
    fresh = User.objects.get()
    assert (fresh.email, fresh.is_staff, fresh.email_verified) == (user.email, False, True)


@pytest.mark.happy
def test_a_person_takes_their_data_along(sign_in: SignIn) -> None:
    user = UserFactory()
    sign_in(user)
    answer = api(user).get("/api/user/me/export/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="accredit-export.json"'
    kept = answer.json()["accounts"]
    assert (kept["email"], len(kept["sessions"])) == (user.email, 1)
    assert "argon2" not in answer.content.decode()


@pytest.mark.happy
def test_a_deleted_account_is_emptied_and_keeps_its_id(
    sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    user = UserFactory(email="amara@example.org", display_name="Amara", legal_name="Amara Okafor")
    pair = sign_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        answer = bearer(pair["access"]).delete("/api/user/me/", {"password": PASSWORD}, format="json")
    assert answer.status_code == 204
    left = User.objects.get(pk=user.id)
    assert (left.email, left.display_name, left.legal_name) == (f"{user.id}@erased.invalid", "", "")
    assert (left.is_active, left.email_verified, left.has_usable_password()) == (False, False, False)
    assert Session.objects.count() == 0
    assert bearer(pair["access"]).get("/api/user/me/").status_code == 401
    body = {"email": "amara@example.org", "password": PASSWORD}
    assert APIClient().post("/api/token/", body, format="json").status_code == 401
    assert OutboxEvent.objects.filter(name="accounts.user_erased").count() == 1
    assert selectors.users_by_ids([user.id])[user.id].display_name == "Deleted account"
    drain()
    assert mail.outbox == []


def test_the_address_of_a_deleted_account_is_free_again() -> None:
    user = UserFactory(email="amara@example.org")
    api(user).delete("/api/user/me/", {"password": PASSWORD}, format="json")
    body = {"email": "amara@example.org", "password": "a long and calm password", "display_name": "Amara"}
    made = APIClient().post("/api/user/register/", body, format="json").json()
    assert User.objects.get(email="amara@example.org").id != user.id
    assert User.objects.filter(pk=made["id"]).exists()


def test_deleting_needs_the_password() -> None:
    user = UserFactory()
    answers = [
        api(user).delete("/api/user/me/", body, format="json") for body in ({"password": "wrong"}, {"password": ""}, {})
    ]
    assert [a.status_code for a in answers] == [400, 400, 400]
    assert User.objects.get().is_active


def test_an_account_erased_twice_is_erased_once() -> None:
    user = UserFactory()
    for _ in range(2):
        services.account_erase(user_id=user.id, actor_id=user.id, now=wall_clock.now())
    assert OutboxEvent.objects.filter(name="accounts.user_erased").count() == 1


@pytest.mark.happy
def test_a_person_sees_where_they_are_signed_in(sign_in: SignIn) -> None:
    user = UserFactory()
    sign_in(UserFactory())
    sign_in(user)
    here = sign_in(user)
    rows = bearer(here["access"]).get("/api/user/sessions/").json()["results"]
    assert [row["current"] for row in rows] == [True, False]
    assert {row["ip"] for row in rows} == {"127.0.0.1"}


def test_the_list_of_sessions_costs_the_same_for_one_and_for_twenty() -> None:
    one, many = UserFactory(), UserFactory()
    issue_tokens(user=one, now=wall_clock.now())
    for _ in range(20):
        issue_tokens(user=many, now=wall_clock.now())
    assert_same_queries(
        lambda: api(one).get("/api/user/sessions/"), lambda: api(many).get("/api/user/sessions/?page_size=20")
    )


@pytest.mark.happy
def test_one_place_is_signed_out(sign_in: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    here, there = sign_in(user), sign_in(user)
    rows = bearer(here["access"]).get("/api/user/sessions/").json()["results"]
    other = next(row["id"] for row in rows if not row["current"])
    with django_capture_on_commit_callbacks(execute=True):
        assert bearer(here["access"]).delete(f"/api/user/sessions/{other}/").status_code == 204
    assert bearer(there["access"]).get("/api/user/me/").status_code == 401
    assert bearer(here["access"]).delete(f"/api/user/sessions/{other}/").status_code == 404


@pytest.mark.isolation
def test_nobody_signs_out_somebody_else(sign_in: SignIn) -> None:
    sign_in(UserFactory())
    theirs = Session.objects.get()
    assert api(UserFactory()).delete(f"/api/user/sessions/{theirs.id}/").status_code == 404
    assert api(UserFactory()).delete(f"/api/user/sessions/{new_id()}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


@pytest.mark.happy
def test_signing_out_everywhere_ends_this_session_too(sign_in: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    here, there, stranger = sign_in(user), sign_in(user), sign_in(UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        assert bearer(here["access"]).delete("/api/user/sessions/").status_code == 204
    codes = [bearer(pair["access"]).get("/api/user/me/").status_code for pair in (here, there, stranger)]
    assert codes == [401, 401, 200]


def test_cards_of_people_cost_one_query_and_leave_out_nobody_known(django_assert_num_queries: Any) -> None:
    users = [UserFactory() for _ in range(3)]
    with django_assert_num_queries(1):
        cards = selectors.users_by_ids([*(u.id for u in users), new_id()])
    assert {u.id: u.display_name for u in users} == {key: card.display_name for key, card in cards.items()}


def test_a_person_who_is_not_there_is_named_so() -> None:
    with pytest.raises(NoSuchUser):
        selectors.user_get(user_id=new_id())


def test_what_expired_long_ago_is_forgotten(clock: Any, sign_in: SignIn) -> None:
    sign_in(UserFactory())
    APIClient().post("/api/user/password/reset/", {"email": User.objects.get().email}, format="json")
    drain()
    later = wall_clock.now() + timedelta(days=14 + 30, seconds=1)
    services.sessions_forget(now=later - timedelta(seconds=2))
    assert Session.objects.count() == 1
    services.sessions_forget(now=later)
    services.challenges_forget(now=later)
    assert Session.objects.count() == 0
