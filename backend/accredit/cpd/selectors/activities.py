"""Reads of what people report themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accredit.cpd.exceptions import ActivityNotFound
from accredit.cpd.models import OwnActivity, OwnEvidence


def activities_of(*, person_id: UUID) -> QuerySet[OwnActivity]:
    """What a person reports now, with all that its list shows; what was withdrawn is left out."""
    files = Prefetch("evidence", queryset=OwnEvidence.objects.select_related("upload").order_by("created_at", "id"))
    rows = OwnActivity.objects.select_related("credit_type__accreditor").prefetch_related(files)
    return rows.filter(person_id=person_id, withdrawn_at=None)


def activity_get(*, person_id: UUID, activity_id: UUID) -> OwnActivity:
    """One of a person's own. Raises ActivityNotFound, also for somebody else's and for one withdrawn."""
    found = activities_of(person_id=person_id).filter(pk=activity_id).first()
    if found is None:
        raise ActivityNotFound
    return found


def evidence_hash(activity: OwnActivity, files: Iterable[str]) -> str:
    """SHA-256 over what was reported and the SHA-256 of each file, in hexadecimal; the same facts give the same one."""
    facts = {
        "amount_hundredths": activity.amount_hundredths,
        "credit_type": str(activity.credit_type_id),
        "done_on": activity.done_on.isoformat(),
        "files": sorted(files),
        "provider": activity.provider,
        "title": activity.title,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
