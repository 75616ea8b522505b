"""The life of a registration and of a place on the waiting list. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

REGISTRATION_KIND = "registration"
"""How a place is called where things are sold."""


class RegistrationStatus(StrEnum):
    PENDING_APPROVAL = "pending_approval"
    PENDING_PAYMENT = "pending_payment"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    ABSENT = "absent"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


_S = RegistrationStatus
REGISTRATION_TRANSITIONS: Mapping[RegistrationStatus, frozenset[RegistrationStatus]] = {
    # Declined is cancelled, with the reason.
    _S.PENDING_APPROVAL: frozenset({_S.PENDING_PAYMENT, _S.CONFIRMED, _S.CANCELLED}),
    _S.PENDING_PAYMENT: frozenset({_S.CONFIRMED, _S.EXPIRED, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.ATTENDED, _S.ABSENT, _S.CANCELLED, _S.TRANSFERRED}),
    _S.ATTENDED: frozenset({_S.ABSENT, _S.CANCELLED}),
    _S.ABSENT: frozenset({_S.ATTENDED, _S.CANCELLED}),
    # Late money: the place is taken again, where there is one (see billing, `order_retake`).
    _S.EXPIRED: frozenset({_S.CONFIRMED}),
    # Late money, and a refund that the bank returned.
    _S.CANCELLED: frozenset({_S.CONFIRMED, _S.ATTENDED, _S.ABSENT}),
    _S.TRANSFERRED: frozenset(),
}
ACTIVE = (_S.PENDING_APPROVAL, _S.PENDING_PAYMENT, _S.CONFIRMED, _S.ATTENDED, _S.ABSENT)
"""States in which a person stands in the event: one at most for each person and event."""
SEATED = (_S.PENDING_PAYMENT, _S.CONFIRMED, _S.ATTENDED, _S.ABSENT)
"""States that take a place from the capacity. Approval takes one when it is given."""
ADMITTED = (_S.CONFIRMED, _S.ATTENDED, _S.ABSENT)
"""States in which the ticket opens the door."""
ANSWERABLE = (_S.PENDING_APPROVAL, _S.PENDING_PAYMENT, _S.CONFIRMED)
"""States in which answers may be changed, while the event has not begun."""


def sources(wanted: RegistrationStatus) -> frozenset[RegistrationStatus]:
    """The states from which `wanted` may be reached: the condition of the update that goes there."""
    return frozenset(current for current, nexts in REGISTRATION_TRANSITIONS.items() if wanted in nexts)


class CancelledBecause(StrEnum):
    """Who or what ended a place. Only what a refund ended comes back when the bank returns the refund."""

    PERSON = "person"
    ORGANIZER = "organizer"
    DECLINED = "declined"
    EVENT = "event"
    REFUND = "refund"
    UNPAID = "unpaid"


class WaitingStatus(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    LEFT = "left"


class ScanDirection(StrEnum):
    ENTRY = "entry"
    EXIT = "exit"


class ScanResult(StrEnum):
    """What a scan came to: `ok`, or the reason why nobody was let in."""

    OK = "ok"
    UNKNOWN = "unknown"
    OTHER_EVENT = "other_event"
    ALREADY_IN = "already_in"
    NOT_IN = "not_in"
    CANCELLED = "cancelled"
    UNPAID = "unpaid"
    UNAPPROVED = "unapproved"
    NOT_YET = "not_yet"
    OVER = "over"
    ONLINE_ONLY = "online_only"
    BLOCKED = "blocked"


class IntervalSource(StrEnum):
    ZOOM = "zoom"
    DOOR = "door"
    MANUAL = "manual"
