"""Jobs of registrations: each makes one service call, and all may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.core.jobs import job, periodic

from . import services
from .selectors import events_waited_for
from .services.attendance import RECOMPUTE, attendance_recompute
from .services.following import CHANGE_TELL
from .services.messages import DELIVER
from .services.telling import APPROVAL, CHANGE, CONFIRMATION, ENDING, EVENT_END, REMINDER, TRANSFER
from .services.waiting import JOINED_SEND, OFFER_NEXT, OFFER_SEND, REMINDER_SEND

STRIPE_LEASE = timedelta(minutes=10)
"""Longer than the closing of a hundred payment pages takes."""


BATCH_LEASE = timedelta(minutes=5)
"""Longer than fifty mails take."""


@job(RECOMPUTE)
def recompute(event_id: str, *, now: datetime) -> None:
    attendance_recompute(event_id=UUID(event_id), now=now)


@job(CONFIRMATION, max_attempts=20)
def send_confirmation(registration_id: str, *, now: datetime) -> None:
    services.confirmation_send(registration_id=UUID(registration_id), now=now)


@job(ENDING, max_attempts=20)
def send_ending(registration_id: str, back: int, *, now: datetime) -> None:
    services.ending_send(registration_id=UUID(registration_id), back=back, now=now)


@job(TRANSFER, max_attempts=20)
def send_transfer(registration_id: str, *, now: datetime) -> None:
    services.transfer_send(registration_id=UUID(registration_id), now=now)


@job(REMINDER, max_attempts=20)
def send_reminder(registration_id: str, *, now: datetime) -> None:
    services.reminder_send(registration_id=UUID(registration_id))


@job(REMINDER_SEND, max_attempts=20)
def send_waiting_reminder(entry_id: str, *, now: datetime) -> None:
    services.waiting_reminder_send(entry_id=UUID(entry_id), now=now)


@job(DELIVER, max_attempts=20, lease=BATCH_LEASE)
def deliver_message(message_id: str, batch: int, *, now: datetime) -> None:
    services.message_deliver(message_id=UUID(message_id), batch=batch, now=now)


@job(APPROVAL, max_attempts=20)
def send_approval(registration_id: str, *, now: datetime) -> None:
    services.approval_send(registration_id=UUID(registration_id), now=now)


@job(CHANGE_TELL, max_attempts=20)
def tell_change(change_id: str, after: str, *, now: datetime) -> None:
    services.change_tell(change_id=UUID(change_id), after=after)


@job(CHANGE, max_attempts=20)
def send_change(registration_id: str, change_id: str, *, now: datetime) -> None:
    services.change_send(registration_id=UUID(registration_id), change_id=UUID(change_id), now=now)


@job(EVENT_END, max_attempts=50, lease=STRIPE_LEASE)
def end_event(event_id: str, after: str, *, now: datetime) -> None:
    services.event_end(event_id=UUID(event_id), after=after, now=now)


@job(OFFER_NEXT)
def offer_next(event_id: str, *, now: datetime) -> None:
    services.waiting_offer_next(event_id=UUID(event_id), now=now)


@job(JOINED_SEND, max_attempts=20)
def send_waiting_joined(entry_id: str, *, now: datetime) -> None:
    services.waiting_joined_send(entry_id=UUID(entry_id), now=now)


@job(OFFER_SEND, max_attempts=20)
def send_waiting_offer(entry_id: str, *, now: datetime) -> None:
    services.waiting_offer_send(entry_id=UUID(entry_id), now=now)


@periodic("registrations.expire_unpaid", every=timedelta(minutes=1))
def expire_unpaid(*, now: datetime) -> None:
    """Let go of approved places that nobody paid."""
    services.unpaid_expire(now=now)


@periodic("registrations.expire_offers", every=timedelta(minutes=1))
def expire_offers(*, now: datetime) -> None:
    """End offers that nobody took."""
    services.offers_expire(now=now)


@periodic("registrations.offer_free_places", every=timedelta(minutes=5))
def offer_free_places(*, now: datetime) -> None:
    """Owe offers wherever somebody waits: a ticket may have come on sale, which is no news."""
    with transaction.atomic():
        for event_id in events_waited_for(now=now):
            services.waiting_offer_owe(event_id=event_id)
