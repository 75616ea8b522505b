from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from rest_framework.test import APIClient

from accredit.accounts.models import EmailChallenge, Session, User
from accredit.core.models import Job, OutboxEvent
from accredit.core.testing import api, drain, queries

from .conftest import bearer
from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
Mailed = Callable[..., str]
SignIn = Callable[..., dict[str, str]]
NEW = "a brand new and long one"


def post(path: str, body: dict[str, Any], client: APIClient | None = None) -> Any:
    return (client or APIClient()).post(f"/api/user/password/{path}", body, format="json")


@pytest.mark.happy
def test_a_changed_password_signs_out_everywhere_else(sign_in: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    here, there = sign_in(user), sign_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        answer = post("change/", {"current_password": PASSWORD, "new_password": NEW}, bearer(here["access"]))
    assert answer.status_code == 204
    assert bearer(here["access"]).get("/api/user/me/").status_code == 200
    assert bearer(there["access"]).get("/api/user/me/").status_code == 401
    assert sign_in(user, NEW)["access"]
    drain()
    assert [m.subject for m in mail.outbox] == ["Your password was changed"]
    assert OutboxEvent.objects.filter(name="accounts.password_changed").count() == 1


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"current_password": "wrong", "new_password": NEW}, "current_password"),
        ({"current_password": PASSWORD, "new_password": "password123"}, "new_password"),
        ({"current_password": PASSWORD}, "new_password"),
    ],
)
def test_a_change_that_is_refused_changes_nothing(body: dict[str, str], path: str) -> None:
    user = UserFactory()
    answer = post("change/", body, api(user))
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, path)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_stranger_cannot_change_a_password_and_nobody_may_guess_for_long(clock: Any) -> None:
    body = {"current_password": "wrong", "new_password": NEW}
    assert post("change/", body).status_code == 401
    client = api(UserFactory())
    assert [post("change/", body, client).status_code for _ in range(11)] == [400] * 10 + [429]


@pytest.mark.happy
def test_a_forgotten_password_is_replaced_by_a_mailed_link(
    mailed: Mailed, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    user = UserFactory(email_verified_at=None)
    before = sign_in(user)
    assert post("reset/", {"email": user.email.upper()}).status_code == 202
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = post("reset/confirm/", {"token": mailed(user.email), "new_password": NEW})
    assert confirmed.status_code == 204
    assert bearer(before["access"]).get("/api/user/me/").status_code == 401
    assert Session.objects.get().revoked_reason == Session.Ended.PASSWORD
    assert sign_in(user, NEW)["access"]
    user.refresh_from_db()
    assert user.email_verified  # who reads the mail owns the address


def test_the_answer_and_the_work_are_the_same_for_an_address_without_account() -> None:
    user = UserFactory()
    answers: list[Any] = []
    known = queries(lambda: answers.append(post("reset/", {"email": user.email})))
    unknown = queries(lambda: answers.append(post("reset/", {"email": "nobody@example.org"})))
    assert known == unknown
    assert [(a.status_code, a.content) for a in answers] == [(202, b"")] * 2
    assert Job.objects.filter(name="accounts.reset_mail").count() == 2
    drain()
    assert [m.to for m in mail.outbox] == [[user.email]]


def test_an_emptied_account_gets_no_link() -> None:
    user = UserFactory(is_active=False)
    assert post("reset/", {"email": user.email}).status_code == 202
    drain()
    assert mail.outbox == []


def test_a_reset_link_works_once(mailed: Mailed) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    body = {"token": mailed(user.email), "new_password": NEW}
    first, second = post("reset/confirm/", body), post("reset/confirm/", body | {"new_password": "yet another one"})
    assert (first.status_code, second.status_code, second.json()["code"]) == (204, 400, "link_used_up")
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_using_one_reset_link_uses_up_the_others(mailed: Mailed) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    first = mailed(user.email)
    post("reset/", {"email": user.email})
    second = mailed(user.email)
    assert first != second
    assert post("reset/confirm/", {"token": first, "new_password": NEW}).status_code == 204
    assert post("reset/confirm/", {"token": second, "new_password": NEW}).status_code == 400


def test_a_changed_password_uses_up_open_reset_links(mailed: Mailed) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    secret = mailed(user.email)
    post("change/", {"current_password": PASSWORD, "new_password": NEW}, api(user))
    assert post("reset/confirm/", {"token": secret, "new_password": "yet another one"}).status_code == 400


@pytest.mark.parametrize(("later", "status"), [(timedelta(minutes=59, seconds=59), 204), (timedelta(hours=1), 400)])
def test_a_reset_link_lives_for_an_hour(clock: Any, mailed: Mailed, later: timedelta, status: int) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    secret = mailed(user.email)
    clock.shift(later)
    assert post("reset/confirm/", {"token": secret, "new_password": NEW}).status_code == status


def test_a_weak_new_password_leaves_the_link_good(mailed: Mailed) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    secret = mailed(user.email)
    weak = post("reset/confirm/", {"token": secret, "new_password": "password123"})
    assert (weak.status_code, weak.json()["code"]) == (400, "weak_password")
    assert post("reset/confirm/", {"token": secret, "new_password": NEW}).status_code == 204


@pytest.mark.parametrize("body", [{}, {"token": "nonsense", "new_password": NEW}, {"token": "x"}])
def test_a_link_that_never_was_resets_nothing(body: dict[str, str]) -> None:
    assert post("reset/confirm/", body).status_code == 400


def test_a_malformed_address_is_refused_before_any_work() -> None:
    assert post("reset/", {"email": "amara"}).status_code == 400
    assert Job.objects.count() == 0


def test_the_mailing_job_may_run_twice(mailed: Mailed) -> None:
    user = UserFactory()
    post("reset/", {"email": user.email})
    secret = mailed(user.email)
    Job.objects.update(status="queued", attempts=0, run_at=F("created_at"))
    again = mailed(user.email)
    assert secret != again
    assert EmailChallenge.objects.count() == 2
    assert post("reset/confirm/", {"token": secret, "new_password": NEW}).status_code == 204
    assert User.objects.get().check_password(NEW)
