"""Telling the registered what was moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import F

from accredit.core.outbox import publish
from accredit.events.domain_events import EventRescheduled
from accredit.events.models import Event, EventChange


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is another now; instants as RFC 3339 text in UTC."""

    what: str
    before: str
    after: str


def reschedule(event: Event, lines: Sequence[Line], *, note: str, actor_id: UUID) -> None:
    """Count the calendar entry's sequence up, keep what was moved, and tell of it; nothing for no lines.

    In the caller's transaction, which holds the event's row. Drafts have nobody to tell.
    """
    if not lines or not event.is_published:
        return
    Event.objects.filter(pk=event.pk).update(sequence=F("sequence") + 1)
    change = EventChange(
        organization_id=event.organization_id, event=event, lines=[asdict(line) for line in lines], note=note
    )
    change.save(force_insert=True)
    publish(EventRescheduled(event.id, change.id), organization_id=event.organization_id, actor_id=actor_id)
