"""Reads of the credit record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accredit.accreditation.models import CreditType
from accredit.accreditation.selectors import credit_types_by_ids, format_credits
from accredit.certificates.models import Certificate
from accredit.certificates.selectors import certificates_of_activity
from accredit.cpd.models import Cycle, LedgerEntry, OwnActivity, Recording
from accredit.cpd.rules import EntryKind


@dataclass(frozen=True, slots=True)
class Total:
    """What a person holds of one credit type. `awards` counts the entries that were not taken back."""

    credit_type: CreditType
    hundredths: int
    awards: int


def ledger_of(*, person_id: UUID) -> QuerySet[LedgerEntry]:
    """A person's entries, with all that their list shows."""
    rows = LedgerEntry.objects.select_related("credit_type__accreditor", "organization", "certificate", "activity")
    return rows.filter(person_id=person_id)


def certificates_of_same_activity(certificate: Certificate) -> QuerySet[Certificate]:
    """Every certificate of its holder that stands for the same activity, oldest first: of one edition of a course, or
    of an event together with the courses made of it."""
    course_id, event_id = certificate.course_id, certificate.event_id
    if event_id is None and course_id is not None:
        event_id = recorded_event(course_id=course_id)
    if event_id is None:
        return certificates_of_activity(
            holder_id=certificate.holder_id, course_id=course_id, activity_version=certificate.activity_version
        )
    courses = Recording.objects.filter(event_id=event_id).values("course_id")
    rows = Certificate.objects.filter(Q(event_id=event_id) | Q(course_id__in=courses), holder_id=certificate.holder_id)
    return rows.order_by("created_at", "id")


def recorded_event(*, course_id: UUID) -> UUID | None:
    """The event that a course is made of, if it is made of one."""
    return Recording.objects.filter(course_id=course_id).values_list("event_id", flat=True).first()


def entries_between(
    *, person_id: UUID, first: date, last: date, accreditor_id: UUID | None = None
) -> list[LedgerEntry]:
    """What a transcript lists: the entries earned from one day to another, both included, oldest first."""
    rows = ledger_of(person_id=person_id).filter(earned_on__gte=first, earned_on__lte=last)
    if accreditor_id is not None:
        rows = rows.filter(credit_type__accreditor_id=accreditor_id)
    return list(rows.order_by("earned_on", "created_at", "id"))


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
    """The record of a person with their cycles and what they reported, for their export."""
    return {
        "ledger": [
            {
                "kind": entry.kind,
                "credit_type": entry.credit_type.name,
                "accreditor": entry.credit_type.accreditor.name,
                "amount": format_credits(entry.amount_hundredths, entry.credit_type.decimals),
                "earned_on": entry.earned_on.isoformat(),
                "certificate": entry.certificate.number if entry.certificate else None,
                "own_activity": entry.activity.title if entry.activity else None,
                "evidence_sha256": entry.evidence_hash,
            }
            for entry in ledger_of(person_id=user_id).order_by("created_at", "id")
        ],
        "own_activities": [
            {
                "title": activity.title,
                "provider": activity.provider,
                "done_on": activity.done_on.isoformat(),
                "credit_type": activity.credit_type.name,
                "amount": format_credits(activity.amount_hundredths, activity.credit_type.decimals),
                "reflection": activity.reflection,
                "withdrawn": activity.withdrawn_at is not None,
                "evidence": [
                    {"file_name": one.upload.file_name, "sha256": one.sha256} for one in activity.evidence.all()
                ],
            }
            for activity in OwnActivity.objects.filter(person_id=user_id)
            .select_related("credit_type")
            .prefetch_related("evidence__upload")
            .order_by("created_at", "id")
        ],
        "cycles": [
            {
                "accreditor": cycle.accreditor.name,
                "starts_on": cycle.starts_on.isoformat(),
                "ends_on": cycle.ends_on.isoformat(),
                "target_hundredths": cycle.target_hundredths,
                "carry_limit_hundredths": cycle.carry_limit_hundredths,
                "categories": [
                    {
                        "credit_type": one.credit_type.name,
                        "minimum_hundredths": one.minimum_hundredths,
                        "cap_hundredths": one.cap_hundredths,
                    }
                    for one in cycle.categories.all()
                ],
            }
            for cycle in Cycle.objects.filter(person_id=user_id)
            .select_related("accreditor")
            .prefetch_related("categories__credit_type")
            .order_by("starts_on", "id")
        ],
    }
