"""Fixtures of the tests of accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.core.testing import drain

from .factories import PASSWORD

Mailed = Callable[..., str]


@pytest.fixture
def clock(now: datetime) -> Iterator[Any]:
    """Time stands still at `now`; `clock.shift(timedelta)` moves it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mailed() -> Mailed:
    """Runs the owed jobs and returns the secret in the link of the last mail to an address."""

    def secret(to: str) -> str:
        drain()
        message = next(m for m in reversed(mail.outbox) if m.to == [to] and "token=" in str(m.body))
        found = re.search(r"token=([\w-]+)", str(message.body))
        assert found is not None
        return found[1]

    return secret


@pytest.fixture
def sign_in() -> Callable[..., dict[str, str]]:
    """Signs a user in through the front door; returns the pair of tokens."""

    def pair(user: User, password: str = PASSWORD) -> dict[str, str]:
        answer = APIClient().post("/api/token/", {"email": user.email, "password": password}, format="json")
        assert answer.status_code == 200, answer.json()
        tokens: dict[str, str] = answer.json()
        return tokens

    return pair


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every use of the slow hasher from here on, as `encode` or `verify`."""
    seen: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def counting_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        seen.append("encode")
        return encode(self, password, salt)

    def counting_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        seen.append("verify")
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counting_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counting_verify)
    return seen


def bearer(access: str) -> APIClient:
    """A client that sends this access token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client
