"""The cart: what somebody means to buy. It holds nothing and promises no price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.billing.exceptions import AlreadyBought, CartEmpty, CartFull, ItemNotForSale, MixedCurrencies
from accredit.billing.models import CartItem
from accredit.billing.rules.orders import LINES_AT_MOST
from accredit.billing.selectors import bought, cart_items
from accredit.billing.services.purchasables import ItemRef, Quote
from accredit.billing.services.quotes import Basket, basket_of, quotes_by_ref
from accredit.core.constraints import violates


@dataclass(frozen=True, slots=True)
class CartEntry:
    """One thing in the cart; without a quote when it is no longer for sale."""

    item: CartItem
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Cart:
    """A person's cart at present prices, and what each currency of it would cost as one order."""

    entries: tuple[CartEntry, ...]
    baskets: tuple[Basket, ...]


def cart_view(*, user_id: UUID, now: datetime) -> Cart:
    """The cart with present prices; the number of queries does not depend on its length."""
    items = list(cart_items(user_id=user_id))
    quotes = quotes_by_ref(items=[_ref(item) for item in items], buyer_id=user_id, now=now)
    entries = tuple(CartEntry(item, quotes.get(_ref(item))) for item in items)
    by_currency: dict[str, list[Quote]] = {}
    for entry in entries:
        if entry.quote is not None:
            by_currency.setdefault(entry.quote.unit.currency, []).append(entry.quote)
    baskets = tuple(basket_of(group, buyer_id=user_id, now=now) for _, group in sorted(by_currency.items()))
    return Cart(entries, baskets)


def cart_add(*, user_id: UUID, item: ItemRef, now: datetime) -> tuple[CartItem, bool]:
    """Put something into the cart; what is there already stays, and is returned with False.

    Raises ItemNotForSale, AlreadyBought, CartFull.
    """
    quote = quotes_by_ref(items=[item], buyer_id=user_id, now=now).get(item)
    if quote is None:
        raise ItemNotForSale
    if bought(buyer_id=user_id, item_kind=item.item_kind, item_ids=[item.item_id]):
        raise AlreadyBought
    mine = cart_items(user_id=user_id)
    if mine.count() >= LINES_AT_MOST and not mine.filter(item_kind=item.item_kind, item_id=item.item_id).exists():
        raise CartFull
    row = CartItem(created_at=now, user_id=user_id, item_kind=item.item_kind, item_id=item.item_id, title=quote.title)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not violates(error, CartItem, "cart_item_once"):
            raise
        return mine.get(item_kind=item.item_kind, item_id=item.item_id), False
    return row, True


def cart_remove(*, item: CartItem) -> None:
    """Take something out of the cart; again does nothing."""
    CartItem.objects.filter(pk=item.pk).delete()


def cart_refs(*, user_id: UUID, currency: str = "", now: datetime) -> Sequence[ItemRef]:
    """What of the cart is to be paid now: everything, or what costs this currency.

    Raises CartEmpty, ItemNotForSale when something in it is gone, MixedCurrencies when a choice is needed.
    """
    entries = cart_view(user_id=user_id, now=now).entries
    gone = [entry.item.title for entry in entries if entry.quote is None]
    if gone:
        raise ItemNotForSale(f"“{gone[0]}” is no longer for sale. Take it out of your cart; nothing was charged.")
    quotes = [entry.quote for entry in entries if entry.quote is not None]
    if currency:
        quotes = [quote for quote in quotes if quote.unit.currency == currency]
    if not quotes:
        raise CartEmpty
    if len({quote.unit.currency for quote in quotes}) > 1:
        raise MixedCurrencies
    return [quote.ref for quote in quotes]


def _ref(item: CartItem) -> ItemRef:
    return ItemRef(item.item_kind, item.item_id)
