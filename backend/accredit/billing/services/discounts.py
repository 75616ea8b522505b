"""What lowers a price, as a protocol: promo codes live above billing and register here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from accredit.billing.exceptions import PromoCodeUnknown
from accredit.billing.services.purchasables import ItemRef, Quote
from accredit.core.money import Money


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a code takes off: only lines of its one seller appear in `amounts`, none by more than its price."""

    discount_id: UUID
    code: str
    amounts: Mapping[ItemRef, Money]


class Discount(Protocol):
    """Implemented once, by the app that keeps the codes."""

    def price(self, *, code: str, lines: Sequence[Quote], buyer_id: UUID | None, now: datetime) -> Reduction:
        """What `code` takes off these lines; nothing is reserved. Raises a named failure (unknown, over, used up)."""
        ...

    def reserve(self, *, discount_id: UUID, order_id: UUID, buyer_id: UUID, now: datetime) -> None:
        """Take one use, in the caller's transaction, or raise a named Conflict."""
        ...

    def release(self, *, discount_id: UUID, order_id: UUID, now: datetime) -> None:
        """Give the use back, in the caller's transaction. Called once a reserve."""
        ...


_REGISTERED: list[Discount] = []


def register(implementation: Discount | None) -> None:
    """Install who answers for codes (None: nobody does); called from that app's `ready()`."""
    _REGISTERED[:] = [implementation] if implementation is not None else []


def discount() -> Discount:
    """Who answers for codes. Raises PromoCodeUnknown when nobody does."""
    if not _REGISTERED:
        raise PromoCodeUnknown
    return _REGISTERED[0]
