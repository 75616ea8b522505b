"""From things to buy to a payment page. Rows are written first, Stripe is asked between transactions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accredit.billing.exceptions import (
    AlreadyBought,
    AmountNotChargeable,
    OrderNotPayable,
    PaymentMismatch,
    PaymentProviderFailed,
    PaymentProviderForgot,
    PaymentProviderRefused,
    PaymentSettling,
)
from accredit.billing.gateways import stripe as gateway
from accredit.billing.gateways.stripe import SessionLine
from accredit.billing.models import CheckoutAttempt, Order, OrderLine
from accredit.billing.rules.orders import HOLD, SESSION_LIFE, UNFINISHED, AttemptStatus, OrderStatus
from accredit.billing.selectors import live_attempt, order_get, order_lines, unfinished_orders
from accredit.billing.services.carts import cart_refs
from accredit.billing.services.closing import FIRST_CHECK, order_close
from accredit.billing.services.orders import order_place, order_release
from accredit.billing.services.provider import customer_sync, forget, product_of, product_sync
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.quotes import Basket, quote_basket
from accredit.core.money import Money

FRESH = timedelta(seconds=45)
"""How long an attempt without a session is tried again under its own key; later Stripe would find it too short."""
SPARE = timedelta(minutes=2)
"""A payment page that ends sooner is not worth sending anybody to."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where to pay an order; without a page when there is nothing to pay."""

    order: Order
    session_id: str | None
    url: str | None


def checkout_items(*, buyer_id: UUID, items: Sequence[ItemRef], promo_code: str = "", now: datetime) -> Checkout:
    """Order these items and open a payment page; the same order again, while it is fresh and unchanged, gives the same
    page. An unfinished order of other things or at other prices that holds any of them is given up first.

    Raises what `order_place` raises, PaymentSettling, OrderNotPayable, PaymentProviderUnavailable.
    """
    plain = quote_basket(items=items, buyer_id=buyer_id, now=now)
    refs = [line.quote.ref for line in plain.lines]
    rivals = unfinished_orders(buyer_id=buyer_id, items=refs)
    for rival in rivals:
        if _still_good(rival, plain, promo_code, now):
            return checkout_start(order=rival, now=now)
    if promo_code.strip() and not any(_same_code(rival, promo_code) for rival in rivals):
        # A code that does not hold leaves the older order alone. The older order's own code is held by that order.
        quote_basket(items=refs, buyer_id=buyer_id, promo_code=promo_code, now=now)
    for rival in rivals:
        _give_up(rival, now)
    order = order_place(buyer_id=buyer_id, items=refs, promo_code=promo_code, now=now)
    return checkout_start(order=order, now=now)


def checkout_cart(*, buyer_id: UUID, currency: str = "", promo_code: str = "", now: datetime) -> Checkout:
    """Order what is in the cart (of one currency, if it is given) and open a payment page; see `checkout_items`.

    Raises CartEmpty, MixedCurrencies and what `checkout_items` raises.
    """
    items = cart_refs(user_id=buyer_id, currency=currency, now=now)
    return checkout_items(buyer_id=buyer_id, items=items, promo_code=promo_code, now=now)


def checkout_order(*, buyer_id: UUID, order_id: UUID, now: datetime) -> Checkout:
    """Go back to the payment page of one's own unfinished order, at the prices it was placed at.

    Raises NoSuchOrder, OrderNotPayable, PaymentSettling, PaymentProviderUnavailable.
    """
    order = order_get(order_id=order_id, buyer_id=buyer_id)
    if order.settling:
        raise PaymentSettling
    return checkout_start(order=order, now=now)


def checkout_start(*, order: Order, now: datetime) -> Checkout:
    """Open the payment page of an order, or return the one that is open. An order that is paid needs none.

    Raises OrderNotPayable, AmountNotChargeable (the order is then cancelled), PaymentProviderUnavailable (the order is
    kept and the call may be repeated).
    """
    if order.status == OrderStatus.PAID:
        return Checkout(order, None, None)
    try:
        return _open_page(order, now)
    except PaymentProviderForgot:
        forget(user_id=order.buyer_id, lines=order_lines(order_id=order.id))
        return _open_page(order, now)


