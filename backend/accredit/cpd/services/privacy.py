"""What a person's leaving does to their record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.cpd.models import Cycle, OwnActivity, OwnEvidence


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Cycles go, own activities lose their words and files; the ledger holds ids and hashes only, and stays. The files
    leave the store with what nothing shows any more. Runs twice."""
    Cycle.objects.filter(person_id=user_id).delete()
    OwnEvidence.objects.filter(activity__person_id=user_id).delete()
    OwnActivity.objects.filter(person_id=user_id).update(title="", provider="", reflection="")
