"""What a person gets back who gives up a place, by the policy that was shown when the place was bought. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypedDict

from accredit.core.errors import FieldError
from accredit.core.money import Money

TIERS_AT_MOST = 5
HOURS_AT_MOST = 24 * 366


class RefundTier(TypedDict):
    """At least so many hours before the event begins, so many percent come back."""

    hours_before: int
    percent: int


def refund_percent(tiers: Sequence[Mapping[str, int]], *, starts_at: datetime, now: datetime) -> int:
    """What comes back of a place that is given up now; nothing after the last tier, nor once the event has begun."""
    left = starts_at - now
    for tier in tiers:
        if left >= timedelta(hours=tier["hours_before"]) and left > timedelta():
            return tier["percent"]
    return 0


def refund_due(tiers: Sequence[Mapping[str, int]], *, paid: Money, starts_at: datetime, now: datetime) -> Money:
    """The amount that comes back of what was paid, rounded once."""
    return paid.share(refund_percent(tiers, starts_at=starts_at, now=now), 100)


def tier_problems(tiers: Sequence[Mapping[str, int]]) -> list[FieldError]:
    """What keeps these tiers from being a policy: they must fall from early to late, in hours and in percent."""
    found = []
    if len(tiers) > TIERS_AT_MOST:
        found.append(FieldError("refund_tiers", "too_many", f"A policy has at most {TIERS_AT_MOST} steps."))
    for index, tier in enumerate(tiers):
        if not 0 <= tier["hours_before"] <= HOURS_AT_MOST or not 1 <= tier["percent"] <= 100:
            found.append(
                FieldError(f"refund_tiers.{index}", "out_of_range", "Give hours up to a year and 1 to 100 percent.")
            )
    for index, (earlier, later) in enumerate(pairwise(tiers)):
        if later["hours_before"] >= earlier["hours_before"] or later["percent"] >= earlier["percent"]:
            found.append(
                FieldError(
                    f"refund_tiers.{index + 1}",
                    "not_falling",
                    "Each step comes later than the one before and gives back less.",
                )
            )
    return found
