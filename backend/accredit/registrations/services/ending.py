"""How a place ends: given up, taken away, refunded; and how it comes back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accounts.selectors import users_by_ids
from accredit.billing.models import Order, OrderLine
from accredit.billing.rules.orders import REFUNDABLE, OrderStatus
from accredit.billing.services.closing import order_close
from accredit.billing.services.seller_refunds import refund_lines
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.money import Money
from accredit.core.outbox import publish
from accredit.events.exceptions import SoldOut
from accredit.events.rules.refunds import refund_due
from accredit.organizations.permissions import Permission, members_with
from accredit.registrations.domain_events import RegistrationRestored
from accredit.registrations.exceptions import RefundNotAllowed, TooLateToCancel
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import (
    REGISTRATION_KIND,
    CancelledBecause,
    RegistrationStatus,
    sources,
)

from .places import cancel, confirm, places_hold
from .purchasable import ONE_ACTIVE
from .telling import ending_owe

NAMED = 3
"""So many of those who may send money back are named to somebody who may not."""


def registration_cancel_own(*, registration: Registration, actor_id: UUID | None, now: datetime) -> Money | None:
    """The person, or who booked for them, gives the place up before the event begins. What the policy promised then
    goes back; returns it, None when nothing does. An unpaid order is closed at Stripe first, with all that it holds;
    whoever else loses a place with it is told.

    Raises TooLateToCancel, IllegalTransition, PaymentProviderUnavailable.
    """
    if registration.event.starts_at is not None and registration.event.starts_at <= now:
        raise TooLateToCancel
    if registration.status == RegistrationStatus.PENDING_PAYMENT and registration.order_id is not None:
        order_close(order_id=registration.order_id, wanted=OrderStatus.CANCELLED, now=now)
        registration.refresh_from_db()
        if registration.status != RegistrationStatus.CANCELLED:
            raise IllegalTransition("registration", registration.status, RegistrationStatus.CANCELLED)
        with transaction.atomic():
            _tell_others(registration)
        return None
    return _end(registration, CancelledBecause.PERSON, "", share=None, actor_id=actor_id, now=now)


def registration_cancel(
    *, registration: Registration, actor_id: UUID | None, reason: str, refund: bool, now: datetime,
    may_refund: bool = False, because: CancelledBecause = CancelledBecause.ORGANIZER,
) -> Money | None:  # fmt: skip
    """The organizer takes a place away, also one that was attended, with all of the money or none of it. An unpaid
    order is closed at Stripe first, with all that it holds, so that nobody pays for what they do not get; whoever else
    loses a place with it is told. `may_refund`: whether the one who acts may send money back at all.

    Returns what goes back. Raises RefundNotAllowed, and then nothing has changed, IllegalTransition,
    PaymentProviderUnavailable.
    """
    if registration.status == RegistrationStatus.PENDING_PAYMENT and registration.order_id is not None:
        order_close(order_id=registration.order_id, wanted=OrderStatus.CANCELLED, now=now)
        registration.refresh_from_db()
        if _ended_with_order(registration, because, reason):
            return None
    share = 100 if refund else 0
    with transaction.atomic():
        back = _end(registration, because, reason, share=share, actor_id=actor_id, now=now)
        if back is not None and not may_refund:
            raise RefundNotAllowed(_whom_to_ask(registration.organization_id))
    return back


def order_lines_follow(*, order_id: UUID, now: datetime) -> None:
    """Make the places of every line of an order follow its rows; again does nothing."""
    lines = OrderLine.objects.filter(order_id=order_id, item_kind=REGISTRATION_KIND)
    for line_id in lines.order_by("id").values_list("id", flat=True):
        order_line_follow(line_id=line_id, now=now)


def order_line_follow(*, line_id: UUID, now: datetime) -> None:
    """Make the place that a line pays for follow the line: paid means confirmed, wholly given back means cancelled, and
    a refund that the bank returned means restored, where there is a place. Money for a place that ended while it was on
    its way goes back. News of these comes in any order and more than once. Order and line are held meanwhile, so that
    what is read of them still holds when it is acted upon.
    """
    line = OrderLine.objects.filter(pk=line_id, item_kind=REGISTRATION_KIND).first()
    if line is None:
        return
    with transaction.atomic():
        order = _order_hold(line.order_id)
        line = OrderLine.objects.select_for_update().get(pk=line_id)
        if order is None or order.paid_at is None:
            return
        registration = _of_line(line)
        if registration is None:
            return
        if not line.claims_item:
            _end_refunded(line, registration, now=now)
        elif registration.status == RegistrationStatus.PENDING_PAYMENT:
            confirm([registration], actor_id=None, now=now)
        elif _ended_unpaid(registration):
            if back := _refund(registration, 100, None, now):
                ending_owe(registration, back=back)
        elif registration.cancelled_because == CancelledBecause.REFUND:
            _restore(registration, now=now)


def _end(
    registration: Registration,
    because: CancelledBecause,
    reason: str,
    *,
    share: int | None,
    actor_id: UUID | None,
    now: datetime,
) -> Money | None:
    """`share` percent of what was paid goes back; None: what the policy says."""
    with transaction.atomic():
        _order_hold(registration.order_id)
        registration.refresh_from_db(fields=["status"])  # what was waited for may have confirmed it
        if not cancel(registration, because=because, reason=reason, actor_id=actor_id, now=now):
            raise IllegalTransition("registration", registration.status, RegistrationStatus.CANCELLED)
        back = _refund(registration, share, actor_id, now)
        ending_owe(registration, back=back)
        return back


def _order_hold(order_id: UUID | None) -> Order | None:
    """Hold an order in the caller's transaction, before anything else of it: rows are locked in the order in which
    billing does it, the order, its lines, the places that these pay for, and last the capacity. Whoever ended a place
    first and asked for its money then would wait for somebody who waits for the place."""
    return Order.objects.select_for_update().filter(pk=order_id).first() if order_id else None


def _whom_to_ask(organization_id: UUID) -> str:
    able = users_by_ids(members_with(Permission.REFUND_ORDERS, organization_id=organization_id)).values()
    names = sorted(one.display_name for one in able)[:NAMED]
    return f"{RefundNotAllowed.title} Ask {' or '.join(names)}, or take the place away without the money."


def _refund(registration: Registration, share: int | None, actor_id: UUID | None, now: datetime) -> Money | None:
    """Ask billing for what goes back of the line that paid, less what went back already."""
    line = (
        OrderLine.objects.select_related("order").filter(pk=registration.order_line_id).first()
        if registration.order_line_id
        else None
    )
    if line is None or line.order.status not in REFUNDABLE:
        return None
    paid = Money(line.gross_amount, line.currency)
    if share is None:
        starts_at = registration.event.starts_at
        due = refund_due(registration.refund_tiers, paid=paid, starts_at=starts_at, now=now) if starts_at else paid
    else:
        due = paid.share(share, 100)
    amount = min(due.amount, line.gross_amount - line.refunded_amount)
    if amount <= 0:
        return None
    refund_lines(
        organization=registration.organization, actor_id=actor_id, order_id=line.order_id, amounts={line.id: amount}
    )
    return Money(amount, line.currency)


def _ended_with_order(registration: Registration, because: CancelledBecause, reason: str) -> bool:
    """Whether the place went with its unpaid order; then it says why, and its person is told."""
    with transaction.atomic():
        gone = Registration.objects.filter(
            pk=registration.pk, status=RegistrationStatus.CANCELLED, cancelled_because=CancelledBecause.UNPAID
        )
        if not gone.update(cancelled_because=because, cancel_reason=reason):
            return False
        registration.refresh_from_db()
        ending_owe(registration, back=None)
        _tell_others(registration)
    return True


def _tell_others(registration: Registration) -> None:
    """Owe the mail to those who lost their places because this one was in the same unpaid order, which was closed."""
    for row in Registration.objects.filter(
        order_id=registration.order_id,
        status=RegistrationStatus.CANCELLED,
        cancelled_because=CancelledBecause.UNPAID,
    ).exclude(pk=registration.pk):
        ending_owe(row, back=None)


def _ended_unpaid(registration: Registration) -> bool:
    """Whether somebody ended the place while its money was still on the way."""
    return (
        registration.status == RegistrationStatus.CANCELLED
        and registration.status_before == RegistrationStatus.PENDING_PAYMENT
        and registration.cancelled_because != CancelledBecause.REFUND
    )


def _end_refunded(line: OrderLine, registration: Registration | None, *, now: datetime) -> None:
    """End the place of a line that was wholly given back. Somebody may pass it on, or minutes may be worked out,
    between reading and writing: then it is read again."""
    while registration is not None and registration.status in sources(RegistrationStatus.CANCELLED):
        if cancel(registration, because=CancelledBecause.REFUND, reason="", actor_id=None, now=now):
            ending_owe(registration, back=Money(line.refunded_amount, line.currency))
            return
        registration = _of_line(line)


def _restore(registration: Registration, *, now: datetime) -> None:
    """The refund came back: the place stands as before, unless somebody else has it by now."""
    wanted = registration.status_before
    try:
        with transaction.atomic():
            restored = Registration.objects.filter(
                pk=registration.pk, status=RegistrationStatus.CANCELLED, cancelled_because=CancelledBecause.REFUND
            ).update(status=wanted, status_before="", cancelled_because="", cancelled_at=None)
            if not restored:
                return
            places_hold([registration])
            publish(
                RegistrationRestored(registration.id, registration.event_id),
                organization_id=registration.organization_id,
                actor_id=None,
            )
    except SoldOut:
        return  # the organizer still has the money, and the seller's console says that the refund failed
    except IntegrityError as error:
        if not any(violates(error, Registration, name) for name in ONE_ACTIVE):
            raise


def _of_line(line: OrderLine) -> Registration | None:
    """Whose place the line pays for now: after a transfer, the successor's."""
    rows = Registration.objects.select_related("event", "organization", "ticket_type").filter(order_line_id=line.id)
    return rows.exclude(status=RegistrationStatus.TRANSFERRED).first()
