"""How long an offer from the waiting list lives, and who gets one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

OFFER_LIFE = timedelta(hours=24)
NOT_AFTER = timedelta(hours=2)
"""So long before the start an offer ends at the latest."""
AT_LEAST = timedelta(minutes=30)
"""An offer that would live for less is not made."""


def offer_until(*, starts_at: datetime | None, now: datetime) -> datetime | None:
    """When an offer that is made now ends: after a day, and two hours before the start at the latest. None when there
    is not half an hour left."""
    if starts_at is None:
        return None
    until = min(now + OFFER_LIFE, starts_at - NOT_AFTER)
    return until if until >= now + AT_LEAST else None


def first_that_fits(
    wanted: Sequence[str], *, quantity: int, capacities: Mapping[str, UUID], left: Mapping[UUID, int | None]
) -> str | None:
    """The first of the wanted tickets that has so many places left. `capacities`: ticket id → capacity, of tickets on
    sale; `left`: None without limit."""
    for ticket_id in wanted:
        if ticket_id in capacities and ((free := left[capacities[ticket_id]]) is None or free >= quantity):
            return ticket_id
    return None
