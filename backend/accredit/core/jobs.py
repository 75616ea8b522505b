"""Background jobs: owed in the transaction that needs them, dispatched after it commits, retried until done.

A `Job` row is the promise; Django's Tasks interface is only the way to a worker (`settings.TASKS`). The row survives a
lost queue, a killed worker and a failing service: `sweep` dispatches again whatever is due. Every job may run twice.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django_tasks import task
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from accredit.core import clock, leases
from accredit.core.context import request_id
from accredit.core.ids import new_id
from accredit.core.models import Job, Schedule
from accredit.core.statements import Given, Insert, Statement, planned_cursor

log = structlog.get_logger(__name__)
Argument = str | int
SWEEP_GRACE = timedelta(seconds=20)
"""How long a due job may be on its way into the queue before the sweeper takes it for lost."""
LARGEST_SWEEP = 5000


class JobFunction(Protocol):
    """A job: ids as text, and the instant at which it runs."""

    __name__: str

    def __call__(self, *args: Argument, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A registered job. `lease` is how long it may run before another worker takes over."""

    name: str
    function: Callable[..., None]
    max_attempts: int
    lease: timedelta
    every: timedelta | None = None


_JOBS: dict[str, JobSpec] = {}
F_ = TypeVar("F_", bound=Callable[..., None])


def job(
    name: str, *, max_attempts: int = 10, lease: timedelta = timedelta(seconds=60), every: timedelta | None = None
) -> Callable[[F_], F_]:
    """Register a function under `app.verb`. With `every` it is also run on the worker's schedule, without arguments."""

    def register(function: F_) -> F_:
        if name in _JOBS and _JOBS[name].function is not function:
            raise ValueError(f"Two jobs are called {name}.")
        _JOBS[name] = JobSpec(name, function, max_attempts, lease, every)
        return function

    return register


def periodic(name: str, *, every: timedelta, lease: timedelta = timedelta(seconds=60)) -> Callable[[F_], F_]:
    """Register a job that runs each `every`, once among all workers; a missed slot is not made up for."""
    return job(name, max_attempts=1, lease=lease, every=every)


def enqueue(name: str, *args: Argument, run_after: datetime | None = None, unique_key: str | None = None) -> None:
    """Owe one run of a job, in the caller's transaction.

    `unique_key`: at most one job with it waits at any time; a second call while one waits does nothing. A job that is
    already running has perhaps read old rows, so it does not stop a new one.
    """
    row = row_of(name, *args, run_after=run_after, unique_key=unique_key)
    if _INSERT.add(row):
        enqueued(row, run_after=run_after)


def row_of(name: str, *args: Argument, run_after: datetime | None = None, unique_key: str | None = None) -> Job:
    """The row that `enqueue` writes, for a statement that writes it together with others and calls `enqueued` then. A
    row that the unique key forbids must be left out."""
    if name not in _JOBS:
        raise LookupError(f"No job is called {name}.")
    return Job(
        name=name,
        args=list(args),
        unique_key=unique_key,
        run_at=run_after or clock.now(),
        request_id=request_id(),
    )


def is_queue_kept() -> bool:
    """Whether the queue is a table of the same database, so that one statement can write a job and hand it over."""
    return isinstance(run_job.get_backend(), DatabaseBackend)


def queue_row(row: Job) -> DBTaskResult[Any, Any]:
    """What hands the row to a queue that is kept (`is_queue_kept`), for a statement that writes both at once instead of
    calling `enqueued`."""
    backend: Any = run_job.get_backend()
    return _queued(row.id, None, backend)


def carried(job_id: UUID) -> dict[str, Any]:
    """What the queue carries of a job."""
    return {"args": [str(job_id)], "kwargs": {}}


def enqueued(row: Job, *, run_after: datetime | None = None) -> None:
    """What follows once the row is written."""
    transaction.on_commit(lambda: _dispatch(row.id, run_after))


def enqueued_now(job_id: UUID) -> None:
    """What follows once a row that is due at once is written."""
    transaction.on_commit(lambda: _dispatch(job_id, None))


