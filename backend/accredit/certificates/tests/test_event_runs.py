"""Issuing for a whole event: no double and no gap, whoever dies and whoever comes second."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.certificates import services
from accredit.certificates.exceptions import EventNotOver
from accredit.certificates.models import Certificate, IssueRun
from accredit.certificates.selectors.event_issuing import run_progress
from accredit.certificates.services import issuing, runs
from accredit.core.models import Job
from accredit.core.testing import assert_same_queries, at_once, drain
from accredit.events.models import Event
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations.models import Registration, SessionAttendance
from accredit.registrations.tests.factories import RegistrationFactory

from .event_factories import ENOUGH, LATER, OVER, attend, complete_event
from .test_event_issuing import gate

pytestmark = pytest.mark.django_db


def over(people: int, *, short: int = 0, seconds: int = ENOUGH) -> Event:
    """An event that issues by hand, with so many who are due and so many who are not; only the rows."""
    ticket = event_with_ticket()
    event = ticket.event
    gate(event, after=None)
    [session] = event.sessions.all()
    for place in range(people + short):
        row: Registration = RegistrationFactory(ticket_type=ticket, status="attended")
        SessionAttendance.objects.create(
            organization=event.organization,
            registration=row,
            session=session,
            event=event,
            counted_seconds=seconds if place < people else 60,
            window_seconds=28_800,
            computed_at=OVER,
        )
    Event.objects.filter(pk=event.pk).update(status="completed", completed_at=OVER)
    event.refresh_from_db()
    return event


def start(event: Event, now: datetime = LATER) -> IssueRun:
    actor: Any = UserFactory()
    return services.issue_run_start(event=event, actor_id=actor.id, now=now)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 4)


def serials() -> list[int]:
    return sorted(Certificate.objects.values_list("serial", flat=True))


@pytest.mark.happy
@pytest.mark.usefixtures("small_batches")
def test_a_run_certifies_everybody_who_is_due_batch_by_batch() -> None:
    event = over(9, short=3)

    run = start(event)
    assert (run.total, run_progress(run).ended_at) == (9, None)
    drain(now=LATER)

    run.refresh_from_db()
    progress = run_progress(run)
    assert (run.status, run.numbered, progress.done, progress.failed, progress.waiting) == ("finished", 9, 9, 0, 0)
    assert progress.ended_at is not None
    assert serials() == list(range(1, 10))


@pytest.mark.usefixtures("small_batches")
def test_the_next_batch_does_not_wait_for_the_mails_of_this_one() -> None:
    run = start(over(5))
    Job.objects.all().delete()
    services.issue_run_step(run_id=run.id, now=LATER)
    assert list(Job.objects.order_by("id").values_list("name", flat=True)) == [runs.RUN, issuing.MAKE]


@pytest.mark.usefixtures("small_batches")
def test_a_worker_killed_in_the_middle_of_a_batch_leaves_neither_a_double_nor_a_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event = over(10)
    run = start(event)
    add, calls = issuing.certificates_add, []

    def dying(*args: Any, **given: Any) -> None:
        calls.append(1)
        add(*args, **given)
        if len(calls) == 2:
            raise SystemExit("killed")

    monkeypatch.setattr("accredit.certificates.services.event_issuing.certificates_add", dying)
    services.issue_run_step(run_id=run.id, now=LATER)
    with pytest.raises(SystemExit):
        services.issue_run_step(run_id=run.id, now=LATER)
    assert serials() == [1, 2, 3, 4]
    run.refresh_from_db()
    assert run.numbered == 4

    drain(now=LATER)

    run.refresh_from_db()
    assert (run.status, run.numbered) == ("finished", 10)
    assert serials() == list(range(1, 11))
    assert Certificate.objects.values("registration").distinct().count() == 10
    assert set(Certificate.objects.values_list("status", flat=True)) == {"issued"}


def test_started_twice_is_one_run_and_started_again_finds_nobody() -> None:
    event = over(2)

    first, second = start(event), start(event)
    drain(now=LATER)
    third = start(event)
    drain(now=LATER)

    assert first.id == second.id
    assert (third.id == first.id, third.total) == (False, 0)
    assert Certificate.objects.count() == 2


def test_before_the_event_is_over_nothing_is_issued() -> None:
    event = event_with_ticket().event

    with pytest.raises(EventNotOver):
        start(event)
    assert not IssueRun.objects.exists()


@pytest.mark.usefixtures("small_batches")
def test_a_gate_that_changes_under_a_run_is_walked_again_for_everybody() -> None:
    event = over(6, seconds=ENOUGH - 60)
    run = start(event)
    services.issue_run_step(run_id=run.id, now=LATER)
    assert not Certificate.objects.exists()

    gate(event, {"kind": "attendance", "percent": 70}, after=None)
    drain(now=LATER)

    run.refresh_from_db()
    assert (run.status, run.numbered) == ("finished", 6)


def test_what_cannot_be_printed_counts_as_failed_and_the_run_ends() -> None:
    event = over(1)
    Event.objects.filter(pk=event.pk).update(title="ᚠᚢᚦ")
    event.refresh_from_db()

    run = start(event)
    drain(now=LATER)

    progress = run_progress(run)
    assert (progress.done, progress.failed, progress.waiting) == (0, 1, 0)


def test_the_facts_of_one_and_of_many_cost_the_same() -> None:
    one, many = over(1), over(12)

    assert_same_queries(lambda: services.people_due(event=one), lambda: services.people_due(event=many))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_and_two_workers_issue_each_certificate_once() -> None:
    event = over(6)
    calls = [lambda: start(event)] * 3

    started = at_once(calls)
    assert len({run.id for run in started}) == 1
    run_id = started[0].id
    at_once([lambda: services.issue_run_step(run_id=run_id, now=LATER)] * 3)

    assert serials() == list(range(1, 7))
    assert IssueRun.objects.get().numbered == 6


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_run_and_news_of_the_same_people_at_once_issue_each_certificate_once() -> None:
    event = over(5)
    gate(event, after=15)
    run = start(event)
    ids = list(Registration.objects.filter(event=event).values_list("id", flat=True))

    results = at_once(
        [
            lambda: services.issue_run_step(run_id=run.id, now=LATER),
            *[lambda one=one: services.registration_follow(registration_id=one, now=LATER) for one in ids],
        ]
    )

    assert [one for one in results if isinstance(one, Exception)] == []
    assert serials() == list(range(1, 6))


def test_an_event_issues_at_its_time_though_nobody_is_due_and_only_once() -> None:
    ticket = event_with_ticket()
    attend(ticket, 60)

    complete_event(ticket.event)

    assert IssueRun.objects.get().total == 0
    assert not Job.objects.filter(status="failed").exists()
