"""Reads of accreditors and credit types."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch

from .exceptions import CreditTypeNotFound
from .models import Accreditor, CreditType
from .rules import format_credits, parse_credits

__all__ = ["accreditors_list", "credit_type_get", "credit_types_by_ids", "format_credits", "parse_credits"]


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
