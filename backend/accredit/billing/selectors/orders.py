"""Reads of carts, orders, sales, refunds and payments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accredit.billing.exceptions import NoSuchCartItem, NoSuchOrder, NoSuchRefund
from accredit.billing.models import (
    CartItem,
    CheckoutAttempt,
    Invoice,
    Order,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
)
from accredit.billing.rules.balances import LineStanding, line_standing
from accredit.billing.rules.orders import LIVE_ATTEMPTS, UNFINISHED
from accredit.billing.rules.refunds import RefundStatus
from accredit.organizations.models import Organization


def cart_items(*, user_id: UUID) -> QuerySet[CartItem]:
    """A person's cart, in the order in which it was filled."""
    return CartItem.objects.filter(user_id=user_id).order_by("created_at", "id")


def cart_item_get(*, user_id: UUID, cart_item_id: UUID) -> CartItem:
    """One thing in this person's cart. Raises NoSuchCartItem, also for somebody else's."""
    found = cart_items(user_id=user_id).filter(pk=cart_item_id).first()
    if found is None:
        raise NoSuchCartItem
    return found


def cart_holds(*, user_id: UUID, item_kind: str, item_id: UUID) -> bool:
    """Whether a thing lies in a person's cart."""
    return CartItem.objects.filter(user_id=user_id, item_kind=item_kind, item_id=item_id).exists()


def bought(*, buyer_id: UUID, item_kind: str, item_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these items the person has paid for and not been wholly refunded."""
    lines = OrderLine.objects.filter(
        buyer_id=buyer_id, item_kind=item_kind, item_id__in=list(item_ids), claims_item=True
    )
    return set(lines.exclude(order__status__in=UNFINISHED).values_list("item_id", flat=True))


def orders_of(*, buyer_id: UUID) -> QuerySet[Order]:
    """A person's orders with lines, sellers and their invoices, in four queries whatever their number."""
    documents = Prefetch("invoices", _documents())
    return Order.objects.filter(buyer_id=buyer_id).prefetch_related("lines__organization", documents)


def order_get(*, order_id: UUID, buyer_id: UUID) -> Order:
    """One of this person's orders with its lines. Raises NoSuchOrder, also for somebody else's."""
    found = orders_of(buyer_id=buyer_id).filter(pk=order_id).first()
    if found is None:
        raise NoSuchOrder
    return found


def order_lines(*, order_id: UUID) -> list[OrderLine]:
    """An order's lines in their order."""
    return list(OrderLine.objects.filter(order_id=order_id).order_by("position"))


def standing_of_line(*, line_id: UUID) -> LineStanding:
    """Whether what a line bought is paid for, in one query; unpaid for a line that is not there."""
    line = OrderLine.objects.select_related("order").filter(pk=line_id).first()
    if line is None:
        return LineStanding.UNPAID
    order = line.order
    return line_standing(paid=order.paid_at is not None, claims_item=line.claims_item, order_status=order.status)


def sales_of(*, organization: Organization, order_id: UUID | None = None) -> QuerySet[OrderLine]:
    """What an organization has sold, or what of it belongs to one order: lines of orders that were paid, with order,
    buyer, refunds and the documents that it has issued for the order, in three queries."""
    found = _sold(organization)
    if order_id:
        found = found.filter(order_id=order_id)
    refunds = RefundLine.objects.select_related("refund").order_by("created_at", "id")
    documents = _documents().filter(organization=organization)
    return found.prefetch_related(Prefetch("refund_lines", refunds), Prefetch("order__invoices", documents))


def sold_lines(*, organization: Organization, order_id: UUID) -> list[OrderLine]:
    """This organization's lines of a paid order. Raises NoSuchOrder when it has none in it."""
    lines = list(_sold(organization).filter(order_id=order_id).order_by("position"))
    if not lines:
        raise NoSuchOrder
    return lines


def refunds_of(
    *, organization: Organization, status: RefundStatus | None = None, order_id: UUID | None = None
) -> QuerySet[Refund]:
    """Refunds that name lines of this organization, all or those of one state or order, with those lines, the buyer
    and the credit notes, in three queries."""
    mine = RefundLine.objects.filter(organization=organization)
    found = Refund.objects.filter(pk__in=mine.values("refund_id"))
    if status:
        found = found.filter(status=status)
    if order_id:
        found = found.filter(payment__order_id=order_id)
    documents = _documents().filter(organization=organization)
    return found.select_related("payment__order__buyer").prefetch_related(
        Prefetch("lines", mine.select_related("order_line").order_by("order_line__position")),
        Prefetch("payment__order__invoices", documents),
    )


def refund_get(*, organization: Organization, refund_id: UUID) -> Refund:
    """One refund of this organization's lines. Raises NoSuchRefund."""
    found = refunds_of(organization=organization).filter(pk=refund_id).first()
    if found is None:
        raise NoSuchRefund
    return found


def payment_kept(*, order_id: UUID) -> Payment | None:
    """The payment that an order was paid by: the first that did not go back at once."""
    payments = Payment.objects.filter(order_id=order_id).exclude(refunds__reason__in=["late_money", "paid_twice"])
    return payments.order_by("received_at", "id").first()


def unfinished_orders(*, buyer_id: UUID, items: Iterable[tuple[str, UUID]]) -> list[Order]:
    """The person's open and pending orders that hold any of these items, oldest first."""
    any_item = Q()
    for kind, item_id in items:
        any_item |= Q(item_kind=kind, item_id=item_id)
    holding = OrderLine.objects.filter(any_item, buyer_id=buyer_id, claims_item=True).values("order_id")
    return list(Order.objects.filter(pk__in=holding, status__in=UNFINISHED).order_by("created_at", "id"))


def live_attempt(*, order_id: UUID) -> CheckoutAttempt | None:
    """The order's one attempt that may still end in a payment."""
    return CheckoutAttempt.objects.filter(order_id=order_id, status__in=LIVE_ATTEMPTS).first()


def holds_over(*, now: datetime, limit: int) -> list[UUID]:
    """Unfinished orders whose hold has ended, the longest overdue first."""
    over = Order.objects.filter(status__in=UNFINISHED, hold_expires_at__lte=now)
    return list(over.order_by("hold_expires_at").values_list("id", flat=True)[:limit])


def attempts_to_check(*, now: datetime, limit: int) -> list[UUID]:
    """Attempts that have a session, no end, and were not heard of for a while."""
    due = CheckoutAttempt.objects.filter(status__in=LIVE_ATTEMPTS, next_check_at__lte=now, session_id__isnull=False)
    return list(due.order_by("next_check_at").values_list("id", flat=True)[:limit])


def _sold(organization: Organization) -> QuerySet[OrderLine]:
    """Lines of paid orders with order and buyer, in one query."""
    lines = OrderLine.objects.filter(organization=organization, order__paid_at__isnull=False)
    return lines.select_related("order", "buyer")


def _documents() -> QuerySet[Invoice]:
    """Invoices and credit notes with their issuers, oldest first."""
    return Invoice.objects.select_related("organization").order_by("created_at", "id")
