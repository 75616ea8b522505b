"""The waiting list as those who wait and as organizers see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.events.models import Event, TicketType
from accredit.events.rules.events import EventStatus
from accredit.events.selectors import event_cards
from accredit.organizations.models import Organization
from accredit.registrations.exceptions import OfferOver, WaitingEntryNotFound
from accredit.registrations.models import WaitingEntry
from accredit.registrations.rules.registrations import WaitingStatus


def waiting_for_person(*, person_id: UUID, entry_id: UUID) -> WaitingEntry:
    """One's own entry. Raises WaitingEntryNotFound."""
    return _one(_with_parents().filter(person_id=person_id, pk=entry_id))


def waiting_by_link(*, entry_id: UUID) -> WaitingEntry:
    """The entry that a mailed link names. Raises WaitingEntryNotFound."""
    return _one(_with_parents().filter(pk=entry_id))


def waiting_for_staff(*, organization: Organization, entry_id: UUID) -> WaitingEntry:
    """Raises WaitingEntryNotFound."""
    return _one(_with_parents().filter(organization=organization, pk=entry_id))


def waiting_told(*, entry_id: UUID) -> WaitingEntry | None:
    """Somebody who can be told something; None for one who has left."""
    return _with_parents().filter(pk=entry_id).exclude(email="").first()


def ticket_offered(entry: WaitingEntry) -> TicketType:
    """What is offered to somebody; with its capacity. Raises OfferOver where nothing is."""
    if entry.offered_ticket_type_id is None:
        raise OfferOver
    return TicketType.objects.select_related("capacity").get(pk=entry.offered_ticket_type_id)


def waiting_of_person(*, person_id: UUID) -> QuerySet[WaitingEntry]:
    """Where somebody waits or waited."""
    return _with_parents().filter(person_id=person_id)


def waiting_of_event(*, event: Event, status: str = "") -> QuerySet[WaitingEntry]:
    """An event's list; in its order by `place`, `id`."""
    rows = WaitingEntry.objects.filter(event=event)
    return rows.filter(status=status) if status else rows


def events_waited_for(*, now: datetime) -> list[UUID]:
    """Published events to come for which somebody waits."""
    rows = WaitingEntry.objects.filter(
        status=WaitingStatus.WAITING, event__status=EventStatus.PUBLISHED, event__starts_at__gt=now
    )
    return list(rows.order_by("event_id").values_list("event_id", flat=True).distinct())


def my_waiting(rows: Sequence[WaitingEntry]) -> list[dict[str, Any]]:
    """One's own entries with their events and positions. Six queries or less."""
    cards = {card["id"]: card for card in event_cards(list({row.event_id: row.event for row in rows}.values()))}
    positions, tickets = _positions({row.event_id for row in rows}), _offered(rows)
    return [_entry(row, positions, tickets) | {"event": cards[row.event_id]} for row in rows]


def joined_waiting(entry: WaitingEntry) -> dict[str, Any]:
    """An entry as it was just made; one that is not kept looks like the last."""
    [found] = my_waiting([entry])
    last = WaitingEntry.objects.filter(event_id=entry.event_id, status=WaitingStatus.WAITING).count()
    return found | {"position": found["position"] or last + 1}


def staff_waiting(rows: Sequence[WaitingEntry]) -> list[dict[str, Any]]:
    """Entries as organizers see them. Two queries."""
    positions, tickets = _positions({row.event_id for row in rows}), _offered(rows)
    return [
        _entry(row, positions, tickets) | {"person_id": row.person_id, "moved_reason": row.moved_reason} for row in rows
    ]


def _entry(row: WaitingEntry, positions: dict[UUID, int], tickets: dict[UUID, TicketType]) -> dict[str, Any]:
    ticket = tickets.get(row.offered_ticket_type_id) if row.offered_ticket_type_id else None
    return {
        "id": row.id,
        "status": row.status,
        "name": row.name,
        "email": row.email,
        "quantity": row.quantity,
        "ticket_types": row.ticket_type_ids,
        "position": positions.get(row.id),
        "joined_at": row.created_at,
        "offer": {
            "ticket_type": {"id": ticket.id, "name": ticket.name, "mode": ticket.mode},
            "price": ticket.price.as_json() if ticket.price else None,
            "expires_at": row.offer_expires_at,
        }
        if ticket is not None and row.status == WaitingStatus.OFFERED
        else None,
    }


def _positions(event_ids: set[UUID]) -> dict[UUID, int]:
    """Where each who waits stands in the event's list, from 1. One query."""
    rows = WaitingEntry.objects.filter(event__in=event_ids, status=WaitingStatus.WAITING)
    found: dict[UUID, int] = {}
    counts: dict[UUID, int] = {}
    for event_id, entry_id in rows.order_by("place", "id").values_list("event_id", "id"):
        found[entry_id] = counts[event_id] = counts.get(event_id, 0) + 1
    return found


def _offered(rows: Sequence[WaitingEntry]) -> dict[UUID, TicketType]:
    ids = {row.offered_ticket_type_id for row in rows if row.offered_ticket_type_id}
    return {ticket.id: ticket for ticket in TicketType.objects.filter(pk__in=ids)}


def _with_parents() -> QuerySet[WaitingEntry]:
    return WaitingEntry.objects.select_related("event", "event__organization", "event__category", "organization")


def _one(rows: QuerySet[WaitingEntry]) -> WaitingEntry:
    found = rows.first()
    if found is None:
        raise WaitingEntryNotFound
    return found
