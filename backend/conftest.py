"""Fixtures of the whole suite. Tests get a data folder of their own, mail in memory and jobs that wait for `drain`."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import django
import hypothesis
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests import prepared

# Settings read the environment once, so it is complete before Django starts; that is why pytest-django is not told of
# the settings in pyproject.toml: it would read them before this file.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("MODE", "test")
os.environ.setdefault("JOBS_BACKEND", "database")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
if "DATA_DIR" not in os.environ:
    # Made by the first test that writes there, if there is one.
    os.environ["DATA_DIR"] = str(Path(tempfile.gettempdir(), f"accredit-test-{uuid4().hex}"))
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and (redis_url := os.environ.get("REDIS_URL")):
    # Each worker clears its cache between tests, so each has a Redis database of its own.
    os.environ["REDIS_URL"] = f"{redis_url.rsplit('/', 1)[0]}/{int(worker.removeprefix('gw')) + 1}"
django.setup()
# How long an example takes says something of the machine, and nothing of the code.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")
# Workers inherit the environment, and pytest-django would read the settings there before this file.
del os.environ["DJANGO_SETTINGS_MODULE"]
prepared.list_static_files_once()


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end, and so need not be looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """pytest-django makes its database after this: with several workers as a copy of one that has all tables."""
    from django.conf import settings
    from django.db import connection

    prepared.empty_only_full_tables()
    folder = prepared.shared_folder(request.config, tmp_path_factory)
    if folder is None:
        yield
    elif connection.vendor == "postgresql":
        with prepared.migrated_postgresql(settings.ENV.database_url, folder) as url:
            connection.settings_dict["TEST"]["TEMPLATE"] = urlsplit(url).path.lstrip("/")
            yield
    else:
        connection.settings_dict["TEST"]["NAME"] = prepared.IN_MEMORY
        keeper = prepared.pour(prepared.migrated_sqlite(folder))
        yield
        keeper.close()


@pytest.fixture(scope="session")
def now() -> datetime:
    """The instant at which most tests play."""
    return datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def _cheap_hashing() -> Iterator[None]:
    """Argon2 as ever, but a hash costs 2 ms and 1 MiB instead of 200 ms and 100 MiB."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, value in (("time_cost", 1), ("memory_cost", 1024), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, cost, value)
        yield


@pytest.fixture(autouse=True)
def _private_files(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_PUBLIC_DIR = tmp_path / "public"
    settings.STORAGE_PRIVATE_DIR = tmp_path / "private"


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    from django.core.cache import cache

    from accredit.catalogue.selectors import forget

    cache.clear()
    forget()


@pytest.fixture(autouse=True)
def _needs_postgresql(request: pytest.FixtureRequest) -> None:
    from django.db import connection

    if connection.vendor != "postgresql" and any(request.node.get_closest_marker(m) for m in ("postgresql", "race")):
        pytest.skip("only PostgreSQL promises this; the README says so")
