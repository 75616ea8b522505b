"""The worker of a single machine: the database queue and the schedule, in one process or in a thread of the server."""

from __future__ import annotations

import threading
import time
import uuid
from datetime import datetime

import structlog
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker

from accredit.core import clock, inbound, jobs, leases, outbox
from accredit.core.models import Job

log = structlog.get_logger(__name__)
POLL_SECONDS = 0.2
TICK_SECONDS = 5.0
CONNECTED_SECONDS = 60


def queue_worker() -> Worker:
    """A worker of the database queue that polls five times a second."""
    return Worker(
        queue_names=["default"],
        interval=POLL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    )


def run_schedule(stop: threading.Event) -> None:
    """Collect deliveries and news several times a second, sweep lost work and owe periodic jobs every few seconds, till
    told to stop. Outlives a database that is away."""
    _stay_connected()
    ticks_at = 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            now = clock.now()
            found = inbound.collect(now=now) + outbox.dispatch(now=now)
            if time.monotonic() >= ticks_at:
                ticks_at = time.monotonic() + TICK_SECONDS
                leases.renew(now=now)
                jobs.sweep(now=now)
                jobs.tick(now=now)
        except Exception:
            log.exception("schedule_failed")
            stop.wait(TICK_SECONDS)
        else:
            stop.wait(0 if found else POLL_SECONDS)
    leases.end()
    connections.close_all()


def run_queue(worker: Worker) -> None:
    """Run jobs until the worker is told to stop. Outlives a database that is away."""
    _stay_connected()
    while worker.running:
        try:
            worker.run()
        except Exception:
            log.exception("worker_failed")
            time.sleep(1)
    connections.close_all()


def _stay_connected() -> None:
    """Keeps this thread's connection from one look to the next, where requests have one each. To open SQLite anew
    several times a second was most of what an idle trial did. One that broke is replaced at the next look."""
    database = connections[DEFAULT_DB_ALIAS]
    database.settings_dict = {**database.settings_dict, "CONN_MAX_AGE": CONNECTED_SECONDS}


def work_off(*, now: datetime | None = None) -> list[Job]:
    """Deliver all news and run every job that is due for the first time, until nothing is left; returns those that
    failed. For tests and for the seed, which want to go on only when everything has followed."""
    failed: list[Job] = []
    while True:
        at = now or clock.now()
        found = inbound.collect(now=at) + outbox.dispatch(now=at)
        never_run = Job.objects.filter(status=Job.Status.QUEUED, attempts=0, run_at__lte=at).order_by("id")
        due = [jobs.Owed(*row) for row in never_run.values_list("id", "name", "args", "request_id")]
        for owed in due:
            jobs.run_owed(owed, now=at)
        if due:
            failed += Job.objects.filter(pk__in=[owed.id for owed in due]).exclude(error="").order_by("id")
        elif not found:
            return failed


def start_in_background() -> threading.Event:
    """Start both loops as daemon threads of this process (a trial's server). Set the returned event to stop them."""
    stop = threading.Event()
    threading.Thread(target=run_schedule, args=(stop,), name="schedule", daemon=True).start()
    threading.Thread(target=run_queue, args=(queue_worker(),), name="worker", daemon=True).start()
    return stop
