"""Fixtures of the whole suite. Tests get a data folder of their own, mail in memory and jobs that wait for `drain`."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

os.environ.setdefault("MODE", "test")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="accredit-test-"))
os.environ.setdefault("JOBS_BACKEND", "database")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_worker() -> None:
    """Each worker clears its cache between tests, so each has a Redis database of its own."""
    from django.core.cache import caches

    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and (url := os.environ.get("REDIS_URL")):
        # Settings are read, and the cache was perhaps opened, before this file.
        caches["default"].close()
        del caches["default"]
        caches.settings["default"]["LOCATION"] = f"{url.rsplit('/', 1)[0]}/{int(worker.removeprefix('gw')) + 1}"


@pytest.fixture
def now() -> datetime:
    """The instant at which most tests play."""
    return datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as ever, but a hash costs 2 ms and 1 MiB instead of 200 ms and 100 MiB."""
    for cost, value in (("time_cost", 1), ("memory_cost", 1024), ("parallelism", 1)):
        monkeypatch.setattr(Argon2PasswordHasher, cost, value)


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_PUBLIC_DIR = tmp_path / "public"
    settings.STORAGE_PRIVATE_DIR = tmp_path / "private"


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _needs_postgresql(request: pytest.FixtureRequest) -> None:
    from django.db import connection

    if connection.vendor != "postgresql" and any(request.node.get_closest_marker(m) for m in ("postgresql", "race")):
        pytest.skip("only PostgreSQL promises this; the README says so")
