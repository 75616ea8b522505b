"""Reads of the credit record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accredit.accreditation.models import CreditType
from accredit.accreditation.selectors import credit_types_by_ids, format_credits

from .models import LedgerEntry
from .rules import EntryKind


@dataclass(frozen=True, slots=True)
class Total:
    """What a person holds of one credit type. `awards` counts the entries that were not taken back."""

    credit_type: CreditType
    hundredths: int
    awards: int


def ledger_of(*, person_id: UUID) -> QuerySet[LedgerEntry]:
    """A person's entries, with all that their list shows."""
    rows = LedgerEntry.objects.select_related("credit_type__accreditor", "organization", "certificate")
    return rows.filter(person_id=person_id)


def totals_of(*, person_id: UUID) -> list[Total]:
    """Sums by credit type, in the order of accreditors and categories. Two queries."""
    sums = (
        LedgerEntry.objects.filter(person_id=person_id)
        .values("credit_type_id")
        .annotate(
            hundredths=Sum("amount_hundredths"),
            given=Count("id", filter=Q(kind=EntryKind.AWARD)),
            taken=Count("id", filter=Q(kind=EntryKind.REVERSAL)),
        )
        .order_by()
    )
    found = list(sums)
    types = credit_types_by_ids(row["credit_type_id"] for row in found)
    totals = [Total(types[row["credit_type_id"]], row["hundredths"], row["given"] - row["taken"]) for row in found]
    return sorted(totals, key=_place)


def _place(total: Total) -> tuple[str, int, str]:
    return total.credit_type.accreditor.name, total.credit_type.category, total.credit_type.name


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """The record of a person, for their export."""
    return {
        "ledger": [
            {
                "kind": entry.kind,
                "credit_type": entry.credit_type.name,
                "accreditor": entry.credit_type.accreditor.name,
                "amount": format_credits(entry.amount_hundredths, entry.credit_type.decimals),
                "earned_on": entry.earned_on.isoformat(),
                "certificate": entry.certificate.number,
                "evidence_sha256": entry.evidence_hash,
            }
            for entry in ledger_of(person_id=user_id).order_by("created_at", "id")
        ]
    }