def _open_page(order: Order, now: datetime) -> Checkout:
    attempt = _attempt(order, now)
    if attempt.session_id is not None:
        order.refresh_from_db()
        return Checkout(order, attempt.session_id, attempt.url)
    try:
        session = gateway.session_create(
            key=str(attempt.id),
            order_id=str(order.id),
            order_number=order.number,
            customer_id=customer_sync(user_id=order.buyer_id) if order.buyer_id else None,
            email=order.email,
            lines=_session_lines(order),
            success_url=f"{settings.PUBLIC_URL}/checkout/done/{order.id}",
            cancel_url=f"{settings.PUBLIC_URL}/checkout?order={order.id}",
            expires_at=attempt.expires_at,
        )
    except (PaymentProviderFailed, PaymentProviderForgot):
        _abandon(attempt)
        raise
    except PaymentProviderRefused as error:
        order_release(order_id=order.id, wanted=OrderStatus.CANCELLED, now=now)
        if error.reason.startswith("amount_"):
            raise AmountNotChargeable from error
        raise
    if session.total != order.total:
        gateway.session_close(session.id)
        _abandon(attempt)
        raise PaymentMismatch(f"The page of order {order.number} asks for another amount than the order.")
    if not CheckoutAttempt.objects.filter(pk=attempt.pk, status=AttemptStatus.OPEN).update(
        session_id=session.id, url=session.url
    ):
        gateway.session_close(session.id)
        raise OrderNotPayable
    order.refresh_from_db()
    return Checkout(order, session.id, session.url)


def _attempt(order: Order, now: datetime) -> CheckoutAttempt:
    """The attempt to go on with: the open one, or a new one with the hold running anew. The order's row lock makes
    two requests take turns here."""
    with transaction.atomic():
        if not Order.objects.filter(pk=order.pk, status__in=UNFINISHED, hold_expires_at__gt=now).update(
            status=OrderStatus.PENDING
        ):
            raise OrderNotPayable
        attempt = live_attempt(order_id=order.id)
        if attempt is not None:
            if attempt.session_id is not None and attempt.expires_at > now + SPARE:
                return attempt
            if attempt.session_id is not None:
                raise OrderNotPayable
            if attempt.created_at > now - FRESH:
                return attempt
            _abandon(attempt)
        attempt = CheckoutAttempt(
            created_at=now, order=order, expires_at=now + SESSION_LIFE, next_check_at=now + FIRST_CHECK
        )
        attempt.save(force_insert=True)
        Order.objects.filter(pk=order.pk).update(hold_expires_at=now + HOLD)
    return attempt


def _abandon(attempt: CheckoutAttempt) -> None:
    CheckoutAttempt.objects.filter(pk=attempt.pk, status=AttemptStatus.OPEN).update(status=AttemptStatus.ABANDONED)


def _session_lines(order: Order) -> list[SessionLine]:
    return [_session_line(line) for line in order_lines(order_id=order.id)]


def _session_line(line: OrderLine) -> SessionLine:
    """An undiscounted line whose advertised price is what the buyer pays uses the item's Price; every other one names
    its gross amount on the item's Product."""
    listed = Money(line.list_amount, line.currency)
    product = product_sync(item=product_of(line), name=line.title, price=listed)
    as_listed = bool(listed) and line.gross == listed and not line.discount_amount
    synced = (product.amount, product.currency) == (line.list_amount, line.currency)
    price_id = product.price_id if as_listed and synced else None
    return SessionLine(product_id=product.product_id or "", price_id=price_id, amount=line.gross)


def _still_good(order: Order, plain: Basket, promo_code: str, now: datetime) -> bool:
    """Whether this unfinished order is of the same things at the same advertised prices and taxes under the same code,
    with time left to pay it. What the code took off was promised with the hold, so it is not asked again."""
    if order.hold_expires_at is None or order.hold_expires_at <= now or not _same_code(order, promo_code):
        return False
    ordered = {
        (line.item_kind, line.item_id, line.list_amount, line.currency, line.tax_rate_basis_points, line.tax_inclusive)
        for line in order_lines(order_id=order.id)
    }
    wanted = {
        (*line.quote.ref, line.quote.unit.amount, line.quote.unit.currency, line.tax.basis_points, line.tax.inclusive)
        for line in plain.lines
    }
    if ordered != wanted:
        return False
    attempt = live_attempt(order_id=order.id)
    return attempt is None or attempt.session_id is None or attempt.expires_at > now + SPARE


def _same_code(order: Order, promo_code: str) -> bool:
    return order.promo_code.casefold() == promo_code.strip().casefold()


def _give_up(order: Order, now: datetime) -> None:
    """Raises AlreadyBought or PaymentSettling when the older order turns out to be paid, or being paid."""
    if order.settling:
        raise PaymentSettling
    after = order_close(order_id=order.id, wanted=OrderStatus.CANCELLED, now=now)
    if after.settling:
        raise PaymentSettling
    if after.paid_at is not None:
        raise AlreadyBought
