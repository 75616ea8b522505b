"""Minutes: what sources tell is kept, what it comes to is worked out again from all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accredit.core import jobs
from accredit.core.ids import new_id
from accredit.core.outbox import publish
from accredit.events.models import Event
from accredit.events.rules.events import EventStatus
from accredit.events.selectors import windows_of
from accredit.registrations.domain_events import AttendanceCorrected, AttendanceRecorded
from accredit.registrations.exceptions import IntervalNotPossible
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance
from accredit.registrations.rules.attendance import Counted, Presence, Window, count
from accredit.registrations.rules.registrations import ADMITTED, IntervalSource, RegistrationStatus

RECOMPUTE = "registrations.attendance_recompute"
AT_ONCE = 1000
"""So many people are worked out in one transaction."""


def interval_record(
    *,
    registration: Registration,
    source: IntervalSource,
    external_id: str,
    starts_at: datetime,
    ends_at: datetime | None,
    session_id: UUID | None = None,
    now: datetime,
) -> None:
    """Keep what a source says of somebody's presence, in the caller's transaction, and owe the working out.

    The same fact again, under its `external_id`, only widens it: earliest start, latest end. So neither order nor
    repetition of what is told makes a difference.
    """
    known = AttendanceInterval.objects.filter(
        event_id=registration.event_id, source=source, external_id=external_id
    ).first()
    if known is None:
        AttendanceInterval.objects.bulk_create(
            [
                AttendanceInterval(
                    created_at=now,
                    organization_id=registration.organization_id,
                    event_id=registration.event_id,
                    registration=registration,
                    session_id=session_id,
                    source=source,
                    starts_at=starts_at,
                    ends_at=max(starts_at, ends_at) if ends_at else None,
                    external_id=external_id,
                )
            ],
            ignore_conflicts=True,
        )
    else:
        ends = [moment for moment in (known.ends_at, ends_at) if moment is not None]
        first = min(known.starts_at, starts_at)
        AttendanceInterval.objects.filter(pk=known.pk).update(
            starts_at=first, ends_at=max([first, *ends]) if ends else None, registration=registration
        )
    attendance_owe(event_id=registration.event_id)


def interval_correct(
    *,
    registration: Registration,
    actor_id: UUID,
    reason: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    replaces: AttendanceInterval | None = None,
    session_id: UUID | None = None,
    now: datetime,
) -> AttendanceInterval | None:
    """A person's word against a source's: a new interval, which may replace one that stays in the record but counts no
    more; without times, the replaced one is only taken out. Raises IntervalNotPossible.
    """
    if not reason.strip():
        raise IntervalNotPossible("Say why. The reason stands beside the correction for good.")
    if starts_at is None and replaces is None:
        raise IntervalNotPossible("Give the times.")
    if starts_at is not None and (ends_at is None or ends_at <= starts_at):
        raise IntervalNotPossible("The end comes after the beginning.")
    with transaction.atomic():
        if replaces is not None:
            AttendanceInterval.objects.filter(pk=replaces.pk, registration=registration, withdrawn_at=None).update(
                withdrawn_at=now
            )
        made = None
        if starts_at is not None:
            made = AttendanceInterval(
                created_at=now,
                organization_id=registration.organization_id,
                event_id=registration.event_id,
                registration=registration,
                session_id=session_id,
                source=IntervalSource.MANUAL,
                starts_at=starts_at,
                ends_at=ends_at,
                external_id=new_id().hex,
                replaces=replaces,
                actor_id=actor_id,
                reason=reason.strip(),
            )
            made.save(force_insert=True)
        noted = made or replaces
        if noted is not None:
            publish(
                AttendanceCorrected(noted.id, registration.id),
                organization_id=registration.organization_id,
                actor_id=actor_id,
            )
        attendance_owe(event_id=registration.event_id)
    return made


def attendance_owe(*, event_id: UUID) -> None:
    """Owe the working out of everybody's minutes in an event, in the caller's transaction; many at once are one."""
    jobs.enqueue(RECOMPUTE, str(event_id), unique_key=f"{RECOMPUTE}:{event_id}")


def attendance_recompute(*, event_id: UUID, now: datetime) -> int:
    """Work out everybody's minutes from what is known now; news of those whose minutes changed, and once the event is
    completed everybody who held a place was there or was not. Returns how many changed. Again changes nothing."""
    event = Event.objects.get(pk=event_id)
    admitted = Registration.objects.filter(event=event, status__in=ADMITTED).order_by("id")
    ids = list(admitted.values_list("id", flat=True))
    return sum(_recompute(event, ids[first : first + AT_ONCE], now=now) for first in range(0, len(ids), AT_ONCE))


def _recompute(event: Event, registration_ids: Sequence[UUID], *, now: datetime) -> int:
    sessions = windows_of(event_id=event.id)
    windows = [Window(session.id, *session.window) for session in sessions]
    is_over = event.status == EventStatus.COMPLETED
    with transaction.atomic():
        rows = list(
            Registration.objects.select_for_update().filter(pk__in=registration_ids, status__in=ADMITTED).order_by("id")
        )
        told = _told(rows)
        before = _before(rows)
        changed = []
        for row in rows:
            counted = count(told[row.id], windows, until=None if is_over else now)
            if [
                (one.session_id, one.counted_seconds, one.window_seconds) for one in counted if _says(one, is_over)
            ] != [before[row.id][one.session_id] for one in counted if one.session_id in before[row.id]]:
                changed.append((row, counted))
        _write(event, changed, now)
        moved = _judge(rows, told, windows) if is_over else 0
        for row, _ in changed:
            publish(AttendanceRecorded(row.id, event.id), organization_id=event.organization_id, actor_id=None)
    return max(len(changed), moved)


def _says(one: Counted, is_over: bool) -> bool:
    """Whether there is something to write down: nobody's nothing is kept before the event is over."""
    return is_over or one.counted_seconds > 0


