"""Places: the one module that changes how many are taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from accredit.core.constraints import violates
from accredit.core.outbox import publish
from accredit.events.domain_events import PlacesFreed
from accredit.events.exceptions import CapacityBelowTaken, CapacityInUse, CapacityNotFound
from accredit.events.models import Capacity, Event, TicketType

from .holding import event_hold, tell_update

PLACE_TAKE = """
    UPDATE events_capacity SET taken = taken + 1
    WHERE id = %s AND (size IS NULL OR size >= taken + 1) RETURNING id
"""
"""`places_take` of one place, for a statement that does more at once."""


def places_take(*, capacity_id: UUID, count: int) -> bool:
    """Take so many places, all or none, in the caller's transaction; False when there are not enough.

    One conditional statement: whoever comes second sees what the first one left. The row stays locked until the
    caller's transaction ends, so call it last.
    """
    enough = Q(size=None) | Q(size__gte=F("taken") + count)
    return Capacity.objects.filter(enough, pk=capacity_id).update(taken=F("taken") + count) == 1


def places_give_back(*, capacity_id: UUID, event_id: UUID, organization_id: UUID, count: int) -> None:
    """Give back what was taken, in the caller's transaction, and tell the waiting list."""
    Capacity.objects.filter(pk=capacity_id, taken__gte=count).update(taken=F("taken") - count)
    publish(PlacesFreed(event_id, capacity_id), organization_id=organization_id, actor_id=None)


def capacity_create(*, event: Event, actor_id: UUID, name: str, size: int | None, now: datetime) -> Capacity:
    """Places for tickets to take from; `size` None means without limit. Raises EventOver."""
    with transaction.atomic():
        held = event_hold(event)
        capacity = Capacity(organization_id=held.organization_id, event=held, name=name, size=size)
        capacity.save(force_insert=True)
        tell_update(held, actor_id=actor_id)
    return capacity


def capacity_change(
    *, capacity: Capacity, actor_id: UUID, name: str | None = None, size: int | None, now: datetime
) -> Capacity:
    """Another name or size; a larger one is news for those who wait. Raises CapacityBelowTaken, CapacityNotFound,
    EventOver."""
    try:
        with transaction.atomic():
            held = event_hold(capacity.event)
            before = Capacity.objects.select_for_update().filter(pk=capacity.pk).first()
            if before is None:
                raise CapacityNotFound
            Capacity.objects.filter(pk=before.pk).update(size=size, name=name or before.name)
            grown = size is None or (before.size is not None and size > before.size)
            if held.is_published and grown:
                publish(PlacesFreed(held.id, capacity.id), organization_id=held.organization_id, actor_id=actor_id)
            tell_update(held, actor_id=actor_id)
    except IntegrityError as error:
        if violates(error, Capacity, "capacity_never_oversold"):
            raise CapacityBelowTaken from error
        raise
    capacity.refresh_from_db()
    return capacity


def capacity_delete(*, capacity: Capacity, actor_id: UUID, now: datetime) -> None:
    """Raises CapacityInUse while a ticket takes from it, EventOver."""
    with transaction.atomic():
        held = event_hold(capacity.event)
        if TicketType.objects.filter(capacity=capacity).exists():
            raise CapacityInUse
        Capacity.objects.filter(pk=capacity.pk).delete()
        tell_update(held, actor_id=actor_id)
