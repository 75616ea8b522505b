"""News a second: domain events published, and delivered to their receiver by one worker and by two."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from accredit.billing.domain_events import SellerProfileChanged
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent, OutboxHandled
from accredit.core.outbox import publish
from console import BACKEND, REPOSITORY
from install import PYTHON
from processes import Child

from . import seeding
from .context import Bench
from .figures import Figure, compared
from .nothing import nothing

PATIENCE = 120
"""Seconds that a backlog may take."""


def run(bench: Bench) -> list[Figure]:
    """A backlog of events, and one of tasks that do nothing, worked off in turns by the same workers."""
    seeding.model_course()
    size = 100 if bench.quick else 400
    published: list[float] = []
    found: list[Figure] = []
    for workers in (1, 2):
        children = [_worker(bench, number) for number in range(workers)]
        _handled_per_second(20 * workers)  # they are there
        events, tasks = [], []
        for _ in range(max(bench.rounds - 2, 2)):
            events.append(_handled_per_second(size, published))
            tasks.append(_tasks_per_second(2 * size))
        bench.processes.stop_these(*children)
        found.append(
            compared("News", f"events published until handled, {workers} worker{'s' * (workers > 1)}", events, tasks,
                     ceiling_is="tasks that do nothing, through the same queue and workers")
        )  # fmt: skip
    published.sort()
    rate = Figure("News", "events published, one process", "/s", round(published[len(published) // 2], 1))
    return [rate, *found]


def _worker(bench: Bench, number: int) -> Child:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(BACKEND), str(REPOSITORY)])}
    return bench.processes.start(
        f"worker-{number}", [PYTHON, "manage.py", "worker"], cwd=BACKEND, env=environment,
        log=bench.folder / f"worker-{number}.log",
    )  # fmt: skip


def _handled_per_second(count: int, published: list[float] | None = None) -> float:
    """From the first publication to the last effect."""
    subject = new_id()
    began = time.perf_counter()
    for _ in range(count):
        with transaction.atomic():
            publish(SellerProfileChanged(subject), organization_id=subject, actor_id=None)
    if published is not None:
        published.append(count / (time.perf_counter() - began))
    events = OutboxEvent.objects.filter(organization_id=subject)
    _wait(lambda: OutboxHandled.objects.filter(event__in=events).count() >= count)
    return count / (time.perf_counter() - began)


def _tasks_per_second(count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        nothing.enqueue()
    waiting = DBTaskResult.objects.filter(task_path=nothing.module_path, finished_at=None)
    _wait(lambda: not waiting.exists())
    return count / (time.perf_counter() - began)


def _wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"The workers did not finish within {PATIENCE} s.")
        time.sleep(0.02)
