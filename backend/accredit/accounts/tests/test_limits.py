from datetime import timedelta
from typing import Any

import pytest
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.test import APIClient, APIRequestFactory

from accredit.accounts.api.limits import client_ip, network_of
from accredit.core.models import Job

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str, ip: str = "192.0.2.1") -> Any:
    return APIClient(REMOTE_ADDR=ip).post("/api/token/", {"email": email, "password": password}, format="json")


def test_the_eleventh_wrong_password_of_an_account_has_to_wait(clock: Any) -> None:
    user = UserFactory()
    answers = [sign_in(user.email, "wrong", f"192.0.2.{n}") for n in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    refused = answers[-1]
    assert refused.json()["code"] == "too_many_attempts"
    assert 0 < int(refused["Retry-After"]) <= 900
    assert 'sign-in-account";r=0' in refused["RateLimit"]
    assert sign_in(user.email, PASSWORD, "192.0.2.99").status_code == 429
    clock.shift(timedelta(minutes=15))
    assert sign_in(user.email, PASSWORD).status_code == 200


def test_an_account_that_does_not_exist_is_limited_alike(clock: Any) -> None:
    codes = [sign_in("nobody@example.org", "wrong").status_code for _ in range(11)]
    assert codes == [401] * 10 + [429]


def test_an_address_that_tries_many_accounts_has_to_wait(clock: Any) -> None:
    codes = [sign_in(f"person{n}@example.com", "wrong").status_code for n in range(61)]
    assert codes == [401] * 60 + [429]
    assert sign_in("person0@example.com", "wrong", "192.0.2.2").status_code == 401


def test_signing_in_honestly_costs_nothing(clock: Any) -> None:
    user = UserFactory()
    answers = [sign_in(user.email, PASSWORD) for _ in range(12)]
    assert {a.status_code for a in answers} == {200}
    assert 'sign-in-account";r=10' in answers[-1]["RateLimit"]


def test_every_answer_says_what_is_left(clock: Any) -> None:
    answer = sign_in("nobody@example.org", "wrong")
    assert answer["RateLimit-Policy"] == '"sign-in-address";q=60;w=900, "sign-in-account";q=10;w=900'
    assert answer["RateLimit"] == '"sign-in-address";r=59;t=900, "sign-in-account";r=9;t=900'


@pytest.mark.parametrize("known", [True, False])
def test_reset_mails_of_an_account_are_limited_whether_it_exists_or_not(clock: Any, known: bool) -> None:
    email = UserFactory().email if known else "nobody@example.org"
    ask = {"email": email}
    codes = [APIClient().post("/api/user/password/reset/", ask, format="json").status_code for _ in range(6)]
    assert codes == [202] * 5 + [429]
    assert Job.objects.filter(name="accounts.reset_mail").count() == 5


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (None, "203.0.113.9", "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "not an address", None),
    ],
)
def test_a_client_cannot_choose_its_own_address(
    proxies: int | None, forwarded: str, seen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies, raising=False)
    request = Request(APIRequestFactory().get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {}))
    assert client_ip(request) == seen


@pytest.mark.parametrize(
    ("address", "network"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("", "unknown")]
)
def test_an_ipv6_household_counts_as_one(address: str, network: str) -> None:
    assert network_of(Request(APIRequestFactory().get("/", REMOTE_ADDR=address))) == network
