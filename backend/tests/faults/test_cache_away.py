"""The shared cache dies, hangs, and comes back without a memory: nobody is let in by that, and nobody kept out."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from processes import Child
from redis import Redis

from accredit.accounts.tests.factories import PASSWORD

from .deployment import Deployment, http, until
from .journeys import Learner, course_on_sale, learner

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
CACHE = "test cache"


@pytest.fixture(scope="module")
def running(deployment: Deployment) -> Deployment:
    deployment.start_app()
    return deployment


@pytest.fixture
def cache(running: Deployment) -> Iterator[Child]:
    """The cache's process; whatever a test did to it, it is there again afterwards."""
    yield next(child for child in running.processes.children if child.name == CACHE)
    if not any(child.name == CACHE for child in running.processes.children):
        running.start_cache()


def sign_out(person: Learner) -> httpx.Response:
    return http.delete(f"{person.deployment.url}/api/user/sessions/", headers=person.headers)


def sign_in(person: Learner, password: str = PASSWORD) -> httpx.Response:
    credentials = {"email": person.user.email, "password": password}
    return http.post(f"{person.deployment.url}/api/token/", json=credentials)


def test_without_the_cache_the_api_answers_and_readiness_names_what_is_away(running: Deployment, cache: Child) -> None:
    person, course = learner(running), course_on_sale()
    assert person.get("/api/user/me/").status_code == 200
    running.kill(cache)

    ready = http.get(f"{running.url}/health/ready")
    assert (ready.status_code, ready.json()["cache"], ready.json()["database"]) == (503, "unavailable", "ok")
    assert person.get("/api/user/me/").json()["email"] == person.user.email
    assert http.get(f"{running.url}/api/discover/").status_code == 200
    assert http.get(f"{running.url}/api/courses/course/{course.slug}/").status_code == 200
    assert (sign_in(person).status_code, sign_in(person, "wrong").status_code) == (200, 401)
    assert person.check_out(course)["checkout_url"]

    running.start_cache()
    until(lambda: http.get(f"{running.url}/health/ready").status_code == 200, "readiness")
    limited = sign_in(person, "wrong")
    assert (limited.status_code, "RateLimit" in limited.headers) == (401, True), "limits count again"


def test_who_signed_out_stays_out_while_the_cache_is_away(running: Deployment, cache: Child) -> None:
    person, other = learner(running), learner(running)
    assert sign_out(person).status_code == 204
    running.kill(cache)
    assert person.get("/api/user/me/").status_code == 401
    assert other.get("/api/user/me/").status_code == 200


def test_who_signs_out_while_the_cache_is_away_stays_out_when_it_is_back_without_a_memory(
    running: Deployment, cache: Child
) -> None:
    person, other = learner(running), learner(running)
    assert other.get("/api/user/me/").status_code == 200
    running.kill(cache)
    assert sign_out(person).status_code == 204
    assert person.get("/api/user/me/").status_code == 401
    running.start_cache()
    until(lambda: http.get(f"{running.url}/health/ready").status_code == 200, "readiness")
    assert person.get("/api/user/me/").status_code == 401
    assert other.get("/api/user/me/").status_code == 200


def test_who_signed_out_stays_out_when_the_cache_has_lost_its_memory(running: Deployment, cache: Child) -> None:
    person, other = learner(running), learner(running)
    assert sign_out(person).status_code == 204
    running.kill(cache)
    running.start_cache()
    assert [one.get("/api/user/me/").status_code for one in (person, other)] == [401, 200]
    assert [one.get("/api/user/me/").status_code for one in (person, other)] == [401, 200]


def test_a_cache_that_takes_calls_and_never_answers_holds_nobody_up_for_long(running: Deployment, cache: Child) -> None:
    person = learner(running)
    assert person.get("/api/user/me/").status_code == 200
    with Redis(port=running.ports[4]) as console:
        console.execute_command("CLIENT", "PAUSE", "20000", "ALL")
    started = time.monotonic()
    assert person.get("/api/user/me/").status_code == 200
    assert time.monotonic() - started < 5
    running.kill(cache)
