"""What the apps above registrations may ask about minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from accredit.core.spans import length, union
from accredit.events.models import Session
from accredit.events.selectors import windows_of
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance
from accredit.registrations.rules.attendance import Presence, Window, spans_in
from accredit.registrations.rules.registrations import ADMITTED


@dataclass(frozen=True, slots=True)
class SessionFact:
    """What one person's presence comes to in one session; `starts_at` and `ends_at` are where its minutes count."""

    session_id: UUID
    title: str
    window_seconds: int
    counted_seconds: int
    starts_at: datetime
    ends_at: datetime


def facts_of(*, event_id: UUID, registration_ids: Collection[UUID] | None = None) -> dict[UUID, list[SessionFact]]:
    """Every session of the event, breaks left out, in its order, for each of these registrations, or for all whose
    minutes count: nobody is left out for never having come. Three queries or less."""
    windows = [(Window(session.id, *session.window), session.title) for session in windows_of(event_id=event_id)]
    kept = SessionAttendance.objects.filter(event_id=event_id)
    if registration_ids is None:
        admitted = Registration.objects.filter(event_id=event_id, status__in=ADMITTED)
        people = list(admitted.values_list("id", flat=True))
    else:
        people = list(registration_ids)
        kept = kept.filter(registration__in=people)
    counted = {
        (registration_id, session_id): (window_seconds, counted_seconds)
        for registration_id, session_id, window_seconds, counted_seconds in kept.values_list(
            "registration_id", "session_id", "window_seconds", "counted_seconds"
        )
    }
    found: dict[UUID, list[SessionFact]] = {}
    for registration_id in people:
        facts = []
        for window, title in windows:
            of_window, seconds = counted.get((registration_id, window.session_id), (window.seconds, 0))
            facts.append(SessionFact(window.session_id, title, of_window, seconds, window.start, window.end))
        found[registration_id] = facts
    return found


def sums_of(
    *, event_id: UUID, groups: Sequence[Sequence[Session]]
) -> tuple[dict[UUID, list[tuple[int, int]]], list[tuple[int, int]]]:
    """Counted and window seconds of everybody of whom anything was worked out in an event, summed over each of these
    groups of its sessions as `facts_of` would tell them one by one; and what there is of everybody else: nothing
    counted. One query, a row a person."""
    windows = {one.id: Window(one.id, *one.window).seconds for group in groups for one in group}
    nothing = [(0, sum(windows[one.id] for one in group)) for group in groups]
    if not windows:
        return {}, nothing
    # What was counted keeps the window that it was counted in; where nothing was, the window is today's.
    other = F("window_seconds") - Case(*(When(session=key, then=Value(seconds)) for key, seconds in windows.items()))
    sums: dict[str, _Whole] = {}
    for index, group in enumerate(groups):
        of_group = Q(session__in=[one.id for one in group])
        sums[f"counted_{index}"] = _Whole(Sum("counted_seconds", filter=of_group), 0)
        sums[f"other_{index}"] = _Whole(Sum(other, filter=of_group), 0)
    kept = SessionAttendance.objects.filter(event_id=event_id, session__in=list(windows)).order_by()
    rows = kept.values_list("registration_id").annotate(**sums)
    if len(groups) == 1:  # the usual gate, where each step is taken thousands of times
        [(_, window)] = nothing
        return {key: [(counted, window + more)] for key, counted, more in rows}, nothing
    found = {}
    for key, *figures in rows:
        pairs = zip(figures[::2], figures[1::2], nothing, strict=True)
        found[key] = [(counted, window + more) for counted, more, (_, window) in pairs]
    return found, nothing


class _Whole(Coalesce):
    """A sum that is a whole number in the database already: the ORM need not make one of it again."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        return []


def seconds_once(facts: Mapping[UUID, Sequence[SessionFact]]) -> dict[UUID, int]:
    """Of what `facts_of` found: how long each person was in the sessions, every second once, also where sessions run
    beside each other. One query, none where they follow one another."""
    sessions = next(iter(facts.values()), [])
    windows = [Window(one.session_id, one.starts_at, one.ends_at) for one in sessions]
    in_order = sorted(windows, key=lambda one: one.start)
    if all(one.end <= following.start for one, following in pairwise(in_order)):
        return {person: sum(one.counted_seconds for one in found) for person, found in facts.items()}
    told: dict[UUID, list[Presence]] = defaultdict(list)
    known = AttendanceInterval.objects.filter(registration__in=list(facts), withdrawn_at=None)
    for person, starts_at, ends_at, session_id in known.values_list(
        "registration_id", "starts_at", "ends_at", "session_id"
    ):
        told[person].append(Presence(starts_at, ends_at, session_id))
    return {
        person: length(union(span for window in windows for span in spans_in(told[person], window, windows)[0]))
        for person in facts
    }