def _told(rows: Iterable[Registration]) -> dict[UUID, list[Presence]]:
    found: dict[UUID, list[Presence]] = defaultdict(list)
    known = AttendanceInterval.objects.filter(registration__in=[row.pk for row in rows], withdrawn_at=None)
    for registration_id, starts_at, ends_at, session_id in known.values_list(
        "registration_id", "starts_at", "ends_at", "session_id"
    ):
        found[registration_id].append(Presence(starts_at, ends_at, session_id))
    return found


def _before(rows: Iterable[Registration]) -> dict[UUID, dict[UUID, tuple[UUID, int, int]]]:
    found: dict[UUID, dict[UUID, tuple[UUID, int, int]]] = defaultdict(dict)
    kept: QuerySet[SessionAttendance] = SessionAttendance.objects.filter(registration__in=[row.pk for row in rows])
    for one in kept:
        found[one.registration_id][one.session_id] = (one.session_id, one.counted_seconds, one.window_seconds)
    return found


def _write(event: Event, changed: Iterable[tuple[Registration, list[Counted]]], now: datetime) -> None:
    SessionAttendance.objects.bulk_create(
        [
            SessionAttendance(
                created_at=now,
                organization_id=event.organization_id,
                event=event,
                registration=row,
                session_id=one.session_id,
                counted_seconds=one.counted_seconds,
                window_seconds=one.window_seconds,
                computed_at=now,
            )
            for row, counted in changed
            for one in counted
        ],
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=["counted_seconds", "window_seconds", "computed_at"],
    )


def _judge(rows: Sequence[Registration], told: dict[UUID, list[Presence]], windows: Sequence[Window]) -> int:
    """Attended is who was there for a second of it; absent is who was not."""
    there = {row.id for row in rows if any(one.counted_seconds for one in count(told[row.id], windows))}
    came = Registration.objects.filter(pk__in=there).exclude(status=RegistrationStatus.ATTENDED)
    stayed_away = Registration.objects.filter(pk__in=[row.id for row in rows if row.id not in there])
    return came.filter(status__in=ADMITTED).update(status=RegistrationStatus.ATTENDED) + stayed_away.filter(
        status__in=ADMITTED
    ).exclude(status=RegistrationStatus.ABSENT).update(status=RegistrationStatus.ABSENT)
