"""How far issuing for an event is, and what is left to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from accredit.certificates.exceptions import DecisionNotFound
from accredit.certificates.models import Certificate, Decision, IssueRun
from accredit.certificates.rules.acts import CertificateStatus, HeldFor
from accredit.certificates.rules.changes import Verdict
from accredit.events.models import Event
from accredit.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class RunProgress:
    """A run, counted from its certificates: `done` have come into force, `failed` wait for a person or for another
    try. `ended_at` None: still under way."""

    run: IssueRun
    done: int
    failed: int
    waiting: int
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CertificateCounts:
    """Of an event: in force, in the making, and those that somebody has to decide on."""

    issued: int
    pending: int
    undecided: int


def certificate_counts(*, event: Event) -> CertificateCounts:
    """Two queries."""
    found = Certificate.objects.filter(event=event).aggregate(
        issued=Count("id", filter=Q(status=CertificateStatus.ISSUED)),
        pending=Count("id", filter=Q(status=CertificateStatus.PENDING)),
    )
    undecided = Decision.objects.filter(event=event, verdict=Verdict.OPEN).count()
    return CertificateCounts(found["issued"], found["pending"], undecided)


def run_progress(run: IssueRun) -> RunProgress:
    """One query."""
    rows = Certificate.objects.filter(issue_run=run)
    pending = Q(status=CertificateStatus.PENDING)
    stuck = pending & (~Q(held_for=HeldFor.NOTHING) | ~Q(attempt_error=""))
    found = rows.aggregate(
        done=Count("id", filter=~pending),
        failed=Count("id", filter=stuck),
        waiting=Count("id", filter=pending & ~stuck),
        last=Max("issued_at"),
    )
    is_over = run.status == IssueRun.Status.FINISHED and not found["waiting"]
    ended = max(filter(None, [run.finished_at, found["last"]]), default=None) if is_over else None
    return RunProgress(run, found["done"], found["failed"], found["waiting"], ended)


def run_latest(*, event: Event) -> IssueRun | None:
    """The last run of an event, under way or over."""
    return IssueRun.objects.filter(event=event).order_by("-created_at", "-id").first()


def decisions(*, organization: Organization, event: UUID | None = None, verdict: str = "") -> QuerySet[Decision]:
    """An organization's, with their certificates and events."""
    rows = Decision.objects.select_related("certificate__organization", "event", "decided_by")
    rows = rows.filter(organization=organization)
    if event is not None:
        rows = rows.filter(event_id=event)
    return rows.filter(verdict=verdict) if verdict else rows


def decision_get(*, organization: Organization, decision_id: UUID) -> Decision:
    """Raises DecisionNotFound, also for another's."""
    found = decisions(organization=organization).filter(pk=decision_id).first()
    if found is None:
        raise DecisionNotFound
    return found
