"""What integrations hears: news of events and registrations, each a hint, and deliveries of Zoom."""

from __future__ import annotations

from datetime import datetime

from accredit.core import inbound
from accredit.core.models import InboundMessage
from accredit.events.domain_events import EventCancelled, EventPublished, EventRescheduled, EventUpdated
from accredit.registrations.domain_events import (
    RegistrationCancelled,
    RegistrationChanged,
    RegistrationClaimed,
    RegistrationConfirmed,
    RegistrationRestored,
    RegistrationTransferred,
)

from .services import delivery_handle, meetings_owe, registrant_owe, resolve_owe_events
from .services.deliveries import SOURCE


@inbound.handler(SOURCE)
def on_zoom_delivery(message: InboundMessage, *, now: datetime) -> None:
    """Act on one kept delivery."""
    delivery_handle(body=message.body, now=now)


def on_event_news(event: EventPublished | EventUpdated | EventRescheduled | EventCancelled, *, now: datetime) -> None:
    """Meetings follow their event."""
    meetings_owe(event_id=event.event_id)


def on_registration_news(
    event: RegistrationConfirmed | RegistrationCancelled | RegistrationRestored | RegistrationChanged, *, now: datetime
) -> None:
    """Whoever has a place has a way in of their own."""
    registrant_owe(registration_id=event.registration_id, event_id=event.event_id)


def on_registration_transferred(event: RegistrationTransferred, *, now: datetime) -> None:
    """One way in is closed, another opens."""
    registrant_owe(registration_id=event.registration_id, event_id=event.event_id)
    registrant_owe(registration_id=event.successor_id, event_id=event.event_id)


def on_registration_claimed(event: RegistrationClaimed, *, now: datetime) -> None:
    """The address is proven now, so it may name somebody who was there."""
    resolve_owe_events(event_ids=[event.event_id])
