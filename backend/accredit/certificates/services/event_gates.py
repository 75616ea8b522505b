"""What an event asks for before it certifies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.certificates.domain_events import GateChanged
from accredit.certificates.exceptions import GateNotUsable
from accredit.certificates.models import Gate
from accredit.certificates.rules import gate_faults, gates
from accredit.certificates.rules.changes import WhenChanged
from accredit.certificates.rules.stored_clauses import clause_json, clause_load
from accredit.certificates.selectors.event_gates import event_facts
from accredit.core import outbox
from accredit.events.models import Event

from .runs import event_issue_owe, event_reconsider_owe


def clauses_read(event: Event, clauses: Sequence[Mapping[str, Any]]) -> list[gates.Clause]:
    """Clauses that can be this event's gate. Raises GateNotUsable, which names each that cannot."""
    parsed = [clause_load(one) for one in clauses]
    if found := gate_faults.problems(parsed, event_facts(event)):
        raise GateNotUsable(errors=found)
    return parsed


def event_gate_save(
    *,
    event: Event,
    clauses: Sequence[Mapping[str, Any]],
    issue_after_minutes: int | None,
    when_changed: WhenChanged,
    actor_id: UUID,
    now: datetime,
) -> Gate:
    """Set an event's gate whole; the same again changes nothing. The version counts changes of what is asked.

    Once the event is over, whom the new gate lets through gets a certificate at the event's time, and a certificate
    whose holder it shuts out follows `when_changed`. Raises GateNotUsable.
    """
    stored = [clause_json(one) for one in clauses_read(event, clauses)]
    wanted = {"clauses": stored, "issue_after_minutes": issue_after_minutes, "when_changed": when_changed}
    with transaction.atomic():
        gate, made = Gate.objects.select_for_update().get_or_create(
            event=event, defaults={"organization_id": event.organization_id, "created_at": now, **wanted}
        )
        if not made:
            if all(getattr(gate, name) == value for name, value in wanted.items()):
                return gate
            step = 1 if gate.clauses != stored else 0
            Gate.objects.filter(pk=gate.pk).update(version=F("version") + step, **wanted)
            gate.refresh_from_db()
        outbox.publish(
            GateChanged(course_id=None, gate_version=gate.version, event_id=event.id),
            organization_id=event.organization_id,
            actor_id=actor_id,
        )
        event_issue_owe(event_id=event.id)
        if event.completed_at is not None:
            event_reconsider_owe(event_id=event.id)
    return gate
