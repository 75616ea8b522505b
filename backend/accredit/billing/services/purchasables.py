"""What is sold, as a protocol: apps above billing register what they sell; orders hold `(item_kind, item_id)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from accredit.billing.exceptions import ItemNotForSale
from accredit.core.money import Money


class ItemRef(NamedTuple):
    """The untyped link to something sold: a kind that a Purchasable answers for, and an id of that app."""

    item_kind: str
    item_id: UUID


@dataclass(frozen=True, slots=True)
class Quote:
    """What an item costs now, read from its row. `unit` is the advertised price, before discount and by the seller's
    own tax rule; a price of nothing is a price."""

    item_kind: str
    item_id: UUID
    organization_id: UUID
    title: str
    unit: Money
    image_url: str = ""
    groups: tuple[ItemRef, ...] = ()
    """Wider things that this item is one of, the narrowest first, such as the ticket and the event of one person's
    place: promo codes may be for them, and the first is what Stripe knows as the Product."""

    @property
    def product(self) -> ItemRef:
        """What Stripe knows as the Product."""
        return self.groups[0] if self.groups else self.ref

    @property
    def ref(self) -> ItemRef:
        return ItemRef(self.item_kind, self.item_id)


class Purchasable(Protocol):
    """Implemented by the app that owns a kind of item; one object, registered in its `ready()`."""

    kind: str

    def quote(self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, now: datetime) -> list[Quote]:
        """Present prices, in any order. Items that are absent or not for sale are left out.

        The same number of queries for one id and for a hundred. `buyer_id` is None for a stranger.
        """
        ...

    def reserve(
        self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, order_id: UUID, hold_until: datetime, now: datetime
    ) -> None:
        """Take what the order wants, in the caller's transaction; all of it or raise.

        `buyer_id` is None for a guest. Raises a named Conflict (AlreadyEnrolled, SoldOut) when it cannot be had. Called
        again for the same order when late money comes after a release.
        """
        ...

    def release(self, *, item_ids: Sequence[UUID], order_id: UUID, now: datetime) -> None:
        """Give back what `reserve` took for this order, in the caller's transaction. Called once a reserve."""
        ...


_PURCHASABLES: dict[str, Purchasable] = {}


def register(purchasable: Purchasable) -> None:
    """Sell a kind of item; called from an app's `ready()`."""
    _PURCHASABLES[purchasable.kind] = purchasable


def purchasable(kind: str) -> Purchasable:
    """Who answers for a kind. Raises ItemNotForSale for a kind that nobody sells."""
    try:
        return _PURCHASABLES[kind]
    except KeyError:
        raise ItemNotForSale from None


def kinds() -> list[str]:
    """The kinds that are sold in this installation."""
    return sorted(_PURCHASABLES)


def by_kind(items: Sequence[ItemRef]) -> dict[str, list[UUID]]:
    """Ids grouped by kind, kinds in alphabetical order: everybody reserves in one order, so nobody deadlocks."""
    groups: dict[str, list[UUID]] = {}
    for kind, item_id in sorted(items):
        groups.setdefault(kind, []).append(item_id)
    return groups
