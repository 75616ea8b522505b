"""What every app's tests need. Imported by tests only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accredit.core.worker import work_off


class JobFailed(AssertionError):
    """A job raised while a test drained the queue."""


def drain(now: datetime | None = None) -> None:
    """Deliver all news and run all due jobs to the end, as a worker would; a job that fails raises JobFailed."""
    if failed := work_off(now=now):
        raise JobFailed("\n".join(f"{row.name}{tuple(row.args)}\n{row.error}" for row in failed))


def api(user: Any = None, organization: Any = None) -> APIClient:
    """A client that speaks as `user` (a stranger without one), for `organization` where given."""
    client, headers = APIClient(), {}
    if user is not None:
        client.force_authenticate(user=user)
        headers["HTTP_AUTHORIZATION"] = "Bearer forced"  # nobody reads it, but kept answers ask whether there is one
    if organization is not None:
        headers["HTTP_ACCREDIT_ORGANIZATION"] = organization.slug
    client.credentials(**headers)
    return client


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the calls in threads that start together, each on a connection of its own; what each returned, or raised."""
    barrier, results = threading.Barrier(len(calls)), list[Any]([None] * len(calls))

    def run(place: int) -> None:
        barrier.wait()
        try:
            results[place] = calls[place]()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def queries(call: Callable[[], Any]) -> int:
    """How many statements a call sends to the database."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def assert_same_queries(one: Callable[[], Any], many: Callable[[], Any]) -> None:
    """A list costs the same for one row and for twenty."""
    first, second = queries(one), queries(many)
    assert first == second, f"{first} queries for one row, {second} for many"
