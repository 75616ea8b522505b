"""Reads of accreditors and credit types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from django.db.models import Prefetch

from .exceptions import CreditTypeNotFound
from .models import Accreditor, CreditType
from .rules import format_credits, parse_credits

__all__ = [
    "CreditsJson",
    "accreditors_list",
    "credit_type_get",
    "credit_types_by_ids",
    "credits_by_item",
    "format_credits",
    "parse_credits",
]


def accreditors_list() -> list[Accreditor]:
    """All accreditors by name, each with its credit types in their fixed order. Two queries."""
    types = Prefetch("credit_types", queryset=CreditType.objects.order_by("category", "name", "id"))
    return list(Accreditor.objects.order_by("name", "id").prefetch_related(types))


def credit_type_get(*, credit_type_id: UUID) -> CreditType:
    """With its accreditor. Raises CreditTypeNotFound."""
    found = CreditType.objects.select_related("accreditor").filter(pk=credit_type_id).first()
    if found is None:
        raise CreditTypeNotFound
    return found


def credit_types_by_ids(ids: Iterable[UUID]) -> dict[UUID, CreditType]:
    """Those that exist, with their accreditors, in one query."""
    return {row.id: row for row in CreditType.objects.select_related("accreditor").filter(pk__in=list(ids))}


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
