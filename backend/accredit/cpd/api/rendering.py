"""Rows as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from accredit.accreditation.models import Accreditor, CreditType
from accredit.accreditation.selectors import format_credits
from accredit.cpd.models import LedgerEntry
from accredit.cpd.selectors import Total


def entry_json(entry: LedgerEntry) -> dict[str, Any]:
    certificate = entry.certificate
    return {
        "id": entry.id,
        "kind": entry.kind,
        "amount_hundredths": entry.amount_hundredths,
        "amount": format_credits(entry.amount_hundredths, entry.credit_type.decimals),
        "credit_type": _type_json(entry.credit_type),
        "accreditor": _accreditor_json(entry.credit_type.accreditor),
        "organization": {"slug": entry.organization.slug, "name": entry.organization.name},
        "certificate": {
            "number": certificate.number,
            "code": certificate.code,
            "title": certificate.title,
            "status": certificate.status,
        },
        "earned_on": entry.earned_on,
        "reverses": entry.reverses_id,
        "rule_version": entry.rule_version,
        "evidence_hash": entry.evidence_hash,
        "created_at": entry.created_at,
    }


def summary_json(totals: Sequence[Total]) -> dict[str, Any]:
    """Totals in the order of accreditors, grouped by them."""
    groups = [list(group) for _, group in groupby(totals, key=lambda total: total.credit_type.accreditor_id)]
    return {"results": [_group_json(group) for group in groups]}


def _group_json(group: Sequence[Total]) -> dict[str, Any]:
    hundredths = sum(total.hundredths for total in group)
    return {
        "accreditor": _accreditor_json(group[0].credit_type.accreditor),
        "amount_hundredths": hundredths,
        "amount": format_credits(hundredths, max(total.credit_type.decimals for total in group)),
        "credit_types": [
            {
                "credit_type": _type_json(total.credit_type),
                "amount_hundredths": total.hundredths,
                "amount": format_credits(total.hundredths, total.credit_type.decimals),
                "awards": total.awards,
            }
            for total in group
        ],
    }


def _type_json(credit_type: CreditType) -> dict[str, Any]:
    return {
        "id": credit_type.id,
        "name": credit_type.name,
        "category": credit_type.category,
        "decimals": credit_type.decimals,
    }


def _accreditor_json(accreditor: Accreditor) -> dict[str, Any]:
    return {"id": accreditor.id, "name": accreditor.name, "short_name": accreditor.short_name}
