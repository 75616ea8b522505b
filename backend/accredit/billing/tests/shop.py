"""Something to sell, without any app above billing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accredit.billing.services.discounts import Reduction
from accredit.billing.services.purchasables import ItemRef, Quote
from accredit.core.errors import Conflict
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.organizations.models import Organization


class SoldOut(Conflict):
    code, title = "sold_out", "The last one has just gone."


@dataclass
class Shop:
    """A Purchasable of kind `course` that sells what a test puts on its shelf."""

    kind: str = "course"
    shelf: dict[UUID, Quote] = field(default_factory=dict)
    reserved: list[tuple[UUID, UUID]] = field(default_factory=list)
    sold_out: bool = False

    def offer(self, seller: Organization, amount: int, currency: str = "EUR", title: str = "Stewardship") -> UUID:
        """Put something on the shelf, or change it if it is `title`d alike."""
        item_id = new_id()
        self.put(item_id, seller, amount, currency, title)
        return item_id

    def put(
        self, item_id: UUID, seller: Organization, amount: int, currency: str = "EUR", title: str = "Stewardship"
    ) -> None:
        """Set name and price of something."""
        self.shelf[item_id] = Quote(self.kind, item_id, seller.id, title, Money(amount, currency))

    def quote(self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, now: datetime) -> list[Quote]:
        return [self.shelf[item_id] for item_id in item_ids if item_id in self.shelf]

    def reserve(
        self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, order_id: UUID, hold_until: datetime, now: datetime
    ) -> None:
        if self.sold_out:
            raise SoldOut
        self.reserved += [(order_id, item_id) for item_id in item_ids]

    def release(self, *, item_ids: Sequence[UUID], order_id: UUID, now: datetime) -> None:
        for item_id in item_ids:
            self.reserved.remove((order_id, item_id))


class UsedUp(Conflict):
    code, title = "used_up", "This code has been used as often as it may."


@dataclass
class HalfPrice:
    """A Discount: the code HALF takes half off everything of one seller, `uses` times."""

    seller: Organization
    uses: int = 1
    discount_id: UUID = field(default_factory=new_id)
    held: list[UUID] = field(default_factory=list)

    def price(self, *, code: str, lines: Sequence[Quote], buyer_id: UUID | None, now: datetime) -> Reduction:
        self._check()
        amounts: dict[ItemRef, Money] = {
            line.ref: line.unit.share(1, 2) for line in lines if line.organization_id == self.seller.id
        }
        return Reduction(self.discount_id, "HALF", amounts)

    def reserve(self, *, discount_id: UUID, order_id: UUID, buyer_id: UUID, now: datetime) -> None:
        self._check()
        self.held.append(order_id)

    def release(self, *, discount_id: UUID, order_id: UUID, now: datetime) -> None:
        self.held.remove(order_id)

    def _check(self) -> None:
        if len(self.held) >= self.uses:
            raise UsedUp
