"""How far somebody is from the certificate of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accredit.certificates.exceptions import NotRegistered
from accredit.certificates.models import Certificate
from accredit.certificates.rules import gates
from accredit.certificates.rules.sentences import WaitingFor, waiting_for_event
from accredit.events.models import Event
from accredit.events.selectors import event_public
from accredit.organizations.selectors import memberships_of
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ACTIVE, ADMITTED
from accredit.registrations.selectors.attendance import SessionFact

from .certificates import certificate_of_registration
from .event_gates import event_promise, gate_of_event, people_facts, registration_status
from .gates import GateStatus


@dataclass(frozen=True, slots=True)
class EventCertificateProgress:
    """The gate as it stands for one person, their minutes, and what there is of a certificate. `issues_at` None: not
    known before the event is over, or somebody issues by hand."""

    event: Event
    gate: GateStatus
    sessions: list[SessionFact]
    certificate: Certificate | None
    waiting_for: WaitingFor | None
    issues_at: datetime | None


def event_certificate_progress(*, slug_or_id: str, user_id: UUID, now: datetime) -> EventCertificateProgress:
    """For who holds a place. Raises EventNotFound; NotRegistered for somebody who does not."""
    row = _place(slug_or_id, user_id)
    if row is None or row.person is None:
        mine = [one.organization_id for one in memberships_of(user_id=user_id)]
        event_public(slug_or_id=slug_or_id, viewer_organizations=mine)
        raise NotRegistered
    event_gate = gate_of_event(row.event_id)
    [person] = people_facts(row.event_id, [row])
    status = registration_status(event_gate, person)
    certificate = certificate_of_registration(registration_id=row.id)
    issues_at = event_gate.issues_at(row.event)
    return EventCertificateProgress(
        event=row.event,
        gate=status,
        sessions=list(person.sessions),
        certificate=certificate,
        waiting_for=waiting_for_event(
            status=certificate.status if certificate else None,
            held_for=certificate.held_for if certificate else "",
            gate_met=status.met and row.status in ADMITTED,
            email_verified=row.person.email_verified,
            by_hand=event_gate.issue_after is None,
            time_has_come=issues_at is not None and issues_at <= now,
        ),
        issues_at=issues_at,
    )


def event_requirements(*, slug_or_id: str) -> tuple[Event, list[gates.ClauseResult]]:
    """What an event asks of anybody. Raises EventNotFound."""
    event = event_public(slug_or_id=slug_or_id)
    return event, event_promise(event, gate_of_event(event.id).clauses)


def _place(slug_or_id: str, user_id: UUID) -> Registration | None:
    """One that stands, else the last that ended."""
    try:
        named = Q(event_id=UUID(slug_or_id))
    except ValueError:
        named = Q(event__slug=slug_or_id)
    rows = Registration.objects.select_related("person", "ticket_type", "event").filter(named, person_id=user_id)
    return rows.filter(status__in=ACTIVE).first() or rows.order_by("-created_at", "-id").first()
