"""An event in figures, out of all that is known of it: places, money, presence, certificates, survey, strangers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from accredit.billing.selectors import SalesFigures, sales_of_lines
from accredit.certificates.selectors.event_gates import gate_of_event
from accredit.certificates.selectors.event_issuing import CertificateCounts, certificate_counts
from accredit.certificates.services import EventStanding, event_standing
from accredit.events.models import Event
from accredit.events.selectors import places_of
from accredit.feedback.models import Survey
from accredit.feedback.selectors import Turnout, surveys_of, turnout_of
from accredit.integrations.models import ReconciliationItem, ZoomMeeting
from accredit.integrations.rules.matching import ItemStatus
from accredit.registrations.selectors import EventCounts, event_counts, lines_of_event

from .meetings import meetings_of


@dataclass(frozen=True, slots=True)
class Meetings:
    """An event's meetings at the provider, and of how many who was there has been fetched; the last time of that."""

    held: int
    reported: int
    fetched_at: datetime | None
    unmatched: int
    """Participants whom nothing names."""


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What can be counted without holding anybody against the gate. `capacity` None: without limit."""

    event: Event
    has_begun: bool
    counts: EventCounts
    capacity: int | None
    certificates: CertificateCounts
    survey: Survey | None
    turnout: Turnout
    meetings: Meetings


@dataclass(frozen=True, slots=True)
class EventOverview:
    """`standing` None: the event has not begun, so nobody can be short of anything. `issues_at` None: not known yet, or
    somebody issues by hand (`by_hand`)."""

    figures: EventFigures
    sales: list[SalesFigures]
    standing: EventStanding | None
    issues_at: datetime | None
    by_hand: bool


def event_figures(*, event: Event, now: datetime) -> EventFigures:
    """A fixed number of queries, each a count."""
    survey = surveys_of(organization=event.organization, event_id=event.id).first()
    return EventFigures(
        event=event,
        has_begun=event.completed_at is not None or (event.starts_at is not None and event.starts_at <= now),
        counts=event_counts(event_id=event.id),
        capacity=places_of(event_id=event.id),
        certificates=certificate_counts(event=event),
        survey=survey,
        turnout=turnout_of([survey.id])[survey.id] if survey is not None else Turnout(),
        meetings=_meetings(event),
    )


def event_overview(*, event: Event, now: datetime) -> EventOverview:
    """A fixed number of queries, however many people there are; how all of them stand is read at once."""
    gate = gate_of_event(event.id)
    figures = event_figures(event=event, now=now)
    return EventOverview(
        figures=figures,
        sales=sales_of_lines(line_ids=lines_of_event(event_id=event.id)),
        standing=event_standing(event=event) if figures.has_begun else None,
        issues_at=gate.issues_at(event),
        by_hand=gate.issue_after is None,
    )


def _meetings(event: Event) -> Meetings:
    live = meetings_of(event_id=event.id).filter(status=ZoomMeeting.Status.LIVE).order_by()
    found = live.aggregate(
        held=Count("id"),
        reported=Count("id", filter=Q(report_fetched_at__isnull=False)),
        fetched_at=Max("report_fetched_at"),
    )
    unmatched = ReconciliationItem.objects.filter(event=event, status=ItemStatus.OPEN).count()
    return Meetings(found["held"], found["reported"], found["fetched_at"], unmatched)
