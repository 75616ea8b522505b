from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from accredit.core import clock, jobs, leases
from accredit.core.housekeeping import forget_old_rows
from accredit.core.models import Job, Schedule
from accredit.core.testing import assert_same_queries, at_once

pytestmark = pytest.mark.django_db
CALLS: list[tuple[Any, ...]] = []


@jobs.job("core_tests.record", max_attempts=3)
def record(*args: Any, now: datetime) -> None:
    CALLS.append(args)
    if args and args[0] == "fail":
        raise RuntimeError("no luck")


@pytest.fixture(autouse=True)
def _forget_calls() -> Iterator[None]:
    CALLS.clear()
    yield
    for name in [name for name in jobs._JOBS if name.startswith("core_tests.") and name != "core_tests.record"]:
        del jobs._JOBS[name]


def owed(now: datetime, *args: Any, name: str = "core_tests.record") -> None:
    """A job that is due now; its process died before it could hand it to the queue."""
    Job.objects.create(name=name, args=list(args), run_at=now)


def only_job() -> Job:
    return Job.objects.get()


@pytest.mark.happy
def test_a_job_that_is_owed_runs_once_and_is_done() -> None:
    jobs.enqueue("core_tests.record", "a", 1)
    row = only_job()
    assert jobs.run(row.id, now=clock.now()) is True
    assert jobs.run(row.id, now=clock.now()) is False
    row.refresh_from_db()
    assert (CALLS, row.status, row.attempts) == ([("a", 1)], Job.Status.DONE, 1)


def test_jobs_that_are_owed_together_cost_the_same_for_one_and_for_twenty(
    django_capture_on_commit_callbacks: Any,
) -> None:
    def owe(count: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            jobs.enqueue_each("core_tests.record", [jobs.Call((number,), "r") for number in range(count)])

    assert_same_queries(lambda: owe(1), lambda: owe(20))
    handed_over = {one.args_kwargs["args"][0] for one in DBTaskResult.objects.all()}
    assert handed_over == {str(row.id) for row in Job.objects.all()}
    assert len(handed_over) == 21


def test_an_attempt_is_counted_where_the_job_is_claimed_however_old_its_row_is_here(now: datetime) -> None:
    owed(now, "fail")
    row = only_job()
    read_early = jobs.Owed(row.id, row.name, row.args, row.request_id)
    jobs.run(row.id, now=now)
    assert jobs.run_owed(read_early, now=now) is False
    for later in (now + timedelta(minutes=1), now + timedelta(minutes=2)):
        assert jobs.run_owed(read_early, now=later) is True
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Job.Status.FAILED, 3)


def test_a_job_is_not_owed_when_its_transaction_rolls_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("core_tests.record")
        raise RuntimeError
    assert not Job.objects.exists()


def test_a_failing_job_keeps_its_error_and_waits_longer_each_time_until_it_gives_up() -> None:
    jobs.enqueue("core_tests.record", "fail")
    row, at, waits = only_job(), clock.now(), []
    for _ in range(3):
        jobs.run(row.id, now=at)
        row.refresh_from_db()
        assert "no luck" in row.error
        waits.append(row.run_at - at)
        at = row.run_at
    assert row.status == Job.Status.FAILED
    assert waits[0] == timedelta(seconds=2)
    assert waits[1] == timedelta(seconds=4)


def test_a_job_that_is_not_due_does_not_run(now: datetime) -> None:
    jobs.enqueue("core_tests.record", run_after=now + timedelta(hours=1))
    assert jobs.run(only_job().id, now=now) is False
    assert CALLS == []


def test_a_unique_key_lets_one_job_wait_but_a_running_one_does_not_count() -> None:
    jobs.enqueue("core_tests.record", unique_key="k")
    jobs.enqueue("core_tests.record", unique_key="k")
    assert Job.objects.count() == 1
    Job.objects.update(status=Job.Status.RUNNING)
    jobs.enqueue("core_tests.record", unique_key="k")
    assert Job.objects.count() == 2


def test_a_running_job_whose_worker_died_is_taken_over_after_its_lease() -> None:
    jobs.enqueue("core_tests.record", "again")
    row, at = only_job(), clock.now()
    Job.objects.update(status=Job.Status.RUNNING, run_at=at + timedelta(seconds=60))
    assert jobs.run(row.id, now=at) is False
    assert jobs.run(row.id, now=at + timedelta(seconds=61)) is True
    assert CALLS == [("again",)]


@pytest.fixture
def renewing(now: datetime) -> Iterator[None]:
    """This process is a worker whose schedule runs."""
    leases.renew(now=now)
    yield
    leases.end()


