from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from accredit.core.api import ApiView
from accredit.core.api.limits import PORTIONS_HERE, Limit, Portions, RateLimits, Standing
from accredit.core.cache import count
from accredit.core.ids import new_id
from accredit.core.testing import at_once

pytestmark = pytest.mark.django_db
READ = "/api/accreditation/accreditors/"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    pk: UUID
    is_authenticated: bool = True


class NoteView(ApiView):
    public = True

    def get(self, request: Any) -> Response:
        return Response({})

    def post(self, request: Any) -> Response:
        return Response({}, status=201)


class WebhookView(NoteView):
    throttle_classes = ()


def knock(
    method: str = "GET",
    path: str = "/api/notes/",
    *,
    view: type[ApiView] = NoteView,
    person: Person | None = None,
    ip: str = "192.0.2.1",
) -> HttpResponse:
    """One request through the middleware and a view."""
    request = APIRequestFactory().generic(method, path, REMOTE_ADDR=ip)
    if person is not None:
        force_authenticate(request, user=cast("Any", person))

    def answer(request: HttpRequest) -> HttpResponse:
        response = view.as_view()(request)
        assert isinstance(response, Response)
        response.render()
        return response

    return RateLimits(answer)(request)


def somebody() -> Person:
    return Person(new_id())


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Time stands still at noon."""
    PORTIONS_HERE.forget()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
    PORTIONS_HERE.forget()


@pytest.fixture
def three(settings: Any) -> None:
    """Three requests of an address and three writes of a person, each minute."""
    settings.REQUESTS_PER_MINUTE = settings.WRITES_PER_MINUTE = 3


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the shared cache was asked for."""
    asked = []

    def counted(*args: Any, **kwargs: Any) -> int:
        asked.append(args)
        return count(*args, **kwargs)

    monkeypatch.setattr("accredit.core.api.limits.count", counted)
    return asked


@pytest.mark.happy
@pytest.mark.usefixtures("three")
def test_an_address_that_reads_too_often_has_to_wait_for_the_next_minute(clock: Any) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    clock.shift(timedelta(seconds=18))
    answers = [client.get(READ) for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused.json()["code"], refused["Retry-After"]) == ("too_many_requests", "42")
    assert Client(REMOTE_ADDR="192.0.2.2").get(READ).status_code == 200
    clock.shift(timedelta(seconds=42))
    assert client.get(READ).status_code == 200


@pytest.mark.usefixtures("three")
def test_every_answer_says_what_is_left() -> None:
    said = [knock() for _ in range(4)]
    assert {answer["RateLimit-Policy"] for answer in said} == {'"address";q=3;w=60'}
    assert [answer["RateLimit"] for answer in said] == [f'"address";r={left};t=60' for left in (2, 1, 0, 0)]


@pytest.mark.usefixtures("three")
def test_a_person_writes_so_often_from_wherever() -> None:
    person = somebody()
    answers = [knock("POST", person=person, ip=f"192.0.2.{n}") for n in range(4)]
    assert [a.status_code for a in answers] == [201, 201, 201, 429]
    assert answers[0]["RateLimit"] == '"writes";r=2;t=60'
    assert knock("POST", person=somebody()).status_code == 201
    assert knock(person=person).status_code == 200


@pytest.mark.usefixtures("three")
def test_what_strangers_write_counts_with_what_their_address_reads() -> None:
    assert [knock("POST").status_code for _ in range(2)] == [201, 201]
    assert [knock().status_code for _ in range(2)] == [200, 429]
    assert knock("POST").status_code == 429


@pytest.mark.usefixtures("three")
def test_probes_files_and_webhooks_are_not_counted() -> None:
    assert [knock("POST", view=WebhookView).status_code for _ in range(5)] == [201] * 5
    assert {Client().get("/health/live").status_code for _ in range(5)} == {200}
    assert {Client().get("/files/public/nothing.png").status_code for _ in range(5)} == {404}
    assert "RateLimit" not in Client().get("/health/live")


def test_nothing_is_limited_where_the_setting_says_nought() -> None:
    answers = [knock() for _ in range(5)]
    assert {a.status_code for a in answers} == {200}
    assert not any(a.has_header("RateLimit") for a in answers)


@pytest.mark.usefixtures("three")
def test_an_ipv6_household_counts_as_one() -> None:
    codes = [knock(ip=f"2001:db8:1:2::{n}").status_code for n in range(4)]
    assert codes == [200, 200, 200, 429]


@pytest.mark.usefixtures("three")
def test_while_the_cache_is_away_everybody_is_let_through_and_it_is_asked_once(settings: Any, draws: list[Any]) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "accredit.core.cache_backend.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    answers = [knock() for _ in range(10)]
    assert {a.status_code for a in answers} == {200}
    assert not any(a.has_header("RateLimit") for a in answers)
    assert len(draws) == 1


@pytest.mark.usefixtures("three")
def test_the_cache_is_asked_again_when_it_may_be_back(settings: Any, clock: Any) -> None:
    there = settings.CACHES
    settings.CACHES = {
        "default": {"BACKEND": "accredit.core.cache_backend.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    knock()
    settings.CACHES = there
    assert not knock().has_header("RateLimit")
    clock.shift(timedelta(seconds=6))
    assert knock()["RateLimit"] == '"address";r=2;t=54'


def test_processes_share_one_count_and_together_never_exceed_it() -> None:
    limit, processes = Limit("address", 1000, timedelta(minutes=1)), [Portions() for _ in range(4)]
    found = [process.spend(limit, "192.0.2.1", now=NOON) for _ in range(300) for process in processes]
    assert sum(standing is not None and not standing.refused for standing in found) == 1000


def test_one_draw_from_the_cache_serves_many_requests(draws: list[Any]) -> None:
    limit, here = Limit("address", 3000, timedelta(minutes=1)), Portions()
    standings = [here.spend(limit, "192.0.2.1", now=NOON) for _ in range(60)]
    assert len(draws) == 2
    assert standings[-1] == Standing(limit, left=2940, resets_in=60, refused=False)


def test_threads_that_spend_at_once_get_no_more_than_there_is() -> None:
    limit, here = Limit("address", 200, timedelta(minutes=1)), Portions()

    def many() -> int:
        found = [here.spend(limit, "192.0.2.1", now=NOON) for _ in range(60)]
        return sum(standing is not None and not standing.refused for standing in found)

    assert sum(at_once([many] * 8)) == 200
