"""Hidden tickets, and the promo codes that show them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.promo_codes.models import PromoTarget
from accredit.promo_codes.rules import in_window, normalise_code

from .purchasable import TICKET_KIND


def tickets_unlocked(*, code: str, now: datetime) -> frozenset[UUID]:
    """Tickets that a code is for by name, while it holds; nothing for a word that is no code. One query."""
    word = normalise_code(code)
    if not word:
        return frozenset()
    targets = PromoTarget.objects.select_related("promo_code").filter(
        item_kind=TICKET_KIND, promo_code__code=word, promo_code__is_active=True
    )
    return frozenset(
        target.item_id
        for target in targets
        if in_window(starts_at=target.promo_code.starts_at, ends_at=target.promo_code.ends_at, now=now)
    )
