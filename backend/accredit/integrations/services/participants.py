"""Who was there: from facts to intervals of registrations, and to the queue of those whom nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.core import jobs
from accredit.integrations.models import EventZoom, ParticipantFact, ReconciliationItem, ZoomInstance
from accredit.integrations.rules.matching import Identity, ItemStatus, Matched, first_told, match
from accredit.integrations.rules.presence import Fact, FactKind, Stay, stays
from accredit.integrations.selectors import known_of, live_decisions
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import IntervalSource
from accredit.registrations.services.joining import ToldPresence, presence_follow

RESOLVE = "integrations.zoom_presence_resolve"


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant of one occurrence, worked out."""

    identity: Identity
    stays: Sequence[Stay]
    matched: Matched


def resolve_owe(*, instance_id: UUID) -> None:
    """Owe working out who was in an occurrence, in the caller's transaction; many at once are one."""
    jobs.enqueue(RESOLVE, str(instance_id), unique_key=f"{RESOLVE}:{instance_id}")


def resolve_owe_events(*, event_ids: Iterable[UUID]) -> None:
    """Owe it for everything that took place in these events: who is known has changed."""
    for instance_id in ZoomInstance.objects.filter(meeting__event_id__in=list(event_ids)).values_list("id", flat=True):
        resolve_owe(instance_id=instance_id)


def presence_resolve(*, instance_id: UUID, now: datetime) -> None:
    """Work out an occurrence from all facts: intervals of those who are known, one item each of those who are not.
    Again changes nothing. One at a time in an event."""
    with transaction.atomic():
        instance = ZoomInstance.objects.select_related("meeting__event").get(pk=instance_id)
        meeting = instance.meeting
        EventZoom.objects.select_for_update().get(event_id=meeting.event_id)
        instance.refresh_from_db(fields=["ended_at"])
        people = _people(instance)
        told = _told(instance, people)
        presence_follow(
            event_id=meeting.event_id,
            source=IntervalSource.ZOOM,
            prefix=f"{instance.pk.hex}:",
            told=told,
            now=now,
        )
        _queue(instance, [one for one in people if one.matched.key], now)


def _people(instance: ZoomInstance) -> list[Participant]:
    known, decisions = known_of(meeting=instance.meeting), live_decisions(event=instance.meeting.event)
    by_participant: dict[str, list[ParticipantFact]] = defaultdict(list)
    for fact in ParticipantFact.objects.filter(instance=instance):
        by_participant[fact.participant].append(fact)
    found = []
    for participant, facts in sorted(by_participant.items()):
        identity = Identity(
            stay=f"{instance.pk.hex}:{participant}",
            registrant_id=first_told(one.registrant_id for one in facts),
            email=first_told(one.email for one in facts),
            account_id=first_told(one.account_id for one in facts),
            name=first_told(one.name for one in facts),
        )
        told = [Fact(FactKind(one.kind), one.room, one.at, one.until) for one in facts]
        found.append(Participant(identity, stays(told, ended_at=instance.ended_at), match(identity, known, decisions)))
    return found


def _told(instance: ZoomInstance, people: Sequence[Participant]) -> list[ToldPresence]:
    rows = Registration.objects.in_bulk(
        {one.matched.registration_id for one in people if one.matched.registration_id is not None}
    )
    return [
        ToldPresence(
            registration=row,
            external_id=f"{one.identity.stay}:{number}:{row.pk.hex}",
            session_id=instance.meeting.session_id,
            starts_at=stay.starts_at,
            ends_at=stay.ends_at,
            end_was_lost=stay.end_was_lost,
        )
        for one in people
        if one.matched.registration_id is not None and (row := rows[one.matched.registration_id])
        for number, stay in enumerate(one.stays)
    ]


def _queue(instance: ZoomInstance, people: Sequence[Participant], now: datetime) -> None:
    """This occurrence's part of the event's items; an item without any part is no more."""
    event = instance.meeting.event
    name = instance.pk.hex
    by_key: dict[str, list[Participant]] = defaultdict(list)
    for one in people:
        if one.stays:
            by_key[one.matched.key].append(one)
    known = {row.key: row for row in ReconciliationItem.objects.filter(event=event)}
    for key, row in known.items():
        if key not in by_key and name in row.parts:
            _write(row, {part: value for part, value in row.parts.items() if part != name}, None)
    for key, ones in by_key.items():
        row = known.get(key) or ReconciliationItem(
            created_at=now, organization_id=event.organization_id, event=event, key=key
        )
        _write(row, {**row.parts, name: _part(ones)}, ones[0].matched)


def _part(ones: Sequence[Participant]) -> dict[str, Any]:
    told = [stay for one in ones for stay in one.stays]
    ends = [stay.ends_at for stay in told if stay.ends_at is not None]
    return {
        "name": first_told(one.identity.name for one in ones),
        "email": first_told(one.identity.email for one in ones),
        "first": min(stay.starts_at for stay in told).isoformat(),
        "last": max(ends).isoformat() if len(ends) == len(told) else None,
        "seconds": sum(int((stay.ends_at - stay.starts_at).total_seconds()) for stay in told if stay.ends_at),
        "joins": len(told),
    }


def _write(row: ReconciliationItem, parts: Mapping[str, Mapping[str, Any]], matched: Matched | None) -> None:
    if not parts:
        ReconciliationItem.objects.filter(pk=row.pk).delete()
        return
    values = list(parts.values())
    lasts = [one["last"] for one in values]
    row.parts = dict(parts)
    row.name, row.email = first_told(one["name"] for one in values), first_told(one["email"] for one in values)
    row.first_seen_at = datetime.fromisoformat(min(one["first"] for one in values))
    row.last_seen_at = datetime.fromisoformat(max(lasts)) if all(lasts) else None
    row.seconds, row.joins = sum(one["seconds"] for one in values), sum(one["joins"] for one in values)
    if matched is not None:
        decided = matched.decided
        row.registration_id = matched.registration_id
        row.decision_id = decided.id if decided else None
        row.status = ItemStatus.OPEN
        if decided is not None:
            row.status = ItemStatus.ASSIGNED if matched.registration_id else ItemStatus.IGNORED
    row.save()
