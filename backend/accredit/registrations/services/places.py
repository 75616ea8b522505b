"""The steps of a registration and the place that it takes: each by conditional update, each in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.core.outbox import publish
from accredit.events.exceptions import SoldOut
from accredit.events.services import places_give_back, places_take
from accredit.registrations.domain_events import RegistrationCancelled, RegistrationConfirmed, RegistrationExpired
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED, CancelledBecause, RegistrationStatus, sources

from .telling import confirmation_owe


def places_hold(registrations: Sequence[Registration]) -> None:
    """Take a place for each that has none, in the caller's transaction; all or SoldOut.

    Capacities in the order of their ids, so that two orders never wait for each other. Call it last: the rows that
    everybody wants stay locked until the commit.
    """
    without = [one for one in registrations if not one.holds_place]
    Registration.objects.filter(pk__in=[one.pk for one in without]).update(holds_place=True)
    wanted = Counter(one.ticket_type.capacity_id for one in without)
    for capacity_id, count in sorted(wanted.items()):
        if not places_take(capacity_id=capacity_id, count=count):
            raise SoldOut


def place_let_go(registration: Registration) -> None:
    """Give the place back if one is held, in the caller's transaction; a second time does nothing."""
    if Registration.objects.filter(pk=registration.pk, holds_place=True).update(holds_place=False):
        places_give_back(
            capacity_id=registration.ticket_type.capacity_id,
            event_id=registration.event_id,
            organization_id=registration.organization_id,
            count=1,
        )


def confirm(registrations: Iterable[Registration], *, actor_id: UUID | None, now: datetime) -> list[Registration]:
    """Confirm those whose state allows it, in the caller's transaction; returns those that were. Places are the
    caller's business."""
    return [one for one in registrations if _confirm(one, actor_id, now)]


def cancel(
    registration: Registration, *, because: CancelledBecause, reason: str, actor_id: UUID | None, now: datetime
) -> bool:
    """End a registration and give its place back, in the caller's transaction. False when it had ended before."""
    before = registration.status
    if not step(
        registration,
        RegistrationStatus.CANCELLED,
        status_before=before,
        cancelled_at=now,
        cancelled_because=because,
        cancel_reason=reason,
        hold_expires_at=None,
    ):
        return False
    place_let_go(registration)
    if before in ADMITTED:
        _tell(RegistrationCancelled, registration, actor_id)
    return True


def expire(registration: Registration, *, now: datetime) -> bool:
    """The hold ran out unpaid: in the caller's transaction. False when it is no longer waited for."""
    if not step(registration, RegistrationStatus.EXPIRED, hold_expires_at=None):
        return False
    place_let_go(registration)
    _tell(RegistrationExpired, registration, None)
    return True


def step(registration: Registration, wanted: RegistrationStatus, **values: Any) -> bool:
    """The one write of a registration's status. False: somebody was faster, or there is no such step."""
    if registration.status not in sources(wanted):
        return False
    changed = Registration.objects.filter(pk=registration.pk, status=registration.status).update(
        status=wanted, **values
    )
    registration.refresh_from_db()
    return bool(changed)


def _confirm(registration: Registration, actor_id: UUID | None, now: datetime) -> bool:
    # Late money also confirms what was cancelled: nothing of that stays.
    if not step(
        registration,
        RegistrationStatus.CONFIRMED,
        confirmed_at=now,
        hold_expires_at=None,
        status_before="",
        cancelled_at=None,
        cancelled_because="",
        cancel_reason="",
    ):
        return False
    _tell(RegistrationConfirmed, registration, actor_id)
    confirmation_owe(registration)
    return True


def _tell(
    news: type[RegistrationCancelled | RegistrationConfirmed | RegistrationExpired],
    registration: Registration,
    actor_id: UUID | None,
) -> None:
    publish(
        news(registration.id, registration.event_id), organization_id=registration.organization_id, actor_id=actor_id
    )
