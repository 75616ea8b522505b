"""Minutes of 10,000 participants: what the rules alone cost, and what the whole service does."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django_tasks_db.models import DBTaskResult

from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent
from accredit.events.models import Event, TicketType
from accredit.events.selectors import windows_of
from accredit.events.tests.factories import SessionFactory
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance
from accredit.registrations.rules.attendance import Presence, Window, count
from accredit.registrations.services import attendance_recompute

from . import places
from .context import Bench
from .figures import Figure

PEOPLE, SESSIONS, STAYS = 10_000, 3, 4
_TICKS = os.sysconf("SC_CLK_TCK")


def run(bench: Bench) -> list[Figure]:
    """Processor seconds, which neighbours on the machine disturb least; each is the median of its rounds."""
    people = bench.rows(PEOPLE)
    ticket = _event(people)
    rules = [_spent(_rules(ticket)) for _ in range(bench.rounds)]
    first, again = [], []
    for _ in range(max(bench.rounds - 2, 2)):
        SessionAttendance.objects.filter(event=ticket.event).delete()
        Registration.objects.filter(event=ticket.event).update(status="confirmed")
        first.append(_spent(lambda: _whole(ticket, people)))
        again.append(_spent(lambda: attendance_recompute(event_id=ticket.event_id, now=clock.now())))
    if SessionAttendance.objects.filter(event=ticket.event).count() != people * SESSIONS:
        raise RuntimeError("Not everybody's minutes were written down.")
    for owed in (DBTaskResult, Job, OutboxEvent):
        owed.objects.all().delete()  # no worker of a later part shall have to work these off
    part = f"Attendance of {people:,} participants, {STAYS} stays each, {SESSIONS} sessions: seconds of one core"
    names = ("ours", "database", "wall")
    return [
        Figure(part, "the rules alone", "s", _median(rules, "ours"), goal=2, at_most=True),
        Figure(part, "read, worked out, written, told", "s", _median(first, "ours"), goal=2, at_most=True,
               more={name: _median(first, name) for name in names}),
        Figure(part, "the database's own for it", "s", _median(first, "database")),
        Figure(part, "again, when nothing has changed", "s", _median(again, "ours"),
               more={name: _median(again, name) for name in names}),
    ]  # fmt: skip


def _event(people: int) -> TicketType:
    """A day that is over, whose three sessions everybody has come to and gone from, some of it told twice."""
    begin = clock.now().replace(microsecond=0) - timedelta(hours=10)
    ticket = places.ticket(size=None, starts_at=begin)
    ticket.event.sessions.all().delete()
    for number in range(SESSIONS):
        starts_at = begin + timedelta(hours=2.5 * number)
        SessionFactory(event=ticket.event, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    Event.objects.filter(pk=ticket.event_id).update(status="completed", completed_at=begin + timedelta(hours=9))
    rows = places.confirmed(ticket, places.people(people))
    AttendanceInterval.objects.bulk_create(
        [
            AttendanceInterval(
                created_at=begin, organization_id=row.organization_id, event_id=row.event_id, registration=row,
                source="zoom", external_id=new_id().hex,
                starts_at=begin + timedelta(hours=2 * stay, seconds=(place * 7919 + stay * 61) % 3600),
                ends_at=begin + timedelta(hours=2 * stay + 1, minutes=50, seconds=place % 600),
            )
            for place, row in enumerate(rows)
            for stay in range(STAYS)
        ],
        batch_size=2000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE registrations_attendanceinterval")
        cursor.execute("VACUUM ANALYZE registrations_registration")
    return ticket


def _rules(ticket: TicketType) -> Callable[[], Any]:
    """Everything is read beforehand."""
    windows = [Window(one.id, *one.window) for one in windows_of(event_id=ticket.event_id)]
    told: dict[Any, list[Presence]] = {}
    rows = AttendanceInterval.objects.filter(event=ticket.event, withdrawn_at=None)
    for registration_id, starts_at, ends_at in rows.values_list("registration_id", "starts_at", "ends_at"):
        told.setdefault(registration_id, []).append(Presence(starts_at, ends_at))
    return lambda: [count(presences, windows) for presences in told.values()]


def _whole(ticket: TicketType, people: int) -> None:
    changed = attendance_recompute(event_id=ticket.event_id, now=clock.now())
    if changed != people:
        raise RuntimeError(f"The minutes of {changed} people have changed, not of {people}.")


def _spent(work: Callable[[], Any]) -> dict[str, float]:
    """Processor seconds of this process and of the database's that serves it, and the seconds that passed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    began, ours, database = time.perf_counter(), time.process_time(), _cpu(backend)
    work()
    return {
        "ours": time.process_time() - ours,
        "database": _cpu(backend) - database,
        "wall": time.perf_counter() - began,
    }


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _median(rounds: list[dict[str, float]], *names: str) -> float:
    return round(statistics.median(sum(one[name] for name in names) for one in rounds), 3)
