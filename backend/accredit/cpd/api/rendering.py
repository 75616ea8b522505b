"""Rows as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from accredit.accreditation.models import Accreditor, CreditType
from accredit.accreditation.selectors import format_credits
from accredit.cpd.models import LedgerEntry, OwnActivity
from accredit.cpd.selectors import CategoryStanding, CycleStanding, Total
from accredit.media.selectors import download_url


def entry_json(entry: LedgerEntry) -> dict[str, Any]:
    certificate, activity, organization = entry.certificate, entry.activity, entry.organization
    return {
        "id": entry.id,
        "kind": entry.kind,
        "source_kind": entry.source_kind,
        "amount_hundredths": entry.amount_hundredths,
        "amount": format_credits(entry.amount_hundredths, entry.credit_type.decimals),
        "credit_type": _type_json(entry.credit_type),
        "accreditor": _accreditor_json(entry.credit_type.accreditor),
        "organization": {"slug": organization.slug, "name": organization.name} if organization else None,
        "certificate": {
            "number": certificate.number,
            "code": certificate.code,
            "title": certificate.title,
            "status": certificate.status,
        }
        if certificate
        else None,
        "activity": {
            "id": activity.id,
            "title": activity.title,
            "provider": activity.provider,
            "withdrawn": activity.withdrawn_at is not None,
        }
        if activity
        else None,
        "earned_on": entry.earned_on,
        "reverses": entry.reverses_id,
        "rule_version": entry.rule_version,
        "credit_rule_version": entry.credit_rule_version,
        "evidence_hash": entry.evidence_hash,
        "created_at": entry.created_at,
    }


def summary_json(totals: Sequence[Total]) -> dict[str, Any]:
    """Totals in the order of accreditors, grouped by them."""
    groups = [list(group) for _, group in groupby(totals, key=lambda total: total.credit_type.accreditor_id)]
    return {"results": [_group_json(group) for group in groups]}


def activity_json(activity: OwnActivity) -> dict[str, Any]:
    """An own activity; the addresses of its files open for an hour."""
    return {
        "id": activity.id,
        "title": activity.title,
        "provider": activity.provider,
        "done_on": activity.done_on,
        "credit_type": _type_json(activity.credit_type),
        "accreditor": _accreditor_json(activity.credit_type.accreditor),
        "amount_hundredths": activity.amount_hundredths,
        "amount": format_credits(activity.amount_hundredths, activity.credit_type.decimals),
        "reflection": activity.reflection,
        "revision": activity.revision,
        "evidence": [
            {
                "upload_id": one.upload_id,
                "file_name": one.upload.file_name,
                "sha256": one.sha256,
                "url": download_url(one.upload),
            }
            for one in activity.evidence.all()
        ],
        "created_at": activity.created_at,
    }


def cycle_json(standing: CycleStanding, *, on: date) -> dict[str, Any]:
    """A cycle with how it stands, what is booked, and what is missing in words."""
    cycle, progress, decimals = standing.cycle, standing.progress, standing.decimals

    def shown(hundredths: int) -> str:
        return format_credits(hundredths, decimals)

    return {
        "id": cycle.id,
        "accreditor": _accreditor_json(cycle.accreditor),
        "starts_on": cycle.starts_on,
        "ends_on": cycle.ends_on,
        "is_current": cycle.starts_on <= on <= cycle.ends_on,
        "days_left": max(0, (cycle.ends_on - on).days) if on <= cycle.ends_on else 0,
        "decimals": decimals,
        "target": shown(cycle.target_hundredths),
        "target_hundredths": cycle.target_hundredths,
        "carry_limit": shown(cycle.carry_limit_hundredths),
        "counted": shown(progress.counted),
        "counted_hundredths": progress.counted,
        "carried": shown(progress.carried),
        "carried_hundredths": progress.carried,
        "reached": shown(progress.reached),
        "reached_hundredths": progress.reached,
        "missing": shown(progress.missing),
        "missing_hundredths": progress.missing,
        "booked_reached": shown(standing.with_booked.reached),
        "booked_reached_hundredths": standing.with_booked.reached,
        "booked_missing": shown(standing.with_booked.missing),
        "booked_missing_hundredths": standing.with_booked.missing,
        "categories": [_category_json(one) for one in standing.categories],
        "missing_parts": _missing(standing),
    }


def _category_json(one: CategoryStanding) -> dict[str, Any]:
    kind, progress = one.credit_type, one.progress

    def shown(hundredths: int) -> str:
        return format_credits(hundredths, kind.decimals)

    return {
        "credit_type": _type_json(kind),
        "minimum": shown(progress.minimum),
        "minimum_hundredths": progress.minimum,
        "cap": None if progress.cap is None else shown(progress.cap),
        "cap_hundredths": progress.cap,
        "earned": shown(progress.earned),
        "earned_hundredths": progress.earned,
        "counted": shown(progress.counted),
        "counted_hundredths": progress.counted,
        "booked": shown(one.booked),
        "booked_hundredths": one.booked,
        "short": shown(progress.short),
        "short_hundredths": progress.short,
    }


def _missing(standing: CycleStanding) -> list[dict[str, Any]]:
    parts = [
        {
            "credit_type": _type_json(one.credit_type),
            "amount_hundredths": one.progress.short,
            "amount": (amount := format_credits(one.progress.short, one.credit_type.decimals)),
            "text": f"{amount} more of {one.credit_type.name}",
        }
        for one in standing.categories
        if one.progress.short
    ]
    if standing.progress.short_any:
        amount = format_credits(standing.progress.short_any, standing.decimals)
        parts.append(
            {
                "credit_type": None,
                "amount_hundredths": standing.progress.short_any,
                "amount": amount,
                "text": f"{amount} more of any category" if not parts else f"{amount} more of any category besides",
            }
        )
    return parts


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
