"""The one write of a row of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.accreditation.models import CreditType
from accredit.catalogue.models import CatalogueCredit, CatalogueItem
from accredit.catalogue.rules import Kind
from accredit.catalogue.selectors import CATALOGUE, forget
from accredit.core import kept


@dataclass(frozen=True, slots=True)
class Worth:
    """Hundredths of one credit type; `credit_type` is read with its accreditor."""

    credit_type: CreditType
    hundredths: int


@dataclass(frozen=True, slots=True)
class Row:
    """What is listed: the row's columns, and what the item is worth."""

    values: dict[str, Any]
    worth: list[Worth]


def row_write(*, kind: Kind, item_id: UUID, organization_id: UUID, read: Callable[[], Row | None]) -> None:
    """Make the item's row say what `read` finds in the item's own rows; None takes it off the list.

    News comes in any order and at the same time, so the row is held first and the item read afterwards: whoever
    writes last has read last.
    """
    key = {"kind": kind, "item_id": item_id}
    with transaction.atomic():
        CatalogueItem.objects.bulk_create(
            [CatalogueItem(organization_id=organization_id, **key)], ignore_conflicts=True
        )
        item = CatalogueItem.objects.select_for_update().get(**key)
        row = read()
        CatalogueItem.objects.filter(pk=item.pk).update(**(row.values if row else {"is_listed": False}))
        if row:
            _credits_replace(item, row.worth)
        transaction.on_commit(_tell)


def _tell() -> None:
    kept.changed(CATALOGUE)
    forget()


def names_of(worth: Iterable[Worth]) -> list[str]:
    """What credit is found by: its types, and who recognises them."""
    return [name for one in worth for name in (one.credit_type.name, one.credit_type.accreditor.name)]


def _credits_replace(item: CatalogueItem, worth: Iterable[Worth]) -> None:
    sums: Counter[UUID] = Counter()
    for one in worth:
        sums[one.credit_type.id] += one.hundredths
        sums[one.credit_type.accreditor_id] += one.hundredths
    CatalogueCredit.objects.filter(item=item).delete()
    CatalogueCredit.objects.bulk_create(
        CatalogueCredit(
            organization_id=item.organization_id, item=item, recognised_id=recognised_id, amount_hundredths=hundredths
        )
        for recognised_id, hundredths in sums.items()
    )
