"""One deployment a module, on a database of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from processes import Processes
from pytest_django import DjangoDbBlocker

from tests import prepared

from .databases import looking_into, migrate, own_database
from .deployment import Deployment


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with every table and no row, to be copied."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL promises this; the README says so")
    if folder := prepared.shared_folder(request.config, tmp_path_factory):
        with prepared.migrated_postgresql(settings.ENV.database_url, folder) as url:
            yield url
    else:
        with own_database(settings.ENV.database_url) as url:
            migrate(url)
            yield url


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Not pytest's, which it closes to other users: PostgreSQL may have to run as one."""
    with tempfile.TemporaryDirectory(prefix="accredit-fault-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    """Ends what was started with it, whatever happens."""
    with Processes() as running:
        yield running


@pytest.fixture(scope="session")
def ports() -> Iterator[list[int]]:
    """Where every deployment listens, one after the other. The sandbox there serves them all, and is reset for each."""
    with tempfile.TemporaryDirectory(prefix="accredit-fault-") as name, Processes() as running:
        first = Deployment(Path(name), "", running)
        first.start_sandbox()
        yield first.ports


@pytest.fixture(scope="module")
def deployment(
    migrated: str, ports: list[int], folder: Path, processes: Processes, django_db_blocker: DjangoDbBlocker
) -> Iterator[Deployment]:
    """Cache and sandbox are up; app servers and workers are each test's own to start."""
    server = settings.ENV.database_url
    with own_database(server, template=migrated) as url, django_db_blocker.unblock(), looking_into(url):
        made = Deployment(folder, url, processes, ports=ports)
        made.start_cache()
        made.stand.reset()
        yield made
        processes.stop()


@pytest.fixture
def fresh(deployment: Deployment) -> Iterator[Deployment]:
    """The deployment, in which app servers and workers that a test starts end with the test."""
    before = list(deployment.processes.children)
    deployment.stand.reset()
    yield deployment
    staying = [*before, *deployment.nurseries.values()]
    deployment.kill(*(child for child in deployment.processes.children if child not in staying))
