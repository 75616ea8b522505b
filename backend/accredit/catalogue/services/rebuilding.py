"""Making rows anew, after an upgrade that changes what they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.catalogue.rules import Kind
from accredit.core.jobs import enqueue
from accredit.events.models import Event
from accredit.learning.models import Course

from .courses import course_sync
from .events import event_sync

REBUILD = "catalogue.rebuild"
"""The job that makes all rows anew, so many at a time; a migration owes it."""
AT_A_TIME = 200
_KINDS = tuple(Kind)


def rebuild(*, now: datetime) -> dict[Kind, int]:
    """Bring every item's row up to date, for an operator. Returns how many of each kind were looked at."""
    looked_at = {}
    for kind in _KINDS:
        ids = list(_ids(kind))
        for item_id in ids:
            _sync(kind, item_id, now=now)
        looked_at[kind] = len(ids)
    return looked_at


def rebuild_on(*, kind: Kind, after: UUID | None, now: datetime) -> None:
    """Bring the rows of the next items up to date, by id, and owe the rest. May run twice."""
    ids = list(_ids(kind, after=after)[:AT_A_TIME])
    for item_id in ids:
        _sync(kind, item_id, now=now)
    if len(ids) == AT_A_TIME:
        enqueue(REBUILD, kind, str(ids[-1]))
    elif kind is not _KINDS[-1]:
        enqueue(REBUILD, _KINDS[_KINDS.index(kind) + 1], "")


def _ids(kind: Kind, *, after: UUID | None = None) -> QuerySet[Any, UUID]:
    items: QuerySet[Any] = Course.objects.all() if kind is Kind.COURSE else Event.objects.all()
    return (items.filter(pk__gt=after) if after else items).order_by("id").values_list("id", flat=True)


def _sync(kind: Kind, item_id: UUID, *, now: datetime) -> None:
    if kind is Kind.COURSE:
        course_sync(course_id=item_id, now=now)
    else:
        event_sync(event_id=item_id, now=now)
