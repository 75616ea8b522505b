"""What a meeting's provider brings: each person's own link, and when they were there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.registrations.models import AttendanceInterval, Registration
from accredit.registrations.rules.registrations import IntervalSource

from .attendance import attendance_owe

TOLD_NO_MORE = "The source no longer says so."
"""Why an interval was withdrawn that its own source took back. It counts again when the source says it again."""


@dataclass(frozen=True, slots=True)
class ToldPresence:
    """One stay as a source sees it now. `external_id` names it within the source, whoever it is assigned to."""

    registration: Registration
    external_id: str
    session_id: UUID | None
    starts_at: datetime
    ends_at: datetime | None
    end_was_lost: bool = False


def join_link_set(*, registration_id: UUID, join_url: str, provider_registrant_id: str) -> bool:
    """Keep a person's own link to the meeting that comes next; empty takes it away. False when nothing was changed."""
    rows = Registration.objects.filter(pk=registration_id)
    changed = rows.exclude(join_url=join_url, provider_registrant_id=provider_registrant_id)
    return bool(changed.update(join_url=join_url, provider_registrant_id=provider_registrant_id))


def presence_follow(
    *, event_id: UUID, source: IntervalSource, prefix: str, told: Sequence[ToldPresence], now: datetime
) -> bool:
    """Make a source's intervals whose `external_id` begins with `prefix` be what it tells now, all of them.

    For a source that keeps its own facts and works the stays out again from all of them: unlike `interval_record` it
    may also shorten one, move it to somebody else, or take it back, which withdraws the row and keeps it. What a person
    has withdrawn stays withdrawn. The caller lets no two calls for one prefix run at once. Owes the working out of
    minutes when something changed, and returns whether.
    """
    with transaction.atomic():
        known = {
            row.external_id: row
            for row in AttendanceInterval.objects.filter(
                event_id=event_id, source=source, external_id__startswith=prefix
            )
        }
        new = [_new(one, event_id, source, now) for one in told if one.external_id not in known]
        moved = [row for one in told if (row := known.get(one.external_id)) is not None and _adopt(row, one)]
        named = {one.external_id for one in told}
        gone = [row for row in known.values() if row.external_id not in named and row.withdrawn_at is None]
        for row in gone:
            row.withdrawn_at, row.reason = now, TOLD_NO_MORE
        AttendanceInterval.objects.bulk_create(new)
        AttendanceInterval.objects.bulk_update(
            [*moved, *gone],
            ["registration", "starts_at", "ends_at", "end_was_lost", "session", "withdrawn_at", "reason"],
            batch_size=500,
        )
        if changed := bool(new or moved or gone):
            attendance_owe(event_id=event_id)
    return changed


def _new(one: ToldPresence, event_id: UUID, source: IntervalSource, now: datetime) -> AttendanceInterval:
    return AttendanceInterval(
        created_at=now,
        organization_id=one.registration.organization_id,
        event_id=event_id,
        registration=one.registration,
        session_id=one.session_id,
        source=source,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        end_was_lost=one.end_was_lost,
        external_id=one.external_id,
    )


def _adopt(row: AttendanceInterval, one: ToldPresence) -> bool:
    """Whether the row says something else now."""
    before = (row.registration_id, row.session_id, row.starts_at, row.ends_at, row.end_was_lost, row.withdrawn_at)
    row.registration, row.session_id = one.registration, one.session_id
    row.starts_at, row.ends_at, row.end_was_lost = one.starts_at, one.ends_at, one.end_was_lost
    if row.actor_id is None and row.reason == TOLD_NO_MORE:
        row.withdrawn_at, row.reason = None, ""
    after = (row.registration_id, row.session_id, row.starts_at, row.ends_at, row.end_was_lost, row.withdrawn_at)
    return before != after
