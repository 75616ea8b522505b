"""Placing an order, letting it go, and the moment at which it is paid. Nothing here leaves the process."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from accredit.accounts.selectors import user_get
from accredit.billing.domain_events import OrderCancelled, OrderExpired, OrderPaid, OrderPlaced
from accredit.billing.exceptions import AlreadyBought, AmountNotChargeable, CartFull, CodeNeedsAccount
from accredit.billing.models import CartItem, CheckoutAttempt, Order, OrderLine
from accredit.billing.rules.charges import why_not_chargeable
from accredit.billing.rules.orders import (
    HOLD,
    LINES_AT_MOST,
    LIVE_ATTEMPTS,
    UNFINISHED,
    AttemptStatus,
    OrderStatus,
    sources,
)
from accredit.billing.selectors import order_lines
from accredit.billing.services.balances import sale_book
from accredit.billing.services.discounts import discount
from accredit.billing.services.invoices import invoices_issue
from accredit.billing.services.purchasables import ItemRef, by_kind, purchasable
from accredit.billing.services.quotes import Basket, quote_basket
from accredit.billing.services.receipts import receipt_owe
from accredit.core.constraints import violates
from accredit.core.errors import ProblemError
from accredit.core.outbox import publish

_NUMBER_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def order_place(
    *, buyer_id: UUID | None, email: str = "", items: Sequence[ItemRef], promo_code: str = "", now: datetime
) -> Order:
    """Order these items at their present prices and hold them for 35 minutes. An order of nothing is paid at once. A
    guest has no `buyer_id` but an `email`, and no promo code.

    Raises what `quote_basket` raises, AlreadyBought, AmountNotChargeable, CartFull, CodeNeedsAccount, and what the
    items' own apps raise when they cannot be had (AlreadyEnrolled, SoldOut); then nothing is kept.
    """
    if promo_code.strip() and buyer_id is None:
        raise CodeNeedsAccount
    basket = quote_basket(items=items, buyer_id=buyer_id, promo_code=promo_code, now=now)
    if len(basket.lines) > LINES_AT_MOST:
        raise CartFull
    total = basket.totals.total
    if total and (reason := why_not_chargeable(total)):
        raise AmountNotChargeable(reason)
    order = _order_of(basket, buyer_id, email or _email_of(buyer_id), now)
    try:
        with transaction.atomic():
            order.save(force_insert=True)
            OrderLine.objects.bulk_create(_lines_of(order, basket))
            publish(OrderPlaced(order.id, buyer_id), organization_id=_sole_seller(order), actor_id=buyer_id)
            _reserve(order, buyer_id, now)
            if not total:
                order_settle(order_id=order.id, coming_from=UNFINISHED, now=now)
    except IntegrityError as error:
        if violates(error, OrderLine, "order_line_bought_once"):
            raise AlreadyBought from error
        raise
    order.refresh_from_db()
    return order


def order_settle(*, order_id: UUID, coming_from: frozenset[OrderStatus], now: datetime) -> bool:
    """Turn an order that is in one of these states into a paid one: owe its sellers, issue their invoices, tell of it.
    False when it is in none of these states.

    Runs in the caller's transaction, together with the payment that it follows from.
    """
    if OrderStatus.OPEN in coming_from:
        Order.objects.filter(pk=order_id, status=OrderStatus.OPEN).update(status=OrderStatus.PENDING)
    if not Order.objects.filter(pk=order_id, status__in=coming_from - {OrderStatus.OPEN}).update(
        status=OrderStatus.PAID, paid_at=now, hold_expires_at=None
    ):
        return False
    order, lines = Order.objects.get(pk=order_id), order_lines(order_id=order_id)
    in_cart = Q(pk=None)
    for line in lines:
        in_cart |= Q(item_kind=line.item_kind, item_id=line.item_id)
    if order.buyer_id is not None:
        CartItem.objects.filter(in_cart, user_id=order.buyer_id).delete()
    CheckoutAttempt.objects.filter(order_id=order_id, status__in=LIVE_ATTEMPTS, session_id=None).update(
        status=AttemptStatus.ABANDONED
    )
    publish(OrderPaid(order_id, order.buyer_id), organization_id=_sole_seller(order), actor_id=order.buyer_id)
    sale_book(lines=lines, now=now)
    invoices = invoices_issue(order=order, lines=lines, now=now)
    receipt_owe(order_id=order_id, wait_for_invoices=bool(invoices), now=now)
    return True


def order_retake(*, order_id: UUID, now: datetime) -> bool:
    """Late money: take again what an expired or cancelled order had let go, and call it paid.

    False, with nothing changed, when the order is in no such state or the items cannot be had any more.
    """
    late = frozenset({OrderStatus.EXPIRED, OrderStatus.CANCELLED})
    try:
        with transaction.atomic():
            if not order_settle(order_id=order_id, coming_from=late, now=now):
                return False
            OrderLine.objects.filter(order_id=order_id).update(claims_item=True)
            order = Order.objects.get(pk=order_id)
            _reserve(order, order.buyer_id, now)
    except IntegrityError as error:
        if violates(error, OrderLine, "order_line_bought_once"):
            return False
        raise
    except ProblemError:
        # What the items' apps and the promo code's app raise when they cannot be had: somebody has taken the seat.
        return False
    return True


def order_release(*, order_id: UUID, wanted: OrderStatus, now: datetime) -> bool:
    """Let go of an unfinished order (`wanted` is expired or cancelled) and of all it holds; False when it is finished.

    A payment page that may still be paid must have been closed at Stripe before.
    """
    with transaction.atomic():
        if not Order.objects.filter(pk=order_id, status__in=sources(wanted)).update(
            status=wanted, hold_expires_at=None
        ):
            return False
        order = Order.objects.get(pk=order_id)
        lines = order_lines(order_id=order_id)
        OrderLine.objects.filter(order_id=order_id).update(claims_item=False)
        for kind, item_ids in by_kind([ItemRef(line.item_kind, line.item_id) for line in lines]).items():
            purchasable(kind).release(item_ids=item_ids, order_id=order_id, now=now)
        if order.discount_id is not None:
            discount().release(discount_id=order.discount_id, order_id=order_id, now=now)
        CheckoutAttempt.objects.filter(order_id=order_id, status__in=LIVE_ATTEMPTS).update(status=AttemptStatus.EXPIRED)
        news = OrderExpired if wanted == OrderStatus.EXPIRED else OrderCancelled
        publish(news(order_id, order.buyer_id), organization_id=_sole_seller(order), actor_id=None)
    return True


def _order_of(basket: Basket, buyer_id: UUID | None, email: str, now: datetime) -> Order:
    totals, reduction = basket.totals, basket.reduction
    return Order(
        created_at=now,
        number=_new_number(),
        buyer_id=buyer_id,
        email=email,
        currency=basket.currency,
        subtotal_amount=totals.subtotal.amount,
        discount_amount=totals.discount.amount,
        tax_amount=totals.tax.amount,
        total_amount=totals.total.amount,
        discount_id=reduction.discount_id if reduction else None,
        promo_code=reduction.code if reduction else "",
        hold_expires_at=now + HOLD,
    )


def _lines_of(order: Order, basket: Basket) -> list[OrderLine]:
    return [
        OrderLine(
            created_at=order.created_at,
            order=order,
            organization_id=line.quote.organization_id,
            buyer_id=order.buyer_id,
            position=position,
            item_kind=line.quote.item_kind,
            item_id=line.quote.item_id,
            product_kind=line.quote.product.item_kind,
            product_id=line.quote.product.item_id,
            title=line.quote.title,
            currency=order.currency,
            list_amount=line.price.listed.amount,
            discount_amount=line.price.discount.amount,
            net_amount=line.price.net.amount,
            tax_amount=line.price.tax.amount,
            gross_amount=line.price.gross.amount,
            tax_rate_basis_points=line.tax.basis_points,
            tax_inclusive=line.tax.inclusive,
            tax_label=line.tax.label,
        )
        for position, line in enumerate(basket.lines)
    ]


def _reserve(order: Order, buyer_id: UUID | None, now: datetime) -> None:
    """Take seats and the code's use: the rows that many buyers want, and so the last that are touched."""
    lines = order_lines(order_id=order.id)
    for kind, item_ids in by_kind([ItemRef(line.item_kind, line.item_id) for line in lines]).items():
        purchasable(kind).reserve(
            item_ids=item_ids, buyer_id=buyer_id, order_id=order.id, hold_until=order.hold_expires_at or now, now=now
        )
    if order.discount_id is not None and buyer_id is not None:
        discount().reserve(discount_id=order.discount_id, order_id=order.id, buyer_id=buyer_id, now=now)


def _email_of(buyer_id: UUID | None) -> str:
    return user_get(user_id=buyer_id).email if buyer_id is not None else ""


def _sole_seller(order: Order) -> UUID | None:
    """Whose audit trail the news belongs to: nobody's when an order is of several sellers."""
    sellers = set(OrderLine.objects.filter(order_id=order.id).values_list("organization_id", flat=True))
    return sellers.pop() if len(sellers) == 1 else None


def _new_number() -> str:
    """Ten random characters that survive being read aloud; 50 bits, so that two alike are no concern."""
    text = "".join(secrets.choice(_NUMBER_ALPHABET) for _ in range(10))
    return f"{text[:5]}-{text[5:]}"
