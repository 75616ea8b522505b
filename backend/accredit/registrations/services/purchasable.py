"""What `billing` asks of places that are sold, and of the tickets that they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.billing.exceptions import ItemNotForSale
from accredit.billing.models import Order, OrderLine
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.purchasables import ItemRef, Quote
from accredit.core.constraints import violates
from accredit.core.money import Money
from accredit.events.models import Event, TicketType
from accredit.events.rules.events import EventStatus
from accredit.registrations.exceptions import AlreadyRegistered, RegistrationClosed
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import REGISTRATION_KIND, CancelledBecause, RegistrationStatus

from .places import cancel, confirm, expire, places_hold

TICKET_KIND, EVENT_KIND = "ticket", "event"
"""How a ticket and an event are called where codes are for them; neither is ordered itself."""
QUOTED = (RegistrationStatus.PENDING_PAYMENT, RegistrationStatus.EXPIRED, RegistrationStatus.CANCELLED)
"""States in which somebody may still pay, or pays late."""


class RegistrationPurchasable:
    """One person's place, at the price that it had when it was asked for."""

    kind = REGISTRATION_KIND

    def quote(self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, now: datetime) -> list[Quote]:
        """One query."""
        rows = Registration.objects.select_related("event", "ticket_type").filter(pk__in=item_ids, status__in=QUOTED)
        return [
            Quote(
                item_kind=REGISTRATION_KIND,
                item_id=row.id,
                organization_id=row.organization_id,
                title=_title(row.event.title, row.ticket_type.name),
                unit=Money(row.price_amount, row.price_currency),
                groups=(ItemRef(TICKET_KIND, row.ticket_type_id), ItemRef(EVENT_KIND, row.event_id)),
            )
            for row in rows
        ]

    def reserve(
        self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, order_id: UUID, hold_until: datetime, now: datetime
    ) -> None:
        """Hold a place for each until the order ends. Late money takes a place again and confirms.

        Raises SoldOut, AlreadyRegistered (they have registered anew meanwhile), RegistrationClosed (also for an event
        that is over or called off: late money goes back).
        """
        rows = list(Registration.objects.select_related("event", "ticket_type").filter(pk__in=item_ids).order_by("id"))
        late = [row for row in rows if row.status in (RegistrationStatus.EXPIRED, RegistrationStatus.CANCELLED)]
        if not all(_goes_on(row.event, now) for row in rows):
            raise RegistrationClosed
        waiting = Registration.objects.filter(pk__in=item_ids, status=RegistrationStatus.PENDING_PAYMENT, order_id=None)
        count = waiting.update(order_id=order_id, hold_expires_at=hold_until)
        if count + len(late) < len(rows) or any(row.order_id != order_id for row in late):
            raise RegistrationClosed
        _note_lines(order_id, item_ids)
        try:
            with transaction.atomic():
                confirm(late, actor_id=buyer_id, now=now)
        except IntegrityError as error:
            if any(violates(error, Registration, name) for name in ONE_ACTIVE):
                raise AlreadyRegistered from error
            raise
        places_hold(rows)

    def release(self, *, item_ids: Sequence[UUID], order_id: UUID, now: datetime) -> None:
        """The order ended unpaid: so did what it held, but for what an organizer has approved and may be paid still."""
        cancelled = Order.objects.filter(pk=order_id, status=OrderStatus.CANCELLED).exists()
        rows = Registration.objects.select_related("ticket_type").filter(pk__in=item_ids, order_id=order_id)
        for row in rows.order_by("id"):
            if cancelled:
                cancel(row, because=CancelledBecause.UNPAID, reason="", actor_id=None, now=now)
            elif row.pay_until is not None and row.pay_until > now:
                Registration.objects.filter(pk=row.pk, status=RegistrationStatus.PENDING_PAYMENT).update(
                    order_id=None, order_line_id=None, hold_expires_at=row.pay_until
                )
            else:
                expire(row, now=now)


class TicketPurchasable:
    """Tickets as things that have a price and that codes may be for; what is ordered is a person's place."""

    kind = TICKET_KIND

    def quote(self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, now: datetime) -> list[Quote]:
        """Present prices of tickets that are not closed. One query."""
        rows = TicketType.objects.select_related("event").filter(pk__in=item_ids, closed_at=None)
        return [
            Quote(
                item_kind=TICKET_KIND,
                item_id=row.id,
                organization_id=row.organization_id,
                title=_title(row.event.title, row.name),
                unit=Money(row.price_amount, row.price_currency),
                groups=(ItemRef(TICKET_KIND, row.id), ItemRef(EVENT_KIND, row.event_id)),
            )
            for row in rows
        ]

    def reserve(
        self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, order_id: UUID, hold_until: datetime, now: datetime
    ) -> None:
        """Raises ItemNotForSale: register, and the place is ordered."""
        raise ItemNotForSale("Register for the event first; then its place is paid.")

    def release(self, *, item_ids: Sequence[UUID], order_id: UUID, now: datetime) -> None:
        """Nothing was held."""


ONE_ACTIVE = ("registration_active_once", "registration_email_active_once")


def _goes_on(event: Event, now: datetime) -> bool:
    """Whether there is still something to pay for."""
    return event.status == EventStatus.PUBLISHED and event.ends_at is not None and event.ends_at > now


def _note_lines(order_id: UUID, item_ids: Sequence[UUID]) -> None:
    """Each place knows the line that pays for it."""
    lines = OrderLine.objects.filter(order_id=order_id, item_kind=REGISTRATION_KIND, item_id__in=item_ids)
    for line_id, item_id in lines.values_list("id", "item_id"):
        Registration.objects.filter(pk=item_id).update(order_line_id=line_id)


def _title(event: str, ticket: str) -> str:
    return f"{event} · {ticket}"[:200]
