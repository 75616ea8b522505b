from __future__ import annotations

import pytest
from django.test import Client

from accredit.core.middleware import CLOUD_FILES, content_security_policy


@pytest.mark.happy
@pytest.mark.django_db
def test_a_healthy_installation_names_each_dependency() -> None:
    answer = Client().get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "cache": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_a_cache_that_is_away_makes_it_unready_and_says_so(settings: pytest.FixtureRequest) -> None:
    settings.CACHES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["cache"] == "unavailable"


def test_every_answer_carries_the_id_of_its_request() -> None:
    assert Client().get("/health/live", headers={"x-request-id": "abcdefgh1"})["X-Request-Id"] == "abcdefgh1"
    assert Client().get("/health/live", headers={"x-request-id": "no spaces!"})["X-Request-Id"] != "no spaces!"


def test_a_page_may_load_from_its_own_origin_and_stripe_and_from_the_bucket_only_where_there_is_one() -> None:
    policy = Client().get("/health/live")["Content-Security-Policy"]
    assert policy == content_security_policy()
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "storage.googleapis.com" not in policy
    assert "media-src 'self' blob: https://storage" in content_security_policy(files=CLOUD_FILES)
