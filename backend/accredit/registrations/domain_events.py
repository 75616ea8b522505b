"""What registrations tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("registrations.registration_placed", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationPlaced:
    """Waiting for approval or for payment."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_confirmed", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationConfirmed:
    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_cancelled", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationCancelled:
    """A place that was confirmed, attended or absent is given up."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_restored", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationRestored:
    """A refund came back from the bank: the place stands again."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_expired", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationExpired:
    """The hold ran out unpaid."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_transferred", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationTransferred:
    registration_id: UUID
    successor_id: UUID
    event_id: UUID


@domain_event("registrations.registration_claimed", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationClaimed:
    """A guest's place belongs to an account now."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.registration_changed", version=1)
@dataclass(frozen=True, slots=True)
class RegistrationChanged:
    """Name, address or answers are others."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.waiting_entry_offered", version=1)
@dataclass(frozen=True, slots=True)
class WaitingEntryOffered:
    entry_id: UUID
    event_id: UUID


@domain_event("registrations.waiting_entry_moved", version=1)
@dataclass(frozen=True, slots=True)
class WaitingEntryMoved:
    """A person put somebody first; the reason stands in the entry."""

    entry_id: UUID
    event_id: UUID


@domain_event("registrations.attendance_recorded", version=1)
@dataclass(frozen=True, slots=True)
class AttendanceRecorded:
    """The minutes of one registration have been worked out, and are others than before."""

    registration_id: UUID
    event_id: UUID


@domain_event("registrations.attendance_corrected", version=1)
@dataclass(frozen=True, slots=True)
class AttendanceCorrected:
    """A person corrected an interval, or took a correction back; reason and actor stand in the interval."""

    interval_id: UUID
    registration_id: UUID
