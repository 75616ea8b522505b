"""The life of an event; each step by conditional update."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.domain_events import EventArchived, EventCancelled, EventCompleted, EventPublished
from accredit.events.exceptions import EventNotReady
from accredit.events.models import Event
from accredit.events.rules.events import EventStatus, sources
from accredit.events.rules.publishing import publish_obstacles
from accredit.events.selectors import publish_facts

COMPLETED_AT_ONCE = 200


def event_publish(*, event: Event, actor_id: UUID, now: datetime) -> Event:
    """draft → published. Raises EventNotReady with everything that is missing, IllegalTransition."""
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        _guard(held, EventStatus.PUBLISHED)
        if obstacles := publish_obstacles(publish_facts(held), now=now):
            raise EventNotReady(errors=obstacles)
        _step(held, EventStatus.PUBLISHED, published_at=now)
        publish(EventPublished(event.id), organization_id=event.organization_id, actor_id=actor_id)
    event.refresh_from_db()
    return event


def event_cancel(*, event: Event, actor_id: UUID, reason: str, now: datetime) -> Event:
    """published → cancelled. Those who hold a place are told by the apps above, and get their money back.

    Raises IllegalTransition.
    """
    with transaction.atomic():
        _step(event, EventStatus.CANCELLED, cancelled_at=now, cancel_reason=reason, sequence=F("sequence") + 1)
        publish(EventCancelled(event.id), organization_id=event.organization_id, actor_id=actor_id)
    event.refresh_from_db()
    return event


def event_complete(*, event: Event, actor_id: UUID | None, now: datetime) -> Event:
    """published → completed, once it is over; attendance becomes final by the apps above.

    Raises IllegalTransition, EventNotReady for one that still runs.
    """
    with transaction.atomic():
        _guard(event, EventStatus.COMPLETED)
        if event.ends_at is None or event.ends_at > now:
            raise EventNotReady("The event is not over yet. It completes by itself when its last session has ended.")
        _step(event, EventStatus.COMPLETED, completed_at=now)
        publish(EventCompleted(event.id), organization_id=event.organization_id, actor_id=actor_id)
    event.refresh_from_db()
    return event


def event_archive(*, event: Event, actor_id: UUID, now: datetime) -> Event:
    """draft, completed, cancelled → archived. Raises IllegalTransition."""
    with transaction.atomic():
        _step(event, EventStatus.ARCHIVED, archived_at=now)
        publish(EventArchived(event.id), organization_id=event.organization_id, actor_id=actor_id)
    event.refresh_from_db()
    return event


def events_complete_due(*, now: datetime) -> int:
    """Complete what is over; returns how many. May run twice, and beside itself."""
    due = Event.objects.filter(status=EventStatus.PUBLISHED, ends_at__lte=now).order_by("ends_at")
    done = 0
    for event in due[:COMPLETED_AT_ONCE]:
        try:
            event_complete(event=event, actor_id=None, now=now)
        except IllegalTransition:
            continue
        done += 1
    return done


def _guard(event: Event, wanted: EventStatus) -> None:
    if event.status not in sources(wanted):
        raise IllegalTransition("event", event.status, wanted)


def _step(event: Event, wanted: EventStatus, **stamps: Any) -> None:
    """The one write of an event's status. Zero rows means that somebody was faster, or that there is no such step."""
    if not Event.objects.filter(pk=event.pk, status__in=sources(wanted)).update(status=wanted, **stamps):
        event.refresh_from_db(fields=["status"])
        raise IllegalTransition("event", event.status, wanted)