_INSERT = Insert(Job, unless_there=True)
OWE = f"""
    INSERT INTO core_job (id, created_at, name, args, unique_key, status, attempts, run_at, error, request_id)
    SELECT %(job)s, %(now)s, %(job_name)s, %(job_args)s::jsonb, %(job_key)s, '{Job.Status.QUEUED}', 0, %(now)s, '',
           %(job_request)s
"""
"""`enqueue` for a statement that writes more at once: it goes on with `FROM` something of one row or none, and
`ON CONFLICT DO NOTHING`. Its values are `owed_values`, and `now`; where it wrote a row, `enqueued_now` follows."""


def owed_values(name: str, *args: Argument, unique_key: str) -> dict[str, Any]:
    """What `OWE` is given. The id stands under `job`."""
    if name not in _JOBS:
        raise LookupError(f"No job is called {name}.")
    return {
        "job": new_id(),
        "job_name": name,
        "job_args": json.dumps(args),
        "job_key": unique_key,
        "job_request": request_id(),
    }


@dataclass(frozen=True, slots=True)
class Call:
    """One of many calls of a job, and the request that it goes back to."""

    args: tuple[Argument, ...]
    request_id: str


def enqueue_each(name: str, calls: Sequence[Call]) -> None:
    """Owe one run of a job for each of the calls, in one statement of the caller's transaction."""
    now = clock.now()
    rows = [Job(name=name, args=list(call.args), run_at=now, request_id=call.request_id) for call in calls]
    _INSERT.add_all(rows)
    transaction.on_commit(lambda: _dispatch_each([row.id for row in rows]))


@task()
def run_job(job_id: str) -> None:
    """What the queue carries: the id of a job row."""
    run(UUID(job_id), now=clock.now())


@dataclass(frozen=True, slots=True)
class Owed:
    """What never changes of a job's row: enough to run it, once it is claimed."""

    id: UUID
    name: str
    args: Sequence[Argument]
    request_id: str


def run(job_id: UUID, *, now: datetime) -> bool:
    """Claim and run one job. False when it is not due, not there, or already taken. Never raises the job's own error:
    a failure is kept on the row and tried again after a growing pause (2 s doubling to 10 min)."""
    rows = _OWED.rows(job=job_id)
    return bool(rows) and run_owed(Owed(*rows[0]), now=now)


def run_owed(owed: Owed, *, now: datetime) -> bool:
    """The same for a job whose row was read, however long ago."""
    if (spec := _JOBS.get(owed.name)) is None:
        return False
    attempt = _claim(owed.id, until=now + leases.first(spec.lease), now=now)
    if attempt is None:
        return False
    with structlog.contextvars.bound_contextvars(job=owed.name, job_id=str(owed.id), request_id=owed.request_id):
        try:
            with leases.held(owed.id, attempt=attempt, until=now + spec.lease):
                spec.function(*owed.args, now=now)
        except Exception as error:  # the row keeps it; nothing is swallowed
            _failed(owed.id, spec, attempt, error, now=now)
            log.exception("job_failed", attempt=attempt)
        else:
            with planned_cursor() as cursor:
                cursor.execute(_DONE, [_AT.get_db_prep_value(clock.now(), connection), _key(owed.id)])
    return True


def _claim(job_id: UUID, *, until: datetime, now: datetime) -> int | None:
    """Which attempt this is; None when the job is not due, or somebody else's."""
    with planned_cursor() as cursor:
        cursor.execute(
            _CLAIM,
            [_AT.get_db_prep_value(until, connection), _key(job_id), _AT.get_db_prep_value(now, connection)],
        )
        claimed = cursor.fetchone()
    return claimed[0] if claimed else None


def _key(job_id: UUID) -> Any:
    return _KEY.get_db_prep_value(job_id, connection)


_KEY, _AT = Job._meta.pk, Job._meta.get_field("run_at")
_OWED = Statement(lambda: Job.objects.filter(pk=Given("job", _KEY)).values_list("id", "name", "args", "request_id"))
# Written down because the ORM cannot say which attempt a claim has begun.
_CLAIM = """
    UPDATE core_job SET status = 'running', attempts = attempts + 1, run_at = %s
    WHERE id = %s AND status IN ('queued', 'running') AND run_at <= %s RETURNING attempts
"""
_DONE = "UPDATE core_job SET status = 'done', finished_at = %s, error = '' WHERE id = %s"


