"""Organizations in the catalogue: their name and brand are on each card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.rules import Kind
from accredit.core.jobs import enqueue

from .courses import COURSE_SYNC
from .events import EVENT_SYNC

_JOBS = {Kind.COURSE: COURSE_SYNC, Kind.EVENT: EVENT_SYNC}


def organization_sync(*, organization_id: UUID, now: datetime) -> None:
    """Owe every listed item of an organization a rebuild."""
    items = CatalogueItem.objects.filter(organization_id=organization_id, is_listed=True)
    for kind, item_id in items.values_list("kind", "item_id"):
        job = _JOBS[Kind(kind)]
        enqueue(job, str(item_id), unique_key=f"{job}:{item_id}")
