"""One ticket's first entry: what a door sees a thousand times in an hour.

It is decided on what a good ticket would be by the rules of every scan (`rules.door`), and kept by one statement that
does nothing unless all of it is so: the ticket good and never scanned, the event's times those that the decision rests
on and, where a device asks by itself, the caller signed in and in the same roles. Whatever else comes of a scan is for
`door.scan`. On PostgreSQL only; elsewhere that is the one way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import IntegrityError, connection

from accredit.accounts.services import SESSION_LIVE
from accredit.core import jobs
from accredit.core.ids import new_id
from accredit.core.statements import Numbered
from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode
from accredit.organizations.selectors import MEMBER
from accredit.registrations.models import Scan
from accredit.registrations.rules.door import TicketFacts, scan_result
from accredit.registrations.rules.registrations import IntervalSource, RegistrationStatus, ScanDirection, ScanResult
from accredit.registrations.rules.tickets import ticket_code

from .attendance import attendance_owed
from .tickets import ticket_key

CLOCKS_DIFFER = timedelta(minutes=5)
"""A device whose clock is further ahead than this is not believed: the server's clock stands in."""
MOST_DOORS = 1000
_GOOD = TicketFacts(RegistrationStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What a device sends. `nonce` names the act: sent again, it is the same one."""

    text: str
    nonce: UUID
    direction: ScanDirection
    scanned_at: datetime
    device: str = ""
    forced: bool = False
    was_offline: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a device is told of an act: it as it was kept, and whose ticket that was."""

    id: UUID
    nonce: UUID
    direction: str
    result: str
    forced: bool
    was_offline: bool
    scanned_at: datetime
    received_at: datetime
    device: str
    name: str
    ticket: str
    blocked_reason: str

    @classmethod
    def of(cls, row: Scan) -> Scanned:
        """With the registration and its ticket."""
        of = row.registration
        told = (of.name, of.ticket_type.name, of.blocked_reason) if of else ("", "", "")
        return cls(
            row.id, row.nonce, row.direction, row.result, row.forced, row.was_offline, row.scanned_at, row.received_at,
            row.device, *told,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """What a scan is decided on beside its ticket."""

    event_id: UUID
    organization_id: UUID
    starts_at: datetime | None
    ends_at: datetime | None

    @classmethod
    def of(cls, event: Event) -> Door:
        return cls(event.id, event.organization_id, event.starts_at, event.ends_at)

    def result(self, facts: TicketFacts, direction: ScanDirection, *, at: datetime) -> ScanResult:
        """Whether a ticket of this event may pass."""
        return scan_result(facts, direction, at=at, starts_at=self.starts_at or at, ends_at=self.ends_at or at)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who scans, as far as the token and an earlier request of theirs say."""

    user_id: UUID
    session_id: UUID
    slug: str
    roles: str
    """As JSON."""


_DOORS: dict[tuple[UUID, str, UUID], tuple[Door, str]] = {}


def door_remember(*, event: Event, slug: str, user_id: UUID, roles: Sequence[str]) -> None:
    """Keep in this process who may scan at which door; nobody is let in on the strength of it (`Keeper`)."""
    if len(_DOORS) >= MOST_DOORS:
        _DOORS.clear()
    _DOORS[user_id, slug, event.id] = (Door.of(event), json.dumps(roles))


def door_known(*, event_id: UUID, slug: str, user_id: UUID, session_id: UUID) -> tuple[Door, Keeper] | None:
    """What was remembered of this door for this person."""
    if (known := _DOORS.get((user_id, slug, event_id))) is None:
        return None
    door, roles = known
    return door, Keeper(user_id, session_id, slug, roles)


def believed(request: ScanRequest, *, now: datetime) -> datetime:
    """When a scan was made."""
    return request.scanned_at if request.scanned_at <= now + CLOCKS_DIFFER else now


def enter(
    *, door: Door, request: ScanRequest, actor_id: UUID, keeper: Keeper | None = None, now: datetime
) -> Scanned | None:
    """Keep the first entry with a good ticket, all of it or nothing. None: it is something else, or who asks is not, or
    no longer, who may; nothing was kept, and `door.scan` has the answer.

    Without a `keeper` the caller has made sure of that.
    """
    if connection.vendor != "postgresql" or request.direction != ScanDirection.ENTRY or request.forced:
        return None
    code, at = ticket_code(request.text, key=ticket_key()), believed(request, now=now)
    if code is None or door.result(_GOOD, request.direction, at=at) is not ScanResult.OK:
        return None
    row_id = new_id()
    given = {
        "organization": door.organization_id, "event": door.event_id, "starts_at": door.starts_at,
        "ends_at": door.ends_at, "code": code, "scan": row_id, "stay": new_id(), "nonce": request.nonce,
        "external_id": request.nonce.hex, "at": at, "now": now, "was_offline": request.was_offline,
        "device": request.device, "user": actor_id, **attendance_owed(event_id=door.event_id),
    }  # fmt: skip
    if keeper is not None:
        given |= {"session": keeper.session_id, "slug": keeper.slug, "roles": keeper.roles}
    try:
        rows = _statement(keeper is not None).rows(given)
    except IntegrityError:
        return None  # the same act, or the same ticket, was faster
    if not rows:
        return None
    [(name, ticket, is_owed)] = rows
    if is_owed:
        jobs.enqueued_now(given["job"])
    return Scanned(
        row_id, request.nonce, request.direction, ScanResult.OK, request.forced, request.was_offline, at, now,
        request.device, name, ticket, "",
    )  # fmt: skip


@cache
def _statement(with_keeper: bool) -> Numbered:
    # All names are the models' own, all words those of the rules; values go apart. The ticket is found by its code
    # alone, and nothing else is asked of its row in a form that an index could answer: of tables that were filled just
    # now the planner knows too little, and would read all tickets of the event, of the organization or, but for OFFSET,
    # of each type.
    # That it was never scanned the first number says, which is given once: a look for earlier scans would be planned
    # while there are none, and read them all.
    asks = f"AND EXISTS ({SESSION_LIVE}) AND %(organization)s = ({MEMBER})" if with_keeper else ""
    text = f"""
        WITH passed AS (
            SELECT r.id, r.name, t.name AS ticket
            FROM registrations_registration r CROSS JOIN LATERAL (
                SELECT name, mode FROM events_tickettype WHERE id = r.ticket_type_id OFFSET 0
            ) t
            WHERE r.code = %(code)s AND r.event_id IS NOT DISTINCT FROM %(event)s
              AND r.organization_id IS NOT DISTINCT FROM %(organization)s
              AND r.status IS NOT DISTINCT FROM '{RegistrationStatus.CONFIRMED}' AND r.blocked_reason = ''
              AND t.mode <> '{AttendanceMode.ONLINE}'
              AND EXISTS (
                  SELECT 1 FROM events_event e WHERE e.id = %(event)s
                  AND e.starts_at IS NOT DISTINCT FROM %(starts_at)s::timestamptz
                  AND e.ends_at IS NOT DISTINCT FROM %(ends_at)s::timestamptz
              )
              {asks}
            FOR NO KEY UPDATE OF r
        ),
        scanned AS (
            INSERT INTO registrations_scan (
                id, created_at, organization_id, event_id, registration_id, number, nonce, direction, result,
                scanned_at, received_at, was_offline, forced, device, scanned_by_id
            )
            SELECT %(scan)s, %(now)s, %(organization)s, %(event)s, id, 1, %(nonce)s,
                   '{ScanDirection.ENTRY}', '{ScanResult.OK}', %(at)s, %(now)s, %(was_offline)s, false,
                   %(device)s, %(user)s
            FROM passed
        ),
        stayed AS (
            INSERT INTO registrations_attendanceinterval (
                id, created_at, organization_id, event_id, registration_id, source, starts_at, end_was_lost,
                external_id, reason
            )
            SELECT %(stay)s, %(now)s, %(organization)s, %(event)s, id, '{IntervalSource.DOOR}', %(at)s, false,
                   %(external_id)s, ''
            FROM passed
        ),
        owed AS ({jobs.OWE} FROM passed ON CONFLICT DO NOTHING RETURNING id)
        SELECT name, ticket, EXISTS (SELECT 1 FROM owed) FROM passed
    """  # noqa: S608  # nosec B608
    return Numbered(text)
