from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import jwt
import pytest
from django.db import connection
from rest_framework.test import APIClient

from accredit.accounts.models import EmailChallenge, Session, User
from accredit.accounts.services import issue_tokens
from accredit.accounts.services.challenges import challenge_make
from accredit.core import clock
from accredit.core.models import OutboxEvent

from .factories import UserFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(call: Callable[[int], Any], times: int) -> list[Any]:
    """Run `call(0)`, `call(1)`, … in threads that start together."""
    start = Barrier(times)

    def run(number: int) -> Any:
        start.wait(10)
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def post(path: str, body: dict[str, Any]) -> Any:
    return APIClient().post(path, body, format="json")


def test_tabs_that_refresh_in_the_same_moment_all_stay_signed_in() -> None:
    refresh = issue_tokens(user=UserFactory(), now=clock.now()).refresh
    answers = at_once(lambda _: post("/api/token/refresh/", {"refresh": refresh}), 6)
    assert {a.status_code for a in answers} == {200}
    successors = {jwt.decode(a.json()["refresh"], options={"verify_signature": False})["jti"] for a in answers}
    assert len(successors) == 1
    assert Session.objects.get().revoked_at is None
    assert post("/api/token/refresh/", {"refresh": answers[0].json()["refresh"]}).status_code == 200


def test_one_address_that_registers_many_times_at_once_gets_one_account() -> None:
    body = {"email": "amara@example.org", "password": "a long and calm password", "display_name": "Amara"}
    answers = at_once(lambda _: post("/api/user/register/", body), 4)
    assert {a.status_code for a in answers} == {201}
    assert User.objects.count() == 1
    assert OutboxEvent.objects.filter(name="accounts.user_registered").count() == 1


def test_a_reset_link_used_many_times_at_once_sets_one_password() -> None:
    user = UserFactory()
    secret = challenge_make(user=user, purpose=EmailChallenge.Purpose.RESET, now=clock.now())
    answers = at_once(
        lambda n: post("/api/user/password/reset/confirm/", {"token": secret, "new_password": f"calm and long {n}"}), 4
    )
    assert sorted(a.status_code for a in answers) == [204, 400, 400, 400]
    winner = next(n for n, a in enumerate(answers) if a.status_code == 204)
    user.refresh_from_db()
    assert user.check_password(f"calm and long {winner}")
