"""Reads of accreditors and credit types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from django.db.models import Prefetch

from .exceptions import AccreditorNotFound, CreditTypeNotFound
from .models import Accreditor, CreditRuleVersion, CreditType
from .rules import CreditRule, Rounding, format_credits, parse_credits

__all__ = [
    "CreditsJson",
    "accreditor_get",
    "accreditors_list",
    "credit_rule_of",
    "credit_rule_versions",
    "credit_rules_of",
    "credit_type_get",
    "credit_type_named",
    "credit_types_by_ids",
    "credits_by_item",
    "format_credits",
    "parse_credits",
]


def accreditors_list() -> list[Accreditor]:
    """All accreditors by name, each with its credit types in their fixed order. Two queries."""
    types = Prefetch("credit_types", queryset=CreditType.objects.order_by("category", "name", "id"))
    return list(Accreditor.objects.order_by("name", "id").prefetch_related(types))


def accreditor_get(*, accreditor_id: UUID) -> Accreditor:
    """Raises AccreditorNotFound."""
    found = Accreditor.objects.filter(pk=accreditor_id).first()
    if found is None:
        raise AccreditorNotFound
    return found


def credit_type_get(*, credit_type_id: UUID) -> CreditType:
    """With its accreditor. Raises CreditTypeNotFound."""
    found = CreditType.objects.select_related("accreditor").filter(pk=credit_type_id).first()
    if found is None:
        raise CreditTypeNotFound
    return found


def credit_type_named(*, accreditor: str, slug: str) -> CreditType:
    """By its accreditor's short name and its own slug. Raises CreditTypeNotFound."""
    rows = CreditType.objects.select_related("accreditor").filter(accreditor__short_name=accreditor, slug=slug)
    found = rows.order_by("created_at", "id").first()
    if found is None:
        raise CreditTypeNotFound
    return found


def credit_types_by_ids(ids: Iterable[UUID]) -> dict[UUID, CreditType]:
    """Those that exist, with their accreditors, in one query."""
    return {row.id: row for row in CreditType.objects.select_related("accreditor").filter(pk__in=list(ids))}


def credit_rule_of(credit_type_id: UUID) -> CreditRule | None:
    """The version that holds now; None where the credit type has fixed amounts only."""
    return credit_rules_of([credit_type_id]).get(credit_type_id)


def credit_rules_of(ids: Iterable[UUID]) -> dict[UUID, CreditRule]:
    """The version that holds now for each credit type that has a rule, in one query."""
    rows = CreditRuleVersion.objects.filter(credit_type_id__in=list(ids)).order_by("version")
    return {row.credit_type_id: _rule(row) for row in rows}  # the highest version comes last and stays


def credit_rule_versions(*, credit_type_id: UUID) -> list[CreditRule]:
    """Every version, newest first."""
    return [_rule(row) for row in CreditRuleVersion.objects.filter(credit_type_id=credit_type_id).order_by("-version")]


def _rule(row: CreditRuleVersion) -> CreditRule:
    return CreditRule(
        version=row.version,
        name=row.name,
        hour_minutes=row.hour_minutes,
        hours_per_credit=row.hours_per_credit,
        increment=row.increment_hundredths,
        rounding=Rounding(row.rounding),
        minimum=row.minimum_hundredths,
        partial=row.partial,
        cap=row.cap_hundredths,
        source=row.source,
    )


class CreditAmountJson(TypedDict):
    """One line of what something is worth."""

    name: str
    amount: str
    category: int
    accreditor: str


class CreditsJson(TypedDict):
    """What something is worth, as every card shows it."""

    total: str
    types: list[CreditAmountJson]


def credits_by_item(items: Iterable[UUID], rows: Iterable[tuple[UUID, int, CreditType]]) -> dict[UUID, CreditsJson]:
    """What each item is worth as texts, out of (item, hundredths, credit type) in the order to show."""
    parts: dict[UUID, list[CreditAmountJson]] = defaultdict(list)
    totals: dict[UUID, int] = defaultdict(int)
    decimals: dict[UUID, int] = defaultdict(lambda: 1)
    for item_id, hundredths, credit_type in rows:
        totals[item_id] += hundredths
        decimals[item_id] = max(decimals[item_id], credit_type.decimals)
        parts[item_id].append(
            {
                "name": credit_type.name,
                "amount": format_credits(hundredths, credit_type.decimals),
                "category": credit_type.category,
                "accreditor": credit_type.accreditor.short_name,
            }
        )
    return {item: {"total": format_credits(totals[item], decimals[item]), "types": parts[item]} for item in items}
