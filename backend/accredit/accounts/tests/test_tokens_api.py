from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import TestCase
from rest_framework.test import APIClient

from accredit.accounts.models import Session, User
from accredit.core.models import OutboxEvent
from accredit.core.testing import queries

from .conftest import bearer
from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[..., dict[str, str]]


def ask(path: str, body: dict[str, Any], client: APIClient | None = None, headers: dict[str, str] | None = None) -> Any:
    return (client or APIClient()).post(f"/api/token/{path}", body, format="json", headers=headers or {})


def credentials(user: User, password: str = PASSWORD) -> dict[str, str]:
    return {"email": user.email, "password": password}


@pytest.mark.happy
def test_a_person_signs_in_and_is_known_by_the_access_token(clock: Any) -> None:
    user = UserFactory(email="amara@example.org")
    answer = ask("", {"email": " Amara@Example.ORG ", "password": PASSWORD}, headers={"User-Agent": "Firefox"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh"}
    assert answer["Cache-Control"] == "no-store"
    assert bearer(answer.json()["access"]).get("/api/user/me/").json()["email"] == "amara@example.org"
    session = Session.objects.get(user=user)
    assert (session.user_agent, session.ip) == ("Firefox", "127.0.0.1")


def test_the_access_token_says_who_in_which_session_and_whether_the_address_is_verified(clock: Any) -> None:
    user = UserFactory(email_verified_at=None)
    claims = jwt.decode(ask("", credentials(user)).json()["access"], options={"verify_signature": False})
    assert claims["sub"] == str(user.id)
    assert claims["sid"] == str(Session.objects.get().id)
    assert claims["ev"] is False
    assert claims["exp"] - claims["iat"] == 600


@pytest.mark.parametrize("case", ["wrong password", "no account", "erased"])
def test_whoever_does_not_get_in_hears_the_same(case: str) -> None:
    user = UserFactory(is_active=case != "erased")
    body = {"email": user.email if case != "no account" else "nobody@example.org", "password": PASSWORD}
    if case == "wrong password":
        body["password"] = "something else"
    answer = ask("", body)
    assert answer.status_code == 401
    assert answer.json()["code"] == "wrong_credentials"
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("known", [True, False])
def test_a_refused_sign_in_hashes_once_whether_the_account_exists_or_not(known: bool, hashed: list[str]) -> None:
    user = UserFactory(password=make_password(PASSWORD))
    email = user.email if known else "nobody@example.org"
    hashed.clear()
    ask("", {"email": email, "password": "something else"})
    assert hashed == ["verify" if known else "encode"]


@pytest.mark.parametrize("body", [{}, {"email": "amara", "password": "x"}, {"email": "a@example.org", "password": ""}])
def test_a_malformed_sign_in_names_the_fields(body: dict[str, str]) -> None:
    answer = ask("", body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert {e["path"] for e in answer.json()["errors"]} <= {"email", "password"}


@pytest.mark.happy
def test_a_refresh_gives_a_new_pair_that_works(clock: Any, sign_in: SignIn) -> None:
    user = UserFactory()
    first = sign_in(user)
    clock.shift(timedelta(minutes=9))
    second = ask("refresh/", {"refresh": first["refresh"]}).json()
    assert second["refresh"] != first["refresh"]
    assert bearer(second["access"]).get("/api/user/me/").status_code == 200
    session = Session.objects.get(user=user)
    assert session.last_used_at - session.created_at == timedelta(minutes=9)


def test_a_refresh_tells_that_the_address_was_verified_meanwhile(sign_in: SignIn) -> None:
    user = UserFactory(email_verified_at=None)
    pair = sign_in(user)
    User.objects.update(email_verified_at=user.created_at)
    access = ask("refresh/", {"refresh": pair["refresh"]}).json()["access"]
    assert jwt.decode(access, options={"verify_signature": False})["ev"] is True


def test_two_tabs_that_refresh_at_once_both_stay_signed_in(clock: Any, sign_in: SignIn) -> None:
    old = sign_in(UserFactory())["refresh"]
    one = ask("refresh/", {"refresh": old}).json()["refresh"]
    clock.shift(timedelta(seconds=20))
    other = ask("refresh/", {"refresh": old}).json()["refresh"]
    clock.shift(timedelta(minutes=5))
    assert ask("refresh/", {"refresh": one}).status_code == 200
    assert ask("refresh/", {"refresh": other}).status_code == 200


def test_a_token_used_again_later_ends_the_whole_session(
    clock: Any, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    pair = sign_in(UserFactory())
    successor = ask("refresh/", {"refresh": pair["refresh"]}).json()
    clock.shift(timedelta(seconds=21))
    with django_capture_on_commit_callbacks(execute=True):
        stolen = ask("refresh/", {"refresh": pair["refresh"]})
    assert (stolen.status_code, stolen.json()["code"]) == (401, "session_ended")
    assert ask("refresh/", {"refresh": successor["refresh"]}).status_code == 401
    assert bearer(successor["access"]).get("/api/user/me/").status_code == 401
    assert Session.objects.get().revoked_reason == Session.Ended.REUSED
    assert OutboxEvent.objects.filter(name="accounts.session_reused").count() == 1


def test_a_token_two_generations_old_ends_the_session_at_once(clock: Any, sign_in: SignIn) -> None:
    first = sign_in(UserFactory())["refresh"]
    second = ask("refresh/", {"refresh": first}).json()["refresh"]
    third = ask("refresh/", {"refresh": second}).json()["refresh"]
    assert ask("refresh/", {"refresh": first}).status_code == 401
    assert ask("refresh/", {"refresh": third}).status_code == 401


def test_a_session_left_alone_for_two_weeks_has_ended(clock: Any, sign_in: SignIn) -> None:
    refresh = sign_in(UserFactory())["refresh"]
    clock.shift(timedelta(days=14, seconds=1))
    assert ask("refresh/", {"refresh": refresh}).json()["code"] == "session_ended"


def test_each_refresh_gives_two_more_weeks(clock: Any, sign_in: SignIn) -> None:
    refresh = sign_in(UserFactory())["refresh"]
    for _ in range(3):
        clock.shift(timedelta(days=13))
        refresh = ask("refresh/", {"refresh": refresh}).json()["refresh"]
    assert ask("refresh/", {"refresh": refresh}).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_a_forged_refresh_token_is_refused(token: str) -> None:
    assert ask("refresh/", {"refresh": token}).status_code in {400, 401}


def test_an_access_token_is_no_refresh_token_and_the_other_way_round(sign_in: SignIn) -> None:
    pair = sign_in(UserFactory())
    assert ask("refresh/", {"refresh": pair["access"]}).status_code == 401
    assert bearer(pair["refresh"]).get("/api/user/me/").status_code == 401


def test_a_refresh_without_any_token_is_refused() -> None:
    answer = ask("refresh/", {})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")


@pytest.mark.happy
def test_a_browser_gets_the_refresh_token_in_a_cookie_only() -> None:
    answer = ask("", credentials(UserFactory()), headers={"X-Token-Transport": "cookie"})
    cookie, csrf = answer.cookies["accredit_refresh"], answer.cookies["csrftoken"]
    assert set(answer.json()) == {"access"}
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/api/token/", "Strict", True)
    assert (csrf["samesite"], csrf["httponly"]) == ("Strict", "")


def browser(user: User) -> tuple[APIClient, str]:
    client = APIClient(enforce_csrf_checks=True)
    answer = ask("", credentials(user), client, headers={"X-Token-Transport": "cookie"})
    return client, answer.cookies["csrftoken"].value


@pytest.mark.happy
def test_a_browser_refreshes_with_cookie_and_csrf_token() -> None:
    client, csrf = browser(UserFactory())
    before = client.cookies["accredit_refresh"].value
    answer = ask("refresh/", {}, client, headers={"X-CSRFToken": csrf})
    assert answer.status_code == 200
    assert set(answer.json()) == {"access"}
    assert client.cookies["accredit_refresh"].value != before


@pytest.mark.parametrize("headers", [{}, {"X-CSRFToken": "x" * 64}, {"Origin": "https://evil.example"}])
@pytest.mark.parametrize("path", ["refresh/", "revoke/"])
def test_a_foreign_page_cannot_use_the_cookie(path: str, headers: dict[str, str]) -> None:
    client, csrf = browser(UserFactory())
    answer = ask(path, {}, client, headers={"X-CSRFToken": csrf} | headers if "Origin" in headers else headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_refused")
    assert Session.objects.get().revoked_at is None


def test_a_dead_cookie_is_taken_away() -> None:
    client, csrf = browser(UserFactory())
    Session.objects.all().delete()
    answer = ask("refresh/", {}, client, headers={"X-CSRFToken": csrf})
    assert answer.status_code == 401
    assert {answer.cookies[name]["max-age"] for name in ("accredit_refresh", "csrftoken")} == {0}


def test_signing_in_gives_a_new_csrf_token() -> None:
    user = UserFactory()
    client, first = browser(user)
    second = ask("", credentials(user), client, headers={"X-Token-Transport": "cookie"}).cookies["csrftoken"].value
    assert second != first


@pytest.mark.happy
def test_signing_out_here_leaves_the_other_places(sign_in: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    here, there = sign_in(user), sign_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        assert ask("revoke/", {"refresh": here["refresh"]}).status_code == 204
    assert bearer(here["access"]).get("/api/user/me/").status_code == 401
    assert bearer(there["access"]).get("/api/user/me/").status_code == 200
    assert ask("refresh/", {"refresh": here["refresh"]}).status_code == 401


def test_signing_out_twice_or_with_nonsense_is_no_error(sign_in: SignIn) -> None:
    refresh = sign_in(UserFactory())["refresh"]
    codes = [ask("revoke/", {"refresh": token}).status_code for token in (refresh, refresh, "nonsense")]
    assert codes == [204, 204, 204]


def test_a_browser_that_signs_out_loses_both_cookies() -> None:
    client, csrf = browser(UserFactory())
    answer = ask("revoke/", {}, client, headers={"X-CSRFToken": csrf})
    assert answer.status_code == 204
    assert answer.cookies["accredit_refresh"]["max-age"] == 0
    assert Session.objects.get().revoked_reason == Session.Ended.SIGNED_OUT


@pytest.mark.happy
def test_a_good_access_token_verifies_and_a_forged_one_does_not(sign_in: SignIn) -> None:
    access = sign_in(UserFactory())["access"]
    assert (ask("verify/", {"token": access}).status_code, ask("verify/", {"token": access + "x"}).status_code) == (
        200,
        401,
    )
    assert ask("verify/", {}).status_code == 400


def test_the_access_token_alone_says_who_calls_once_the_cache_has_a_memory(clock: Any, sign_in: SignIn) -> None:
    user = UserFactory()
    client = bearer(sign_in(user)["access"])
    assert queries(lambda: client.get("/api/user/me/")) == 2  # the session's row and the person's own
    clock.shift(timedelta(minutes=1))
    assert queries(lambda: client.get("/api/user/me/")) == 2  # a token that is older than the memory
    client = bearer(sign_in(user)["access"])
    assert queries(lambda: client.get("/api/user/me/")) == 1  # the person's own row and nothing to authenticate


def test_a_cache_that_has_lost_its_memory_lets_nobody_back_in(sign_in: SignIn) -> None:
    gone, here = (bearer(sign_in(UserFactory())["access"]) for _ in range(2))
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert gone.delete("/api/user/sessions/").status_code == 204
    cache.clear()
    assert [client.get("/api/user/me/").status_code for client in (gone, here, gone)] == [401, 200, 401]


def test_an_access_token_ends_after_ten_minutes(clock: Any, sign_in: SignIn) -> None:
    client = bearer(sign_in(UserFactory())["access"])
    clock.shift(timedelta(minutes=10, seconds=1))
    answer = client.get("/api/user/me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "access_token_ended")


def test_a_token_signed_by_somebody_else_is_refused(sign_in: SignIn) -> None:
    claims = jwt.decode(sign_in(UserFactory())["access"], options={"verify_signature": False})
    forged = jwt.encode(claims, "not our key at all, but long enough", algorithm="HS256")
    unsigned = jwt.encode(claims, "", algorithm="none")
    assert [bearer(t).get("/api/user/me/").status_code for t in (forged, unsigned)] == [401, 401]
