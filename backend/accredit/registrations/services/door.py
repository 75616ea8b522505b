"""The door: a scan is an act, kept once whatever it came to, and presence follows from all of them in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.core.statements import Insert
from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.rules.door import Passage, TicketFacts, is_inside, stays
from accredit.registrations.rules.registrations import IntervalSource, RegistrationStatus, ScanDirection, ScanResult
from accredit.registrations.rules.tickets import ticket_code

from .attendance import attendance_owe
from .entering import Door, Scanned, ScanRequest, believed, enter
from .tickets import ticket_key, ticket_of

_SCANNED, _STAYED = Insert(Scan, unless_there=True), Insert(AttendanceInterval, unless_there=True)


def scan(*, event: Event, request: ScanRequest, actor_id: UUID, now: datetime) -> Scanned:
    """One act at the door. A refused one is kept too, and `forced` lets the person in all the same.

    The same nonce again returns what it came to the first time.
    """
    entered = enter(door=Door.of(event), request=request, actor_id=actor_id, now=now)
    return entered or Scanned.of(_scan(event, request, actor_id, now))


def _scan(event: Event, request: ScanRequest, actor_id: UUID, now: datetime) -> Scan:
    at = believed(request, now=now)
    with transaction.atomic():
        registration = _registration(event, request.text)
        ticket = registration if registration is not None and registration.event_id == event.id else None
        passages = _passages(ticket) if ticket is not None else []
        row = Scan(
            created_at=now,
            organization_id=event.organization_id,
            event=event,
            registration=registration,
            number=len(passages) + 1 if ticket is not None else None,
            nonce=request.nonce,
            direction=request.direction,
            result=_result(event, registration, ticket, passages, request.direction, at),
            scanned_at=at,
            received_at=now,
            was_offline=request.was_offline,
            forced=request.forced,
            device=request.device,
            scanned_by_id=actor_id,
        )
        if not _SCANNED.add(row):
            return _scanned(event, request.nonce)
        if ticket is not None:
            _follow(ticket, [*passages, _passage(row)], now)
    return row


def scans(*, event: Event, requests: Sequence[ScanRequest], actor_id: UUID, now: datetime) -> list[Scanned]:
    """Several acts, as a device sends them that was offline, each in a transaction of its own."""
    return [scan(event=event, request=one, actor_id=actor_id, now=now) for one in requests]


def manifest(*, event: Event) -> dict[str, Any]:
    """What a device needs to go on alone: every ticket's text with name and state, and who is inside. Three queries."""
    inside = set(
        AttendanceInterval.objects.filter(
            event=event, source=IntervalSource.DOOR, ends_at=None, withdrawn_at=None
        ).values_list("registration_id", flat=True)
    )
    rows = Registration.objects.select_related("ticket_type").filter(event=event).order_by("name", "id")
    return {
        "event": event.id,
        "title": event.title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "time_zone": event.time_zone,
        "inside": len(inside),
        "tickets": [
            {
                "text": ticket_of(row),
                "name": row.name,
                "ticket": row.ticket_type.name,
                "status": row.status,
                "is_online": row.ticket_type.mode == AttendanceMode.ONLINE,
                "blocked_reason": row.blocked_reason,
                "inside": row.id in inside,
            }
            for row in rows
        ],
    }


def inside_count(*, event: Event) -> int:
    """How many are inside, as far as the door has told."""
    return AttendanceInterval.objects.filter(
        event=event, source=IntervalSource.DOOR, ends_at=None, withdrawn_at=None
    ).count()


def _registration(event: Event, text: str) -> Registration | None:
    """Whom a text names, within the organization: another tenant's ticket is unknown here. Two scans of one ticket
    take turns at its row."""
    code = ticket_code(text, key=ticket_key())
    if code is None:
        return None
    rows = Registration.objects.select_for_update(of=("self",)).select_related("ticket_type")
    return rows.filter(organization_id=event.organization_id, code=code).first()


def _scanned(event: Event, nonce: UUID) -> Scan:
    """What an act came to the first time."""
    rows = Scan.objects.select_related("registration__ticket_type")
    return rows.get(organization_id=event.organization_id, nonce=nonce)


def _result(
    event: Event,
    registration: Registration | None,
    ticket: Registration | None,
    passages: Sequence[Passage],
    direction: ScanDirection,
    at: datetime,
) -> ScanResult:
    if registration is None:
        return ScanResult.UNKNOWN
    if ticket is None:
        return ScanResult.OTHER_EVENT
    facts = TicketFacts(
        status=RegistrationStatus(ticket.status),
        is_online=ticket.ticket_type.mode == AttendanceMode.ONLINE,
        blocked=bool(ticket.blocked_reason),
        inside=is_inside([one for one in passages if one.at <= at]),
    )
    return Door.of(event).result(facts, direction, at=at)


def _passages(registration: Registration) -> list[Passage]:
    """Of the ticket at its own event's door: what it came to at another one moved nobody here."""
    rows = Scan.objects.filter(registration=registration, event=registration.event_id)
    return [_passage(row) for row in rows.order_by("scanned_at", "id")]


def _passage(row: Scan) -> Passage:
    return Passage(row.nonce, ScanDirection(row.direction), ScanResult(row.result), row.scanned_at, row.forced)


def _follow(registration: Registration, passages: Sequence[Passage], now: datetime) -> None:
    """Make the door's intervals those that all scans together tell: each is known by the nonce of its entry. What a
    person has withdrawn stays withdrawn."""
    found = {entry.nonce.hex: (entry.at, leaving.at if leaving else None) for entry, leaving in stays(passages)}
    rows = AttendanceInterval.objects.filter(registration=registration, source=IntervalSource.DOOR)
    known = {row.external_id: row for row in rows} if len(passages) > 1 else {}
    gone = [row.pk for name, row in known.items() if name not in found and row.withdrawn_at is None]
    if gone:
        rows.filter(pk__in=gone).update(withdrawn_at=now)
    for external_id, (starts_at, ends_at) in found.items():
        if (row := known.get(external_id)) is None:
            _STAYED.add(_stay(registration, external_id, starts_at, ends_at, now))
            continue
        # A scan that came later may end a stay earlier than it was known to: here the whole is known, so it is written.
        withdrawn_at = row.withdrawn_at if row.actor_id else None
        if (row.starts_at, row.ends_at, row.withdrawn_at) != (starts_at, ends_at, withdrawn_at):
            rows.filter(pk=row.pk).update(starts_at=starts_at, ends_at=ends_at, withdrawn_at=withdrawn_at)
    attendance_owe(event_id=registration.event_id)


def _stay(
    registration: Registration, external_id: str, starts_at: datetime, ends_at: datetime | None, now: datetime
) -> AttendanceInterval:
    return AttendanceInterval(
        created_at=now,
        organization_id=registration.organization_id,
        event_id=registration.event_id,
        registration=registration,
        source=IntervalSource.DOOR,
        starts_at=starts_at,
        ends_at=ends_at,
        external_id=external_id,
    )
