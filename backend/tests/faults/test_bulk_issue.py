"""Certificates for a whole event, issued by workers that die by `kill -9` whenever it happens."""

from __future__ import annotations

import random
import subprocess
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.certificates.models import Certificate, IssueRun
from accredit.certificates.services import event_gate_save
from accredit.core import clock
from accredit.cpd.models import LedgerEntry
from accredit.events.models import Event
from accredit.events.tests.factories import EventCreditFactory, event_with_ticket
from accredit.organizations.tests.factories import member
from accredit.registrations.models import Registration, SessionAttendance
from accredit.registrations.tests.factories import RegistrationFactory

from .deployment import Deployment, http, until
from .journeys import Learner, five_minutes_pass, given_up, jobs_tried, quiet, signed_in

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
PEOPLE, SHORT, KILLS = 40, 3, 3
DAY = 8 * 3600


def test_forty_certificates_come_through_three_killed_workers_without_a_double_or_a_gap(fresh: Deployment) -> None:
    event = over(people=PEOPLE, short=SHORT)
    app = fresh.start_app()
    issue(event, signed_in(member(event.organization, "owner"), fresh))

    for _ in range(KILLS):
        before = jobs_tried()
        worker = fresh.start_worker()
        until(lambda before=before: jobs_tried() > before or quiet(), "a worker's first job")  # type: ignore[misc]
        with suppress(subprocess.TimeoutExpired):
            worker.process.wait(random.uniform(0, 0.6))  # noqa: S311 - any moment will do
        fresh.kill(worker)
        five_minutes_pass()
    for number in (0, 1):
        fresh.start_worker(number)
    until(lambda: issued(event) == PEOPLE and quiet(), "forty certificates")

    rows = Certificate.objects.filter(event=event)
    due = set(Registration.objects.filter(event=event, name="Due").values_list("id", flat=True))
    assert set(rows.values_list("status", flat=True)) == {"issued"}
    assert sorted(rows.values_list("registration_id", flat=True)) == sorted(due), (
        "one for each of them, none for others"
    )
    assert sorted(rows.values_list("serial", flat=True)) == list(range(1, PEOPLE + 1)), "no number lost or used twice"
    assert len(set(rows.values_list("pdf_key", flat=True))) == PEOPLE
    entries = LedgerEntry.objects.filter(person__in=rows.values("holder"), kind="award")
    assert sorted(entries.values_list("person_id", flat=True)) == sorted(rows.values_list("holder_id", flat=True))
    run = IssueRun.objects.get(event=event)
    assert (run.status, run.total, run.numbered) == ("finished", PEOPLE, PEOPLE)
    assert given_up() == []
    assert app.process.poll() is None


def over(*, people: int, short: int) -> Event:
    """An event of yesterday that issues when it is told to: so many were there long enough, and so many were not."""
    begin = clock.now() - timedelta(days=1)
    ticket = event_with_ticket(starts_at=begin, ends_at=begin + timedelta(seconds=DAY), time_zone="UTC")
    event = ticket.event
    EventCreditFactory(event=event)
    event_gate_save(
        event=event,
        clauses=[{"kind": "attendance", "percent": 80}],
        issue_after_minutes=None,
        when_changed="ask",  # type: ignore[arg-type]
        actor_id=UserFactory().id,
        now=begin,
    )
    users: list[Any] = User.objects.bulk_create(UserFactory.build_batch(people + short))
    rows = Registration.objects.bulk_create(
        RegistrationFactory.build(
            ticket_type=ticket,
            event=event,
            organization=event.organization,
            person=user,
            status="attended",
            name="Due" if place < people else "Short",
        )
        for place, user in enumerate(users)
    )
    [session] = event.sessions.all()
    SessionAttendance.objects.bulk_create(
        SessionAttendance(
            organization=event.organization,
            registration=row,
            session=session,
            event=event,
            counted_seconds=DAY if row.name == "Due" else 60,
            window_seconds=DAY,
            computed_at=clock.now(),
        )
        for row in rows
    )
    Event.objects.filter(pk=event.pk).update(status="completed", completed_at=clock.now() - timedelta(hours=1))
    event.refresh_from_db()
    return event


def issue(event: Event, owner: Learner) -> None:
    """Press the button."""
    headers = {**owner.headers, "Accredit-Organization": event.organization.slug}
    answer = http.post(f"{owner.deployment.url}/api/certificates/events/{event.id}/issue/", headers=headers)
    assert answer.status_code == 202, answer.text
    assert answer.json()["total"] == PEOPLE


def issued(event: Event) -> int:
    return Certificate.objects.filter(event=event, status="issued").count()
