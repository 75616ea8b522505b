"""Certificates for a whole event, by the real job and a real worker; and a thousand of them through killed workers."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q

from accredit.certificates.models import Certificate, IssueRun
from accredit.certificates.rules.changes import WhenChanged
from accredit.certificates.services import event_gate_save, issue_run_start
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent
from accredit.events.models import Event
from accredit.events.tests.factories import EventCreditFactory
from accredit.registrations.models import SessionAttendance
from console import BACKEND, REPOSITORY
from install import PYTHON
from processes import LOOPBACK, Child, free_ports, listens

from . import certificates, places
from .context import Bench
from .figures import Figure, compared

KILLS = 8
PATIENCE = 600
"""Seconds that a run may take."""
DAY = 8 * 3600


def run(bench: Bench) -> list[Figure]:
    """Turns of a run issued by one worker and of the ceiling in one process; the worker idles meanwhile."""
    size = 20 if bench.quick else 100
    mail = _mail_server(bench)
    ceiling = certificates.start(bench, 0)
    worker = _worker(bench, mail)
    made, followed, sealed = [], [], []
    try:
        for number in range(max(bench.rounds - 2, 2) + 1):
            in_force, quiet = _issued_per_second(size)
            alone = certificates.together([ceiling], "sealed", min(size, 40))
            if number:
                made.append(in_force)
                followed.append(quiet)
                sealed.append(alone)
    finally:
        ceiling.kill()
        ceiling.wait()
    bench.processes.stop_these(worker)
    killed = _through_killed_workers(bench, 60 if bench.quick else 1000, mail)
    return [
        compared("Bulk issue", "started until all are in force, one worker", made, sealed,
                 ceiling_is=certificates.CEILING, goal=0.5),
        compared("Bulk issue", "and mailed, credited, told", followed, sealed, ceiling_is=certificates.CEILING),
        killed,
    ]  # fmt: skip


def _issued_per_second(size: int) -> tuple[float, float]:
    """From the press of the button to the last certificate in force, and until nothing is left to do."""
    event = _over(size)
    began = time.perf_counter()
    issue_run_start(event=event, actor_id=None, now=clock.now())
    _wait(lambda: _in_force(event) == size)
    made = time.perf_counter() - began
    _wait(_quiet)
    return size / made, size / (time.perf_counter() - began)


def _through_killed_workers(bench: Bench, size: int, mail: int) -> Figure:
    """Doubles and gaps after `kill -9` of a worker at random moments; its leases are ended as time would end them."""
    event = _over(size)
    issue_run_start(event=event, actor_id=None, now=clock.now())
    killed = 0
    for number in range(KILLS):
        before = _in_force(event)
        worker = _worker(bench, mail)
        # Not before it works: it would die of nothing while it still starts.
        _wait(lambda before=before: _in_force(event) > before or _quiet())  # type: ignore[misc]
        time.sleep(random.uniform(0, size / 150))  # noqa: S311 - any moment will do
        if _in_force(event) == size:
            bench.processes.stop_these(worker)
            break
        worker.process.terminate()
        worker.process.wait(15)
        bench.processes.children.remove(worker)
        killed = number + 1
        _five_minutes_pass()
    workers = [_worker(bench, mail) for _ in range(2)]
    _wait(lambda: _in_force(event) == size and _quiet())
    bench.processes.stop_these(*workers)
    rows = list(Certificate.objects.filter(event=event).values_list("registration_id", "serial", "status"))
    people = {registration for registration, *_ in rows}
    serials = sorted(serial for _, serial, _ in rows)
    wrong = {
        "doubles": len(rows) - len(people),
        "gaps": size - len(people),
        "numbers lost": len(serials) and serials[-1] - serials[0] + 1 - len(serials),
        "numbers twice": len(serials) - len(set(serials)),
        "jobs given up": Job.objects.filter(status=Job.Status.FAILED).count(),
        "not counted by the run": size - IssueRun.objects.get(event=event).numbered,
    }
    return Figure("Bulk issue", f"doubles and gaps, {size:,} through {killed} killed workers", "",
                  sum(map(abs, wrong.values())), goal=0, at_most=True, more=wrong)  # fmt: skip


def _over(size: int) -> Event:
    """An event of yesterday that issues when it is told to, whose people were all there to the end."""
    begin = clock.now() - timedelta(days=1)
    ticket = places.ticket(size=None, starts_at=begin)
    event = ticket.event
    EventCreditFactory(event=event)
    event_gate_save(
        event=event, clauses=[{"kind": "attendance", "percent": 80}], issue_after_minutes=None,
        when_changed=WhenChanged.ASK, actor_id=places.people(1)[0].pk, now=begin,
    )  # fmt: skip
    rows = places.confirmed(ticket, places.people(size), status="attended")
    [session] = event.sessions.all()
    SessionAttendance.objects.bulk_create(
        SessionAttendance(
            created_at=begin, organization_id=row.organization_id, registration=row, session=session, event=event,
            counted_seconds=DAY, window_seconds=DAY, computed_at=begin,
        )
        for row in rows
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(status="completed", completed_at=begin + timedelta(hours=9))
    event.refresh_from_db()
    return event


def _in_force(event: Event) -> int:
    return Certificate.objects.filter(event=event, status="issued").count()


def _quiet() -> bool:
    """No news undelivered and no job due, running or to be tried again."""
    for_later = Q(status=Job.Status.QUEUED, attempts=0, run_at__gt=clock.now())
    open_still = Job.objects.filter(status__in=[Job.Status.QUEUED, Job.Status.RUNNING]).exclude(for_later)
    return not open_still.exists() and not OutboxEvent.objects.filter(dispatched_at=None).exists()


def _five_minutes_pass() -> None:
    """While nothing runs: what is due or leased comes nearer."""
    minutes = timedelta(minutes=5)
    Job.objects.filter(status__in=[Job.Status.QUEUED, Job.Status.RUNNING]).update(run_at=F("run_at") - minutes)
    OutboxEvent.objects.filter(dispatched_at=None).update(created_at=F("created_at") - minutes)


def _wait(ready: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"The workers did not finish within {PATIENCE} s.")
        time.sleep(0.02)


def _worker(bench: Bench, mail: int) -> Child:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(BACKEND), str(REPOSITORY)]),
                   "SMTP_HOST": LOOPBACK, "SMTP_PORT": str(mail), "LOG_LEVEL": "WARNING"}  # fmt: skip
    name = f"bulk-worker-{new_id().hex}"
    return bench.processes.start(
        name, [PYTHON, "manage.py", "worker"], cwd=BACKEND, env=environment, log=bench.folder / f"{name}.log",
        polite="SIGKILL",
    )  # fmt: skip


def _mail_server(bench: Bench) -> int:
    """The sandbox's, which takes every mail; its port."""
    port, mail = free_ports(2)
    folder = bench.folder / "sandbox"
    folder.mkdir(exist_ok=True)
    told = {"SANDBOX_PORT": str(port), "SANDBOX_SMTP_PORT": str(mail), "SANDBOX_DATA_DIR": str(folder),
            "PYTHONPATH": str(BACKEND)}  # fmt: skip
    child = bench.processes.start(
        "sandbox", [PYTHON, "-m", "sandbox"], cwd=BACKEND, env={**os.environ, **told}, log=bench.folder / "sandbox.log"
    )
    bench.processes.wait_until(lambda: listens(mail), child.name)
    return mail
