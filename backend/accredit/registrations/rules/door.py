"""What a scan comes to, and what a series of scans says about presence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from .registrations import ADMITTED, RegistrationStatus, ScanDirection, ScanResult

OPENS_BEFORE = timedelta(hours=3)
"""How long before the first session the door lets people in."""
CLOSES_AFTER = timedelta(hours=2)

_MOVES = frozenset({ScanResult.OK, ScanResult.ALREADY_IN, ScanResult.NOT_IN})
"""Results of tickets that are good: whether such a scan moved anybody follows from all scans in order, not from what
the server knew when it came. So two devices that were offline end with the same, whoever sends first."""


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the door must know of a ticket that is genuine and of this event."""

    status: RegistrationStatus
    is_online: bool = False
    blocked: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One scan that may have moved a person."""

    nonce: UUID
    direction: ScanDirection
    result: ScanResult
    at: datetime
    forced: bool = False


def scan_result(
    facts: TicketFacts, direction: ScanDirection, *, at: datetime, starts_at: datetime, ends_at: datetime
) -> ScanResult:
    """Whether this ticket may pass now; the first reason against it, gravest first."""
    refused = _refused(facts)
    if refused is not None:
        return refused
    if at < starts_at - OPENS_BEFORE:
        return ScanResult.NOT_YET
    if at > ends_at + CLOSES_AFTER:
        return ScanResult.OVER
    if direction is ScanDirection.ENTRY:
        return ScanResult.ALREADY_IN if facts.inside else ScanResult.OK
    return ScanResult.OK if facts.inside else ScanResult.NOT_IN


def stays(passages: Iterable[Passage]) -> list[tuple[Passage, Passage | None]]:
    """Entry and exit of each stay, in order; None: not left yet, or unseen. The same for every order of arrival."""
    found: list[tuple[Passage, Passage | None]] = []
    inside: Passage | None = None
    for one in sorted(passages, key=lambda one: (one.at, one.direction != ScanDirection.EXIT, one.nonce.int)):
        if one.result not in _MOVES and not one.forced:
            continue
        if one.direction is ScanDirection.ENTRY and inside is None:
            inside = one
        elif one.direction is ScanDirection.EXIT and inside is not None:
            found.append((inside, one))
            inside = None
    if inside is not None:
        found.append((inside, None))
    return found


def is_inside(passages: Iterable[Passage]) -> bool:
    """Whether these scans leave the person inside."""
    known = stays(passages)
    return bool(known) and known[-1][1] is None


def _refused(facts: TicketFacts) -> ScanResult | None:
    if facts.status == RegistrationStatus.PENDING_PAYMENT:
        return ScanResult.UNPAID
    if facts.status == RegistrationStatus.PENDING_APPROVAL:
        return ScanResult.UNAPPROVED
    if facts.status not in ADMITTED:
        return ScanResult.CANCELLED
    if facts.blocked:
        return ScanResult.BLOCKED
    return ScanResult.ONLINE_ONLY if facts.is_online else None
