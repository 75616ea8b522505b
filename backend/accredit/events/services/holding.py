"""Holding an event's row while something of it changes, so that two editors never see half of each other's work."""

from __future__ import annotations

from uuid import UUID

from accredit.core.outbox import publish
from accredit.events.domain_events import EventUpdated
from accredit.events.exceptions import EventOver
from accredit.events.models import Event
from accredit.events.rules.events import EventStatus

CHANGEABLE = (EventStatus.DRAFT, EventStatus.PUBLISHED)


def event_hold(event: Event) -> Event:
    """The event's row, held until the transaction ends. Whoever registers meanwhile does not wait for it: they hold the
    places that an editor may want next. Raises EventOver for one that is over or called off."""
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if held.status not in CHANGEABLE:
        raise EventOver
    return held


def tell_update(event: Event, *, actor_id: UUID) -> None:
    """News for the apps above, unless nobody can see the event yet."""
    if event.is_published:
        publish(EventUpdated(event.id), organization_id=event.organization_id, actor_id=actor_id)
