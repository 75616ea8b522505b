"""PostgreSQL is restarted while people read and a worker works."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx
import pytest
from django.db import connection
from processes import Processes
from pytest_django import DjangoDbBlocker
from servers import OwnPostgresql, own_postgresql

from accredit.core.models import Job

from . import tallying
from .databases import looking_into, migrate
from .deployment import Deployment, http, until
from .journeys import Learner, five_minutes_pass, given_up, learner, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
EVENTS, READERS = 90, 4


@pytest.fixture(scope="module")
def server(folder: Path, processes: Processes) -> OwnPostgresql:
    """A PostgreSQL that nobody else uses, for it is going to be restarted."""
    made = own_postgresql(processes, folder)
    made.start()
    return made


@pytest.fixture
def restartable(
    server: OwnPostgresql, ports: list[int], folder: Path, processes: Processes, django_db_blocker: DjangoDbBlocker
) -> Iterator[Deployment]:
    migrate(server.url)
    with django_db_blocker.unblock(), looking_into(server.url):
        made = Deployment(folder, server.url, processes, tallying.SETTINGS, ports=ports)
        made.start_cache()
        made.stand.reset()
        yield made


def test_app_and_worker_go_on_by_themselves_after_postgresql_was_restarted_under_load(
    restartable: Deployment, server: OwnPostgresql, processes: Processes
) -> None:
    tallying.prepare()
    app, worker = restartable.start_app(wait=False), restartable.start_worker()
    restartable.wait_for_app()
    tallying.tell(EVENTS)
    with Readers(learner(restartable)) as readers:
        until(lambda: len(tallying.tally()) > EVENTS // 3 and readers.answers[200] > READERS, "a busy house")
        before = len(tallying.tally())
        _restart(server, processes)
        answered = readers.answers[200]
        until(lambda: readers.answers[200] > answered + 5 * READERS, "readers who get answers again")
        assert http.get(f"{restartable.url}/health/ready").status_code == 200
        until(lambda: len(tallying.tally()) > before, "a worker that works again")
    assert set(readers.answers) <= {200, 503}, "nobody was told that they are not signed in, or that we had erred"
    # The one job that was running when the connection went is taken over when its lease is over.
    until(lambda: not Job.objects.filter(status=Job.Status.QUEUED).exists(), "the other jobs")
    five_minutes_pass()
    until(quiet, "every job")
    assert tallying.tally() == tallying.once_each(EVENTS)
    assert given_up() == []
    assert (app.process.poll(), worker.process.poll()) == (None, None)


def _restart(server: OwnPostgresql, processes: Processes) -> None:
    connection.close()
    old = next(child for child in processes.children if child.name == "test database")
    old.process.terminate()
    old.process.wait(15)
    processes.children.remove(old)
    server.start()


class Readers:
    """People who read one thing after the other, and what they were answered."""

    def __init__(self, person: Learner) -> None:
        self.answers: Counter[int] = Counter()
        self._person = person
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(READERS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join(30)

    def _read(self) -> None:
        with httpx.Client(timeout=30, headers=self._person.headers) as client:
            while not self._done.wait(0.02):
                self.answers[client.get(f"{self._person.deployment.url}/api/user/me/").status_code] += 1
