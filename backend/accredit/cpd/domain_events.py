"""What the credit record tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("cpd.credit_awarded", version=1)
@dataclass(frozen=True, slots=True)
class CreditAwarded:
    """A person's record grew by one entry. Hundredths of the credit type."""

    entry_id: UUID
    person_id: UUID
    credit_type_id: UUID
    amount_hundredths: int


@domain_event("cpd.credit_reversed", version=1)
@dataclass(frozen=True, slots=True)
class CreditReversed:
    """An award was taken back by an entry of its own; `amount_hundredths` is negative."""

    entry_id: UUID
    person_id: UUID
    credit_type_id: UUID
    amount_hundredths: int


@domain_event("cpd.recording_named", version=1)
@dataclass(frozen=True, slots=True)
class RecordingNamed:
    """A course is made of this event, or (None) of none any more: their credit counts once."""

    course_id: UUID
    event_id: UUID | None