def sweep(*, now: datetime) -> int:
    """Dispatch again what is due but was lost on the way: a crash, a full queue, an expired lease. What still waits in
    the queue is left there. Returns how many."""
    overdue = Q(status=Job.Status.QUEUED, run_at__lte=now - SWEEP_GRACE) | Q(status=Job.Status.RUNNING, run_at__lte=now)
    due = list(Job.objects.filter(overdue).order_by("run_at").values_list("id", flat=True)[:LARGEST_SWEEP])
    waiting = _waiting() if due else set()
    lost = [job_id for job_id in due if str(job_id) not in waiting]
    for job_id in lost:
        _dispatch(job_id, None)
    return len(lost)


def tick(*, now: datetime) -> None:
    """Owe every periodic job whose time has come; safe to call from many workers at once."""
    for spec in _JOBS.values():
        if spec.every is None:
            continue
        Schedule.objects.get_or_create(name=spec.name, defaults={"next_at": now})
        with transaction.atomic():
            if Schedule.objects.filter(name=spec.name, next_at__lte=now).update(next_at=now + spec.every):
                enqueue(spec.name, unique_key=f"periodic:{spec.name}")


def _waiting() -> set[str]:
    """The ids of jobs that the queue would hand out now, where it is the database; empty where it cannot be asked."""
    if not isinstance(run_job.get_backend(), DatabaseBackend):
        return set()
    waiting = DBTaskResult.objects.ready().filter(task_path=run_job.module_path)
    return {carried["args"][0] for carried in waiting.values_list("args_kwargs", flat=True)}


def _failed(job_id: UUID, spec: JobSpec, attempt: int, error: Exception, *, now: datetime) -> None:
    text = "".join(traceback.format_exception(error))[-4000:]
    if attempt >= spec.max_attempts:
        Job.objects.filter(pk=job_id).update(status=Job.Status.FAILED, finished_at=now, error=text)
        return
    again_at = now + timedelta(seconds=min(2**attempt, 600))
    try:
        with transaction.atomic():
            Job.objects.filter(pk=job_id).update(status=Job.Status.QUEUED, run_at=again_at, error=text)
    except IntegrityError:
        # A newer job with the same unique key waits already and will do this one's work.
        Job.objects.filter(pk=job_id).update(status=Job.Status.FAILED, finished_at=now, error=text)
        return
    _dispatch(job_id, again_at)


def _dispatch_each(job_ids: Sequence[UUID]) -> None:
    """The same as `_dispatch` for jobs that are due at once; where the queue is a table, in one statement."""
    backend: Any = run_job.get_backend()
    if isinstance(backend, DatabaseBackend):
        _QUEUE.add_all([_queued(job_id, None, backend) for job_id in job_ids])
        return
    for job_id in job_ids:
        _dispatch(job_id, None)


def _dispatch(job_id: UUID, run_after: datetime | None) -> None:
    """Hand the row to the queue. A queue that is down costs nothing: the sweeper comes back to the row."""
    backend: Any = run_job.get_backend()
    if isinstance(backend, DatabaseBackend):
        _QUEUE.add(_queued(job_id, run_after, backend))
        return
    try:
        if run_after is None:
            run_job.enqueue(str(job_id))
        elif backend.supports_defer:
            run_job.using(run_after=run_after).enqueue(str(job_id))
    except OSError:
        log.warning("job_dispatch_failed", job_id=str(job_id), exc_info=True)


def _queued(job_id: UUID, run_after: datetime | None, backend: DatabaseBackend) -> DBTaskResult[Any, Any]:
    """The row that `run_job.enqueue` makes of it. Written here: the library builds and checks the task three times for
    each, which takes longer than all else that a job costs whoever owes it."""
    return DBTaskResult(
        args_kwargs=carried(job_id),
        priority=run_job.priority,
        task_path=run_job.module_path,
        queue_name=run_job.queue_name,
        backend_name=backend.alias,
        run_after=run_after or get_date_max(),
    )


_QUEUE = Insert(DBTaskResult)
