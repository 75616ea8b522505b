"""What an event asks for, and how far each person is; at the same cost for one person and for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accredit.billing.models import OrderLine
from accredit.billing.rules.balances import line_standing
from accredit.certificates.models import Certificate, Gate
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import LIVE, Past
from accredit.certificates.rules.changes import WhenChanged
from accredit.core.statements import Given, Statement
from accredit.events.models import Event
from accredit.events.selectors import windows_of
from accredit.feedback.selectors import answered_by, survey_title
from accredit.registrations.models import Registration
from accredit.registrations.rules.attendance import Window
from accredit.registrations.rules.registrations import ADMITTED
from accredit.registrations.selectors.attendance import SessionFact, facts_of, seconds_once

from .gates import GateStatus

ISSUE_AFTER = timedelta(hours=1)
"""So long after its completion an event's certificates are issued, unless its gate says otherwise."""


@dataclass(frozen=True, slots=True)
class EventGate:
    """What an event asks for, when it issues, and what becomes of a certificate whose holder no longer meets it.

    `version` 0 means that the organization set nothing; `issue_after` None means: when somebody issues them.
    """

    version: int
    clauses: Sequence[gates.Clause]
    issue_after: timedelta | None
    when_changed: WhenChanged

    def issues_at(self, event: Event) -> datetime | None:
        """When certificates are issued by themselves; None while that is not known, and when they never are."""
        if self.issue_after is None or event.completed_at is None:
            return None
        return event.completed_at + self.issue_after


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that is known of one person in an event: what the gate asks, and the sessions with their times."""

    registration: Registration
    gate: gates.GateFacts
    sessions: Sequence[SessionFact]
    seconds_once: int
    """What credit is worked out from: nobody earns an hour twice in sessions that run beside each other."""

    @property
    def counted_seconds(self) -> int:
        """Summed over the sessions, as the gate counts."""
        return sum(one.counted_seconds for one in self.sessions)


def gate_of_event(event_id: UUID) -> EventGate:
    """One query."""
    row = Gate.objects.filter(event_id=event_id).first()
    if row is None:
        return EventGate(0, gates.EVENT_DEFAULT, ISSUE_AFTER, WhenChanged.ASK)
    after = row.issue_after_minutes
    return EventGate(
        version=row.version,
        clauses=row.parsed,
        issue_after=None if after is None else timedelta(minutes=after),
        when_changed=WhenChanged(row.when_changed),
    )


def event_facts(event: Event) -> gates.GateFacts:
    """What a gate can ask of anybody in this event, nothing done. Three queries."""
    priced = event.ticket_types.filter(price_amount__gt=0, closed_at=None).exists()
    return gates.GateFacts(
        lessons=(),
        quizzes=(),
        payment=gates.PaymentState.UNPAID if priced else gates.PaymentState.FREE,
        sessions=[
            gates.SessionFact(one.id, one.title, Window(one.id, *one.window).seconds)
            for one in windows_of(event_id=event.id)
        ],
        survey=gates.SurveyFact(survey_title(event_id=event.id)),
        activity=gates.Activity.EVENT,
    )


def event_promise(event: Event, clauses: Sequence[gates.Clause]) -> list[gates.ClauseResult]:
    """What these clauses ask of anybody who comes."""
    return gates.evaluate(clauses, event_facts(event))


def people_facts(event_id: UUID, rows: Sequence[Registration]) -> list[PersonFacts]:
    """Of these registrations, read with their people. Six queries or less."""
    sessions = facts_of(event_id=event_id, registration_ids=[row.id for row in rows])
    once = seconds_once(sessions)
    payments = _payments(rows)
    title = survey_title(event_id=event_id)
    people = [row.person_id for row in rows if row.person_id is not None]
    answered = answered_by(user_ids=people, event_id=event_id)
    return [
        PersonFacts(
            registration=row,
            gate=gates.GateFacts(
                lessons=(),
                quizzes=(),
                payment=payments[row.id],
                sessions=[
                    gates.SessionFact(one.session_id, one.title, one.window_seconds, one.counted_seconds)
                    for one in sessions[row.id]
                ],
                survey=gates.SurveyFact(title, row.person_id in answered),
                name_confirmed=row.person is not None and row.person.legal_name_confirmed_at is not None,
                activity=gates.Activity.EVENT,
            ),
            sessions=sessions[row.id],
            seconds_once=once[row.id],
        )
        for row in rows
    ]


def registration_status(gate: EventGate, person: PersonFacts) -> GateStatus:
    """How one person stands before the gate. No query."""
    return GateStatus(gate.version, gates.evaluate(gate.clauses, person.gate))


def admitted(event_id: UUID) -> QuerySet[Registration]:
    """Those whose minutes count, with their people, in the order in which runs walk."""
    rows = Registration.objects.select_related("person", "ticket_type").filter(event_id=event_id, status__in=ADMITTED)
    return rows.order_by("id")


def admitted_without_certificate(event_id: UUID) -> QuerySet[Registration]:
    """Of these, whom nothing live has been issued to."""
    return admitted(event_id).filter(~Exists(_live_certificates()))


def admitted_with_certificate(event_id: UUID) -> QuerySet[Registration]:
    """Of these, those who hold a certificate or whose certificate is in the making."""
    return admitted(event_id).filter(Exists(_live_certificates()))


def registration_to_certify(*, registration_id: UUID) -> Registration | None:
    """In any state, with its person, ticket, event and organization."""
    rows = Registration.objects.select_related("person", "ticket_type", "event__organization")
    return rows.filter(pk=registration_id).first()


def is_in_event_over(*, registration_id: UUID) -> bool:
    """Whether this place is one in an event that was completed: asked at each news of a place, of which nearly all come
    before."""
    return bool(_OVER.rows(registration=registration_id))


_OVER = Statement(
    lambda: (
        Registration.objects.filter(pk=Given("registration", Registration._meta.pk), event__completed_at__isnull=False)
        .order_by()
        .values_list("id")
    )
)


def payments_of(line_ids: Collection[UUID] | QuerySet[Any, Any]) -> dict[UUID, gates.PaymentState]:
    """How these order lines stand. One query."""
    lines = OrderLine.objects.filter(pk__in=line_ids).order_by()
    return {
        line_id: gates.PaymentState(line_standing(paid=paid is not None, claims_item=claims_item, order_status=status))
        for line_id, paid, claims_item, status in lines.values_list(
            "id", "order__paid_at", "claims_item", "order__status"
        )
    }


def payment_of(line_id: UUID | None, payments: Mapping[UUID, gates.PaymentState]) -> gates.PaymentState:
    """Of a place, out of what `payments_of` found: one that nobody had to pay for is free."""
    return gates.PaymentState.FREE if line_id is None else payments.get(line_id, gates.PaymentState.UNPAID)


def pasts_of(issued: QuerySet[Certificate], people: Mapping[UUID, UUID | None]) -> Mapping[UUID, list[Past]]:
    """Of each of these places, named with its person: which of these certificates were for it, or for the same person
    by a place that is none of these; oldest first. One query."""
    rows = list(
        issued.order_by("created_at", "id").values_list("registration_id", "holder_id", "status", "revoked_because")
    )
    found: dict[UUID, list[Past]] = defaultdict(list)
    places = {person: place for place, person in people.items() if person is not None} if rows else {}
    for of_place, holder, status, because in rows:
        place = of_place if of_place in people else places.get(holder)
        if place is not None:
            found[place].append(Past(status, because))
    return found


def registrations_of_order(*, order_id: UUID) -> list[UUID]:
    """Places that an order has bought, in a fixed order."""
    return list(Registration.objects.filter(order_id=order_id).order_by("id").values_list("id", flat=True))


def registrations_over(*, user_id: UUID) -> list[UUID]:
    """A person's places in events that are over, in a fixed order."""
    rows = Registration.objects.filter(person_id=user_id, status__in=ADMITTED, event__completed_at__isnull=False)
    return list(rows.order_by("id").values_list("id", flat=True))


def registration_in(*, event_id: UUID, user_id: UUID) -> UUID | None:
    """A person's place in an event."""
    rows = Registration.objects.filter(event_id=event_id, person_id=user_id, status__in=ADMITTED)
    return rows.values_list("id", flat=True).first()


def _live_certificates() -> QuerySet[Certificate]:
    return Certificate.objects.filter(registration_id=OuterRef("pk"), status__in=LIVE)


def _payments(rows: Sequence[Registration]) -> dict[UUID, gates.PaymentState]:
    """Read from the order lines that paid. One query or none."""
    wanted = [row.order_line_id for row in rows if row.order_line_id is not None]
    payments = payments_of(wanted) if wanted else {}
    return {row.id: payment_of(row.order_line_id, payments) for row in rows}