@pytest.mark.usefixtures("renewing")
def test_what_a_killed_worker_had_claimed_is_taken_over_within_seconds(now: datetime) -> None:
    owed(now, "again")
    row = only_job()
    Job.objects.update(status=Job.Status.RUNNING, attempts=1, run_at=now + leases.first(timedelta(minutes=10)))
    assert jobs.sweep(now=now + timedelta(seconds=14)) == 0
    later = now + timedelta(seconds=15)
    assert jobs.sweep(now=later) == 1
    assert jobs.run(row.id, now=later) is True
    assert CALLS == [("again",)]


@pytest.mark.usefixtures("renewing")
def test_a_worker_that_lives_keeps_a_long_job_up_to_its_whole_lease(now: datetime) -> None:
    ends: list[timedelta] = []

    def long(*, now: datetime) -> None:
        for seconds in (0, 5, 600, 5000):
            leases.renew(now=now + timedelta(seconds=seconds))
            ends.append(only_job().run_at - now)

    jobs.job("core_tests.long", lease=timedelta(minutes=10))(long)
    owed(now, name="core_tests.long")
    jobs.run(only_job().id, now=now)
    assert ends == [timedelta(seconds=15), timedelta(seconds=20), timedelta(minutes=10), timedelta(minutes=10)]
    assert only_job().status == Job.Status.DONE


@pytest.mark.usefixtures("renewing")
def test_a_worker_does_not_renew_what_another_one_has_taken_over(now: datetime) -> None:
    def overtaken(*, now: datetime) -> None:
        Job.objects.update(attempts=2, run_at=now + timedelta(seconds=1))
        leases.renew(now=now)
        CALLS.append((only_job().run_at,))

    jobs.job("core_tests.overtaken")(overtaken)
    owed(now, name="core_tests.overtaken")
    jobs.run(only_job().id, now=now)
    assert [(now + timedelta(seconds=1),)] == CALLS


def test_a_process_that_renews_nothing_takes_the_whole_lease(now: datetime) -> None:
    jobs.job("core_tests.plain")(lambda *, now: CALLS.append((only_job().run_at,)))
    owed(now, name="core_tests.plain")
    jobs.run(only_job().id, now=now)
    assert [(now + timedelta(seconds=60),)] == CALLS


def test_the_sweeper_finds_what_was_never_dispatched(now: datetime) -> None:
    owed(now)
    assert jobs.sweep(now=now) == 0
    assert jobs.sweep(now=now + timedelta(minutes=1)) == 1


def test_the_sweeper_leaves_alone_what_waits_in_the_queue_already(now: datetime) -> None:
    for number in range(3):
        owed(now, number)
    later = now + timedelta(minutes=1)
    assert [jobs.sweep(now=later) for _ in range(3)] == [3, 0, 0]
    assert DBTaskResult.objects.count() == 3
    DBTaskResult.objects.first().claim("a worker that dies")  # type: ignore[union-attr]  # one of three
    assert [jobs.sweep(now=later) for _ in range(3)] == [1, 0, 0]


def test_a_periodic_job_is_owed_once_a_slot(now: datetime) -> None:
    jobs.periodic("core_tests.periodic", every=timedelta(minutes=5))(lambda *, now: None)
    due = Job.objects.filter(name="core_tests.periodic")
    jobs.tick(now=now)
    jobs.tick(now=now)
    assert due.count() == 1
    assert Schedule.objects.get(name="core_tests.periodic").next_at == now + timedelta(minutes=5)
    due.update(status=Job.Status.DONE)
    jobs.tick(now=now + timedelta(minutes=5))
    assert due.count() == 2


def test_an_unknown_job_is_a_programming_error() -> None:
    with pytest.raises(LookupError, match="nobody"):
        jobs.enqueue("nobody.knows")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_workers_that_claim_one_job_run_it_once() -> None:
    jobs.enqueue("core_tests.record", "race")
    row, at = only_job(), clock.now()
    results = at_once([lambda: jobs.run(row.id, now=at)] * 8)
    assert sorted(results) == [False] * 7 + [True]
    assert CALLS == [("race",)]


def test_housekeeping_forgets_what_has_done_its_duty_and_keeps_what_failed(now: datetime) -> None:
    for status in (Job.Status.DONE, Job.Status.FAILED):
        Job.objects.create(name="old", status=status, run_at=now, finished_at=now - timedelta(days=15))
    Job.objects.create(name="young", status=Job.Status.DONE, run_at=now, finished_at=now)
    for name in ("SUCCESSFUL 2", "FAILED 2", "FAILED 8", "RUNNING 2", "READY 30", "RUNNING 0"):
        state, days = name.split()
        ended = now - timedelta(days=int(days))
        DBTaskResult.objects.create(
            task_path=name, status=state, started_at=ended, finished_at=ended, run_after=now, args_kwargs={}
        )
    forget_old_rows(now=now)
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"FAILED 2", "READY 30", "RUNNING 0"}
    assert set(Job.objects.values_list("name", "status")) == {("old", "failed"), ("young", "done")}
