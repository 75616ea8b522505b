"""Minutes: what sources tell is kept, what it comes to is worked out again from all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accredit.core import jobs
from accredit.core.ids import new_id
from accredit.core.outbox import publish, publish_each
from accredit.core.statements import Given, Insert, Statement
from accredit.events.models import Event
from accredit.events.selectors import windows_of
from accredit.registrations.domain_events import AttendanceCorrected, AttendanceRecorded
from accredit.registrations.exceptions import IntervalNotPossible
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance
from accredit.registrations.rules.attendance import Counted, Presence, Window, count
from accredit.registrations.rules.registrations import ADMITTED, IntervalSource, RegistrationStatus

RECOMPUTE = "registrations.attendance_recompute"
AT_ONCE = 1000
"""So many people are worked out in one transaction."""
_Kept = dict[UUID, tuple[int, int]]
"""By session: counted seconds, seconds of its window."""
_KEPT = Insert(
    SessionAttendance,
    or_change=("counted_seconds", "window_seconds", "computed_at"),
    of=("registration_id", "session_id"),
)


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
            _withdraw(replaces, registration, actor_id, reason.strip(), now)
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


def _withdraw(
    interval: AttendanceInterval, registration: Registration, actor_id: UUID, reason: str, now: datetime
) -> None:
    """Let it count no more. What a source said keeps who took it out and why, by which the source also knows that it is
    not to say so again; what a person said keeps its own."""
    standing = AttendanceInterval.objects.filter(pk=interval.pk, registration=registration, withdrawn_at=None)
    standing.exclude(source=IntervalSource.MANUAL).update(withdrawn_at=now, actor_id=actor_id, reason=reason)
    standing.update(withdrawn_at=now)


def attendance_owe(*, event_id: UUID) -> None:
    """Owe the working out of everybody's minutes in an event, in the caller's transaction; many at once are one."""
    jobs.enqueue(RECOMPUTE, str(event_id), unique_key=_only(event_id))


def attendance_owed(*, event_id: UUID) -> dict[str, Any]:
    """The same for a statement that writes more at once (`jobs.OWE`)."""
    return jobs.owed_values(RECOMPUTE, str(event_id), unique_key=_only(event_id))


def _only(event_id: UUID) -> str:
    return f"{RECOMPUTE}:{event_id}"


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
    is_over = event.completed_at is not None
    with transaction.atomic():
        locked = Registration.objects.select_for_update().filter(pk__in=registration_ids, status__in=ADMITTED)
        ids = list(locked.order_by("id").values_list("id", flat=True))
        if not ids:
            return 0
        told, before = _told(event.id, ids), _before(event.id, ids)
        counted = {one: count(told[one], windows, until=None if is_over else now) for one in ids}
        changed = [one for one in ids if _differs(counted[one], before[one], is_over)]
        _write(event, [(one, of) for one in changed for of in counted[one]], now)
        moved = _judge(counted) if is_over else 0
        publish_each(
            [AttendanceRecorded(one, event.id) for one in changed],
            organization_id=event.organization_id,
            actor_id=None,
        )
    return max(len(changed), moved)


def _differs(counted: Iterable[Counted], before: _Kept, is_over: bool) -> bool:
    """Whether there is something to write down: nobody's nothing is kept before the event is over."""
    return any(
        before.get(one.session_id, None if is_over else (0, one.window_seconds))
        != (one.counted_seconds, one.window_seconds)
        for one in counted
    )


_EVENT = Given("event", AttendanceInterval._meta.get_field("event"))
_FIRST, _LAST = (Given(name, AttendanceInterval._meta.get_field("registration")) for name in ("first", "last"))
_AMONG = Q(event=_EVENT, registration__gte=_FIRST, registration__lte=_LAST)
_TOLD = Statement(
    lambda: AttendanceInterval.objects.filter(_AMONG, withdrawn_at=None).values_list(
        "registration_id", "starts_at", "ends_at", "session_id"
    )
)
_BEFORE = Statement(
    lambda: SessionAttendance.objects.filter(_AMONG).values_list(
        "registration_id", "session_id", "counted_seconds", "window_seconds"
    )
)


def _told(event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, list[Presence]]:
    """What is known of the registrations between the first of these and the last."""
    found: dict[UUID, list[Presence]] = defaultdict(list)
    for registration_id, starts_at, ends_at, session_id in _TOLD.rows(event=event_id, first=ids[0], last=ids[-1]):
        found[registration_id].append(Presence(starts_at, ends_at, session_id))
    return found


def _before(event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, _Kept]:
    """Counted and window seconds by session, as they were kept before."""
    found: dict[UUID, _Kept] = defaultdict(dict)
    for registration_id, session_id, *seconds in _BEFORE.rows(event=event_id, first=ids[0], last=ids[-1]):
        found[registration_id][session_id] = (seconds[0], seconds[1])
    return found


def _write(event: Event, counted: Sequence[tuple[UUID, Counted]], now: datetime) -> None:
    if not counted:
        return
    [one, of] = counted[0]
    row = SessionAttendance(
        created_at=now,
        organization_id=event.organization_id,
        event_id=event.id,
        registration_id=one,
        session_id=of.session_id,
        computed_at=now,
    )
    _KEPT.add_like(
        row,
        {
            "registration_id": [one for one, _ in counted],
            "session_id": [of.session_id for _, of in counted],
            "counted_seconds": [of.counted_seconds for _, of in counted],
            "window_seconds": [of.window_seconds for _, of in counted],
        },
    )


def _judge(counted: Mapping[UUID, Sequence[Counted]]) -> int:
    """Attended is who was there for a second of it; absent is who was not."""
    there = [one for one, ones in counted.items() if any(of.counted_seconds for of in ones)]
    away = set(counted) - set(there)
    came = Registration.objects.filter(pk__in=there).exclude(status=RegistrationStatus.ATTENDED)
    stayed_away = Registration.objects.filter(pk__in=away).exclude(status=RegistrationStatus.ABSENT)
    return came.filter(status__in=ADMITTED).update(status=RegistrationStatus.ATTENDED) + stayed_away.filter(
        status__in=ADMITTED
    ).update(status=RegistrationStatus.ABSENT)
