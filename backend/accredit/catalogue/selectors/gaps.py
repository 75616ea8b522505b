"""What somebody still misses."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accredit.cpd.selectors import missing_credit_types


def gap_of(person_id: UUID, *, on: date) -> frozenset[UUID]:
    """The credit types of which the person misses something in the cycles that run on this day."""
    return frozenset(missing_credit_types(person_id, on))
