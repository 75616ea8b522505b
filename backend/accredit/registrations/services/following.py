"""What becomes of places when their event moves or is called off, when an address is proven, when time runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accounts.selectors import user_get
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.closing import order_close
from accredit.core import jobs
from accredit.core.constraints import violates
from accredit.core.errors import ProblemError
from accredit.core.outbox import publish
from accredit.events.models import Event, EventChange
from accredit.events.rules.events import EventStatus
from accredit.registrations.domain_events import RegistrationClaimed
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.rules.registrations import ACTIVE, CancelledBecause, RegistrationStatus

from .ending import registration_cancel
from .places import expire
from .purchasable import ONE_ACTIVE
from .telling import CHANGE, ending_owe, event_end_owe
from .waiting import waiting_end

CHANGE_TELL = "registrations.change_tell"
AT_ONCE = 100
EXPIRED_AT_ONCE = 200


class PlacesStillStand(RuntimeError):
    """Some places of an event that was called off could not be ended yet; the job comes back to them."""


def change_tell(*, change_id: UUID, after: str) -> None:
    """Owe a mail to each of the next hundred people who are registered, and then the next hundred."""
    change = EventChange.objects.get(pk=change_id)
    with transaction.atomic():
        ids = _page(change.event_id, after)
        for registration_id in ids:
            key = f"{CHANGE}:{registration_id}:{change_id}"
            jobs.enqueue(CHANGE, str(registration_id), str(change_id), unique_key=key)
        if len(ids) == AT_ONCE:
            change_tell_owe(change_id=change_id, after=str(ids[-1]))


def change_tell_owe(*, change_id: UUID, after: str = "") -> None:
    """Owe the telling of a change, those after an id first passed over."""
    jobs.enqueue(CHANGE_TELL, str(change_id), after, unique_key=f"{CHANGE_TELL}:{change_id}:{after}")


def event_end(*, event_id: UUID, after: str, now: datetime) -> None:
    """End the next hundred places of an event that was called off, each in a transaction of its own with all of its
    money, and owe the next hundred. Killed anywhere and run again, it goes on with those that still stand.

    Raises PlacesStillStand when some could not be ended, so that the job is tried again.
    """
    event = Event.objects.select_related("organization").get(pk=event_id)
    if event.status != EventStatus.CANCELLED:
        return
    ids = _page(event_id, after)
    if len(ids) == AT_ONCE:
        with transaction.atomic():
            event_end_owe(event_id=event_id, after=str(ids[-1]))
    if not after:
        waiting_end(event_id=event_id, now=now)
    if left := [registration_id for registration_id in ids if not _end(registration_id, now)]:
        raise PlacesStillStand(f"{len(left)} places of event {event_id} still stand.")


def places_claim(*, user_id: UUID, now: datetime) -> int:
    """Give a person the places that were booked for their address before it was known to be theirs, unless they have
    another one in the same event. Returns how many. Again does nothing."""
    user = user_get(user_id=user_id)
    if not user.email_verified:
        return 0
    WaitingEntry.objects.filter(person=None, email=user.email).update(person=user)
    claimed = 0
    for row in Registration.objects.filter(person=None, email=user.email).order_by("id"):
        try:
            with transaction.atomic():
                if Registration.objects.filter(pk=row.pk, person=None).update(person=user):
                    news = RegistrationClaimed(row.id, row.event_id)
                    publish(news, organization_id=row.organization_id, actor_id=user_id)
                    claimed += 1
        except IntegrityError as error:
            if not any(violates(error, Registration, name) for name in ONE_ACTIVE):
                raise
    return claimed


def unpaid_expire(*, now: datetime) -> int:
    """Let approved places go whose time to pay is over; those in an order end with their order. Returns how many."""
    over = Registration.objects.filter(
        status=RegistrationStatus.PENDING_PAYMENT, order_id=None, hold_expires_at__lte=now
    )
    done = 0
    for registration_id in list(over.order_by("hold_expires_at").values_list("id", flat=True)[:EXPIRED_AT_ONCE]):
        with transaction.atomic():
            # Held, so that nobody begins to pay meanwhile.
            row = over.select_related("ticket_type").select_for_update(of=("self",)).filter(pk=registration_id).first()
            done += row is not None and expire(row, now=now)
    return done


def _page(event_id: UUID, after: str) -> Sequence[UUID]:
    rows = Registration.objects.filter(event_id=event_id, status__in=ACTIVE).order_by("id")
    if after:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("id", flat=True)[:AT_ONCE])


def _end(registration_id: UUID, now: datetime) -> bool:
    """Whether this place has come to its end."""
    row = Registration.objects.select_related("event", "organization", "ticket_type").get(pk=registration_id)
    try:
        if row.status == RegistrationStatus.PENDING_PAYMENT and row.order_id is not None:
            order_close(order_id=row.order_id, wanted=OrderStatus.CANCELLED, now=now)
            _tell_unpaid(row.event_id, row.order_id)
            row.refresh_from_db()
            return row.status != RegistrationStatus.PENDING_PAYMENT
        if row.status in ACTIVE:
            registration_cancel(
                registration=row,
                actor_id=None,
                reason="",
                refund=True,
                may_refund=True,  # whoever calls an event off promises it to everybody
                because=CancelledBecause.EVENT,
                now=now,
            )
    except ProblemError:  # Stripe is away, or somebody was faster: the next run sees what is left
        return False
    return True


def _tell_unpaid(event_id: UUID, order_id: UUID) -> None:
    """Those whose unpaid order went with the event learn why."""
    rows = Registration.objects.filter(event_id=event_id, order_id=order_id, status=RegistrationStatus.CANCELLED)
    for row in rows.filter(cancelled_because=CancelledBecause.UNPAID):
        with transaction.atomic():
            mine = Registration.objects.filter(pk=row.pk, cancelled_because=CancelledBecause.UNPAID)
            if mine.update(cancelled_because=CancelledBecause.EVENT):
                ending_owe(row, back=None)
