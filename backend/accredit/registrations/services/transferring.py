"""Passing a place on to somebody else, who gets a ticket of their own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accounts.selectors import user_by_email
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.rules.events import EventStatus
from accredit.registrations.domain_events import RegistrationTransferred
from accredit.registrations.exceptions import (
    AlreadyCheckedIn,
    AlreadyRegistered,
    RegistrationClosed,
    SamePerson,
    TicketBlocked,
    TooLateToTransfer,
)
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import RegistrationStatus
from accredit.registrations.selectors import was_seen

from .places import confirm, step
from .purchasable import ONE_ACTIVE
from .telling import transfer_owe
from .tickets import new_code


def registration_transfer(
    *, registration: Registration, name: str, email: str, actor_id: UUID | None, now: datetime
) -> Registration:
    """confirmed → transferred: somebody else has the place from now on, and both are told. Returns the successor.

    The place, its price, its refund policy and the line that paid for it go along; the code does not, so the old ticket
    and the old link open nothing. Answers stay behind: they are about the one who gave them. Whoever booked the place
    for another goes on looking after it, but who passed on their own sees no more of it.

    Raises TooLateToTransfer, AlreadyCheckedIn, TicketBlocked, SamePerson, AlreadyRegistered (the other person has a
    place), RegistrationClosed for an event that was called off, IllegalTransition.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            # Held, so that nobody is let in with the old ticket meanwhile.
            held = (
                Registration.objects.select_for_update(of=("self",))
                .select_related("event", "ticket_type")
                .get(pk=registration.pk)
            )
            _check(held, address, now)
            successor = _successor(held, name.strip(), address, now)
            if not step(held, RegistrationStatus.TRANSFERRED, successor_id=successor.id, holds_place=False):
                raise IllegalTransition("registration", held.status, RegistrationStatus.TRANSFERRED)
            successor.save(force_insert=True)
            publish(
                RegistrationTransferred(held.id, successor.id, held.event_id),
                organization_id=held.organization_id,
                actor_id=actor_id,
            )
            confirm([successor], actor_id=actor_id, now=now)
            transfer_owe(held)
    except IntegrityError as error:
        if any(violates(error, Registration, one) for one in ONE_ACTIVE):
            raise AlreadyRegistered("This person has a place in this event already. Yours stands.") from error
        raise
    registration.refresh_from_db()
    return successor


def _check(row: Registration, address: str, now: datetime) -> None:
    if row.status != RegistrationStatus.CONFIRMED:
        raise IllegalTransition("registration", row.status, RegistrationStatus.TRANSFERRED)
    if row.event.status != EventStatus.PUBLISHED:
        raise RegistrationClosed
    if row.event.starts_at is not None and row.event.starts_at <= now:
        raise TooLateToTransfer
    if was_seen(row):
        raise AlreadyCheckedIn
    if row.blocked_reason:
        raise TicketBlocked
    if address == row.email:
        raise SamePerson


def _successor(row: Registration, name: str, address: str, now: datetime) -> Registration:
    account = user_by_email(email=address)
    return Registration(
        created_at=now,
        organization_id=row.organization_id,
        event=row.event,
        ticket_type=row.ticket_type,
        person=account if account is not None and account.email_verified else None,
        booked_by_id=row.booked_by_id if row.booked_by_id != row.person_id else None,
        name=name,
        email=address,
        status=RegistrationStatus.PENDING_PAYMENT,
        code=new_code(),
        price_amount=row.price_amount,
        price_currency=row.price_currency,
        refund_tiers=row.refund_tiers,
        holds_place=True,
        order_id=row.order_id,
        order_line_id=row.order_line_id,
    )
