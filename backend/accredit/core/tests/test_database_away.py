from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from accredit.core.database import is_away
from accredit.core.testing import at_once

pytestmark = pytest.mark.django_db
NOBODY_THERE = {"HOST": "127.0.0.1", "PORT": "1", "NAME": "/nowhere/at-all.sqlite3"}


def without_database(call: Callable[[], Any]) -> Any:
    """Runs a call in a thread of its own, whose connection leads to a port where nobody listens."""

    def run() -> Any:
        connection.settings_dict = {**connection.settings_dict, **NOBODY_THERE}
        return call()

    [answer] = at_once([run])
    return answer


@pytest.mark.happy
@pytest.mark.parametrize(
    ("ask", "path"),
    [
        ("get", "/api/accreditation/accreditors/"),
        ("post", "/api/token/"),
        ("get", "/c/abcdefghijklmnopqrstuvwxyz"),
        ("get", "/courses/x"),
    ],
)
def test_while_the_database_is_away_every_address_says_so_and_when_to_come_back(ask: str, path: str) -> None:
    body = {"data": {"email": "a@example.org", "password": "x"}, "format": "json"} if ask == "post" else {}
    answer = without_database(lambda: getattr(APIClient(), ask)(path, **body))
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"]) == ("database_away", "5")


def test_what_needs_no_database_goes_on() -> None:
    assert without_database(lambda: Client().get("/health/live")).status_code == 200


def test_a_mistake_in_a_statement_is_not_an_absence() -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_that_name")
    assert not is_away(caught.value)


@pytest.mark.parametrize(
    ("code", "away"),
    [(None, True), ("08006", True), ("57P01", True), ("53300", True), ("55P03", False), ("40P01", False)],
)
def test_only_what_happens_to_the_connection_counts(code: str | None, away: bool) -> None:
    class Cause(Exception):
        sqlstate = code

    error = OperationalError()
    error.__cause__ = Cause()
    assert is_away(error) is away


def test_other_database_errors_fly_on() -> None:
    assert not is_away(ProgrammingError())
