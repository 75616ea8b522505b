"""Issuing for a whole event: at its time, or when somebody says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.certificates.domain_events import IssueRunStarted
from accredit.certificates.exceptions import EventNotOver
from accredit.certificates.models import IssueRun
from accredit.certificates.selectors.event_crowd import crowd
from accredit.certificates.selectors.event_gates import (
    admitted_with_certificate,
    admitted_without_certificate,
    gate_of_event,
)
from accredit.core import jobs, outbox
from accredit.core.constraints import violates
from accredit.events.models import Event
from accredit.events.selectors import event_by_id
from accredit.registrations.services import attendance_recompute

from .event_issuing import Issuer
from .following import registration_follow
from .issuing import numbers_hold

RUN = "certificates.issue_run"
AT_ITS_TIME = "certificates.event_issue"
RECONSIDER = "certificates.event_reconsider"
AT_ONCE = 200
"""So many registrations are looked at in one transaction, which holds the organization's numbers meanwhile: a fifth of
a second."""


def people_due(*, event: Event) -> int:
    """How many would be certified now; none before the event is over. A fixed number of queries."""
    if event.completed_at is None:
        return 0
    return sum(one.people for one in crowd(event, gate_of_event(event.id).clauses) if one.is_due)


def issue_run_start(*, event: Event, actor_id: UUID | None, now: datetime) -> IssueRun:
    """Begin to certify everybody who is due, without waiting for the event's time; returns the run that is under way
    where one is. Raises EventNotOver."""
    if event.completed_at is None:
        raise EventNotOver
    run = IssueRun(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        started_by_id=actor_id,
        total=people_due(event=event),
        gate_version=gate_of_event(event.id).version,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            _owe(run)
            outbox.publish(IssueRunStarted(run.id, event.id), organization_id=event.organization_id, actor_id=actor_id)
    except IntegrityError as error:
        if not violates(error, IssueRun, "issue_run_one_at_a_time"):
            raise
        running = IssueRun.objects.filter(event=event, status=IssueRun.Status.RUNNING).first()
        # It may have ended between the two statements; then another begins.
        return running or issue_run_start(event=event, actor_id=actor_id, now=now)
    return run


def issue_run_step(*, run_id: UUID, now: datetime) -> None:
    """One batch: certificates, the place where it stopped and the job that goes on commit together. So a worker that
    dies leaves a run that the next one takes up, without a double or a gap; two workers at once wait for each other."""
    with transaction.atomic():
        held = IssueRun.objects.select_for_update(of=("self",)).select_related("event__organization")
        run = held.filter(pk=run_id, status=IssueRun.Status.RUNNING).first()
        if run is None:
            return
        issuer = Issuer(run.event)
        if issuer.gate.version != run.gate_version:
            run.after, run.gate_version = None, issuer.gate.version
        numbers_hold(run.event.organization, now=now)
        rows = admitted_without_certificate(run.event_id)
        batch = list((rows.filter(pk__gt=run.after) if run.after else rows)[:AT_ONCE])
        if len(batch) < AT_ONCE:
            run.status, run.finished_at = IssueRun.Status.FINISHED, now
        else:
            # Owed first, so that the queue has it before this batch's mails and news: nobody waits for those of others.
            run.after = batch[-1].id
            _owe(run)
        run.numbered += issuer.issue_each(batch, run=run, now=now)
        run.total = max(run.total, run.numbered)
        run.save(update_fields=["status", "finished_at", "after", "gate_version", "numbered", "total"])


def event_issue_owe(*, event_id: UUID) -> None:
    """Owe the issuing of an event at its time, in the caller's transaction; nothing where it is done by hand, or while
    the event is not over."""
    issues_at = gate_of_event(event_id).issues_at(event_by_id(event_id=event_id))
    if issues_at is not None:
        key = f"{AT_ITS_TIME}:{event_id}:{int(issues_at.timestamp())}"
        jobs.enqueue(AT_ITS_TIME, str(event_id), run_after=issues_at, unique_key=key)


def event_issue(*, event_id: UUID, now: datetime) -> None:
    """The time has come, unless it was set to another since: minutes are worked out once more, and a run begins."""
    event = event_by_id(event_id=event_id)
    issues_at = gate_of_event(event_id).issues_at(event)
    if issues_at is None or issues_at > now:
        return
    attendance_recompute(event_id=event_id, now=now)
    issue_run_start(event=event, actor_id=None, now=now)


def event_reconsider_owe(*, event_id: UUID, after: UUID | None = None) -> None:
    """Owe a look at every certificate of an event."""
    place = str(after) if after else ""
    jobs.enqueue(RECONSIDER, str(event_id), place, unique_key=f"{RECONSIDER}:{event_id}:{place}")


def event_reconsider(*, event_id: UUID, after: UUID | None, now: datetime) -> None:
    """Hold every live certificate of an event against what is known now, a batch a run in the order of ids."""
    rows = admitted_with_certificate(event_id)
    ids = list((rows.filter(pk__gt=after) if after else rows).values_list("id", flat=True)[:AT_ONCE])
    for registration_id in ids:
        registration_follow(registration_id=registration_id, now=now)
    if len(ids) == AT_ONCE:
        event_reconsider_owe(event_id=event_id, after=ids[-1])


def _owe(run: IssueRun) -> None:
    jobs.enqueue(RUN, str(run.id), unique_key=f"{RUN}:{run.id}:{run.after or ''}:{run.gate_version}")
