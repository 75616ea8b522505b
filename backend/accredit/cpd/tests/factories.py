"""Evidence files, reports and cycles for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from accredit.accounts.models import User
from accredit.accreditation.models import CreditType
from accredit.core import storage
from accredit.cpd import services
from accredit.cpd.models import Cycle, OwnActivity
from accredit.cpd.rules import Category
from accredit.cpd.services.activities import Report
from accredit.cpd.services.cycles import CycleTerms
from accredit.media.models import Upload
from accredit.media.tests.factories import UploadFactory
from accredit.media.tests.files import PDF


def evidence(owner: User, content: bytes = PDF, **fields: Any) -> Upload:
    """A checked PDF of the person's own, with its bytes in the store."""
    fields = {"file_name": "sheet.pdf", "media_type": "application/pdf", "duration_ms": None} | fields
    upload: Upload = UploadFactory(
        owner=owner, organization=None, purpose="evidence", key=f"uploads/{owner.id}", **fields
    )
    Upload.objects.filter(pk=upload.pk).update(key=f"uploads/{owner.id}/{upload.id}.pdf")
    upload.refresh_from_db()
    storage.private().write(upload.key, content)
    return upload


def report(credit_type: CreditType, **changes: Any) -> Report:
    """A morning's reading on 3 November 2026, worth 1.5."""
    given: dict[str, Any] = {
        "title": "Reading group",
        "provider": "Riverside Practice",
        "done_on": date(2026, 11, 3),
        "credit_type_id": credit_type.id,
        "amount": "1.5",
        "reflection": "",
        "evidence": [],
    }
    return Report(**given | changes)


def earned(person: User, credit_type: CreditType, amount: str, on: date, *, now: datetime) -> OwnActivity:
    """Credit on the record, by the shortest way there is."""
    return services.activity_report(person_id=person.id, report=report(credit_type, amount=amount, done_on=on), now=now)


def cycle(
    person: User,
    accreditor_id: UUID,
    first: date,
    last: date,
    *,
    now: datetime,
    target: int = 1_000,
    carry_limit: int = 0,
    categories: tuple[Category, ...] = (),
) -> Cycle:
    """A cycle of ten credits unless said otherwise."""
    terms = CycleTerms(first, last, target, carry_limit, categories)
    return services.cycle_create(person_id=person.id, accreditor_id=accreditor_id, terms=terms, now=now)
