"""A person says who an unknown participant is, and may take it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.outbox import publish
from accredit.events.models import Event
from accredit.integrations.domain_events import ParticipantDecided, ParticipantDecisionUndone
from accredit.integrations.exceptions import AlreadyDecided, NotDecided
from accredit.integrations.models import ParticipantDecision, ReconciliationItem
from accredit.integrations.rules.matching import ItemStatus, Verdict
from accredit.registrations.models import Registration

from .participants import resolve_owe_events


def participant_decide(
    *, item: ReconciliationItem, verdict: Verdict, registration: Registration | None, actor_id: UUID, now: datetime
) -> None:
    """Assign an unknown participant to a place of the event, or ignore them; remembered for all of the event's meetings
    and, in a series, for all of its events. Everybody's minutes there are worked out again.

    Raises AlreadyDecided.
    """
    chosen = registration if verdict is Verdict.ASSIGN else None
    event = item.event
    decision = ParticipantDecision(
        created_at=now,
        organization_id=item.organization_id,
        event=event,
        series_id=event.series_id,
        scope_id=event.series_id or event.pk,
        key=item.key,
        registration=chosen,
        decided_by_id=actor_id,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
            status = ItemStatus.ASSIGNED if chosen else ItemStatus.IGNORED
            mine = ReconciliationItem.objects.filter(pk=item.pk, status=ItemStatus.OPEN)
            if not mine.update(status=status, registration=chosen, decision=decision):
                raise AlreadyDecided
            publish(
                ParticipantDecided(decision.pk, event.pk, chosen.pk if chosen else None),
                organization_id=item.organization_id,
                actor_id=actor_id,
            )
            resolve_owe_events(event_ids=_scope(event))
    except IntegrityError as error:
        if violates(error, ParticipantDecision, "participant_decision_once"):
            raise AlreadyDecided from error
        raise


def participant_undo(*, item: ReconciliationItem, actor_id: UUID, now: datetime) -> None:
    """Take a decision back, wherever it was remembered. Raises NotDecided."""
    with transaction.atomic():
        if item.decision_id is None:
            raise NotDecided
        live = ParticipantDecision.objects.filter(pk=item.decision_id, undone_at=None)
        if not live.update(undone_at=now, undone_by_id=actor_id):
            raise NotDecided
        ReconciliationItem.objects.filter(decision_id=item.decision_id).update(
            status=ItemStatus.OPEN, registration=None, decision=None
        )
        publish(
            ParticipantDecisionUndone(item.decision_id, item.event_id),
            organization_id=item.organization_id,
            actor_id=actor_id,
        )
        resolve_owe_events(event_ids=_scope(item.event))


def _scope(event: Event) -> list[UUID]:
    if event.series_id is None:
        return [event.pk]
    return list(Event.objects.filter(series_id=event.series_id).values_list("id", flat=True))
