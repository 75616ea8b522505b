"""Cycles: a person's period with an accreditor, and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accredit.accounts.models import User
from accredit.accreditation.exceptions import CreditTypeNotFound
from accredit.accreditation.models import CreditType
from accredit.accreditation.selectors import accreditor_get, credit_types_by_ids, format_credits
from accredit.core.errors import FieldError
from accredit.cpd.exceptions import CycleNotFound, CycleNotUsable, CycleOverlaps, TooManyCycles
from accredit.cpd.models import Cycle, CycleCategory
from accredit.cpd.rules import Category

CYCLES_AT_MOST = 60
LONGEST_DAYS = 3_660
"""Ten years."""


@dataclass(frozen=True, slots=True)
class CycleTerms:
    """What a cycle asks for, in hundredths."""

    starts_on: date
    ends_on: date
    target: int
    carry_limit: int
    categories: Sequence[Category]


def cycle_create(*, person_id: UUID, accreditor_id: UUID, terms: CycleTerms, now: datetime) -> Cycle:
    """A period of one's own. Raises AccreditorNotFound, CycleNotUsable, CreditTypeNotFound, CycleOverlaps and
    TooManyCycles."""
    accreditor = accreditor_get(accreditor_id=accreditor_id)
    _check(terms, accreditor_id=accreditor_id)
    with transaction.atomic():
        _one_at_a_time(person_id)
        if Cycle.objects.filter(person_id=person_id).count() >= CYCLES_AT_MOST:
            raise TooManyCycles
        _require_free_days(person_id, accreditor_id, terms)
        cycle = Cycle(
            person_id=person_id,
            accreditor=accreditor,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
            target_hundredths=terms.target,
            carry_limit_hundredths=terms.carry_limit,
            created_at=now,
        )
        cycle.save(force_insert=True)
        _put_categories(cycle, terms, now=now)
    return cycle


def cycle_change(*, cycle: Cycle, terms: CycleTerms, now: datetime) -> None:
    """Other days or other figures; the accreditor stays. Raises what `cycle_create` does, and CycleNotFound where it
    was deleted meanwhile."""
    _check(terms, accreditor_id=cycle.accreditor_id)
    with transaction.atomic():
        _one_at_a_time(cycle.person_id)
        _require_free_days(cycle.person_id, cycle.accreditor_id, terms, but=cycle.pk)
        changed = Cycle.objects.filter(pk=cycle.pk).update(
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
            target_hundredths=terms.target,
            carry_limit_hundredths=terms.carry_limit,
        )
        if not changed:
            raise CycleNotFound
        CycleCategory.objects.filter(cycle=cycle).delete()
        _put_categories(cycle, terms, now=now)


def cycle_delete(*, cycle: Cycle) -> None:
    """The period goes, what was earned in it stays on the record. Twice is once."""
    Cycle.objects.filter(pk=cycle.pk).delete()


def _one_at_a_time(person_id: UUID) -> None:
    """Changes of one person's cycles take turns, so that two cannot come to overlap."""
    User.objects.select_for_update(no_key=True).only("id").get(pk=person_id)


def _require_free_days(person_id: UUID, accreditor_id: UUID, terms: CycleTerms, *, but: UUID | None = None) -> None:
    others = Cycle.objects.exclude(pk=but) if but else Cycle.objects.all()
    others = others.filter(
        person_id=person_id,
        accreditor_id=accreditor_id,
        starts_on__lte=terms.ends_on,
        ends_on__gte=terms.starts_on,
    )
    if others.exists():
        raise CycleOverlaps


def _check(terms: CycleTerms, *, accreditor_id: UUID) -> None:
    kinds = credit_types_by_ids(one.credit_type_id for one in terms.categories)
    if any(one.credit_type_id not in kinds for one in terms.categories) or any(
        kind.accreditor_id != accreditor_id for kind in kinds.values()
    ):
        raise CreditTypeNotFound("Choose credit types of the accreditor itself.")
    faults = list(_faults(terms, kinds))
    if faults:
        raise CycleNotUsable(" ".join(fault.message for fault in faults), errors=faults)


def _faults(terms: CycleTerms, kinds: dict[UUID, CreditType]) -> list[FieldError]:
    faults: list[FieldError] = []

    def fault(path: str, message: str) -> None:
        faults.append(FieldError(path, CycleNotUsable.code, message))

    if terms.ends_on < terms.starts_on:
        fault("ends_on", "The last day comes before the first.")
    elif (terms.ends_on - terms.starts_on).days > LONGEST_DAYS:
        fault("ends_on", "A cycle lasts ten years at most.")
    if len(kinds) != len(terms.categories):
        fault("categories", "Name each credit type once.")
    for place, one in enumerate(terms.categories):
        if one.cap is not None and one.cap < one.minimum:
            fault(f"categories.{place}.cap", f"{kinds[one.credit_type_id].name}: the most is less than the least.")
    if (least := sum(one.minimum for one in terms.categories)) > terms.target:
        decimals = max((kind.decimals for kind in kinds.values()), default=1)
        fault("target", f"The categories alone ask for {format_credits(least, decimals)}, more than the target.")
    return faults


def _put_categories(cycle: Cycle, terms: CycleTerms, *, now: datetime) -> None:
    CycleCategory.objects.bulk_create(
        CycleCategory(
            cycle=cycle,
            credit_type_id=one.credit_type_id,
            minimum_hundredths=one.minimum,
            cap_hundredths=one.cap,
            created_at=now,
        )
        for one in terms.categories
    )
