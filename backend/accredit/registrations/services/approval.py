"""Places that an organizer decides about first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.rules.events import EventStatus
from accredit.registrations.domain_events import RegistrationChanged
from accredit.registrations.exceptions import RegistrationClosed
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import CancelledBecause, RegistrationStatus

from .places import cancel, confirm, places_hold, step
from .telling import approval_owe, ending_owe

PAY_WITHIN = timedelta(days=3)
"""How long an approved place waits for its payment."""


def registration_approve(*, registration: Registration, actor_id: UUID, now: datetime) -> Registration:
    """pending_approval → confirmed, or → pending_payment with a place that is kept for three days.

    Raises SoldOut, IllegalTransition, RegistrationClosed for an event that is over or called off.
    """
    if registration.event.status != EventStatus.PUBLISHED:
        raise RegistrationClosed
    with transaction.atomic():
        if registration.status != RegistrationStatus.PENDING_APPROVAL:
            raise IllegalTransition("registration", registration.status, "approved")
        if registration.price_amount:
            until = now + PAY_WITHIN
            done = step(registration, RegistrationStatus.PENDING_PAYMENT, hold_expires_at=until, pay_until=until)
            if done:
                approval_owe(registration)
        else:
            done = bool(confirm([registration], actor_id=actor_id, now=now))
        if not done:
            raise IllegalTransition("registration", registration.status, "approved")
        places_hold([registration])
    registration.refresh_from_db()
    return registration


def registration_block(*, registration: Registration, actor_id: UUID, reason: str, now: datetime) -> Registration:
    """Have the door refuse this ticket and say why; an empty reason lets it in again."""
    with transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(blocked_reason=reason.strip())
        publish(
            RegistrationChanged(registration.id, registration.event_id),
            organization_id=registration.organization_id,
            actor_id=actor_id,
        )
    registration.refresh_from_db()
    return registration


def registration_decline(*, registration: Registration, actor_id: UUID, reason: str, now: datetime) -> Registration:
    """pending_approval → cancelled, with the reason that the person is told. Raises IllegalTransition."""
    with transaction.atomic():
        if registration.status != RegistrationStatus.PENDING_APPROVAL or not cancel(
            registration, because=CancelledBecause.DECLINED, reason=reason, actor_id=actor_id, now=now
        ):
            raise IllegalTransition("registration", registration.status, "declined")
        ending_owe(registration, back=None)
    return registration
