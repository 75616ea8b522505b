from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from accredit.core import clock, jobs
from accredit.core.housekeeping import forget_old_rows
from accredit.core.models import Job, Schedule
from accredit.core.testing import at_once

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
    for name in [name for name in jobs._JOBS if name.startswith("core_tests.periodic")]:
        del jobs._JOBS[name]


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


def test_the_sweeper_finds_what_was_never_dispatched() -> None:
    jobs.enqueue("core_tests.record")
    assert jobs.sweep(now=clock.now()) == 0
    assert jobs.sweep(now=clock.now() + timedelta(minutes=1)) == 1


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
    forget_old_rows(now=now)
    assert set(Job.objects.values_list("name", "status")) == {("old", "failed"), ("young", "done")}
