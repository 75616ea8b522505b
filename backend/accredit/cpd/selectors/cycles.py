"""How a person's cycles stand, computed from the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Sum

from accredit.accreditation.models import CreditType
from accredit.cpd.exceptions import CycleNotFound
from accredit.cpd.models import Cycle, LedgerEntry
from accredit.cpd.rules import Category, CategoryProgress, Period, Progress, closes_gap, progress_of_all

from .booked import booked_by_day

ByDay = Mapping[UUID, Mapping[date, int]]


@dataclass(frozen=True, slots=True)
class CategoryStanding:
    """One credit type of a cycle. `booked` is what is registered or enrolled for and still to come."""

    credit_type: CreditType
    progress: CategoryProgress
    booked: int


@dataclass(frozen=True, slots=True)
class CycleStanding:
    """A cycle with everything that its page shows."""

    cycle: Cycle
    progress: Progress
    with_booked: Progress
    """The same, had what is booked been earned already."""
    categories: Sequence[CategoryStanding]

    @property
    def decimals(self) -> int:
        """How many decimals its sums need."""
        return max((one.credit_type.decimals for one in self.categories), default=1)


def cycle_get(*, person_id: UUID, cycle_id: UUID) -> Cycle:
    """One of a person's own. Raises CycleNotFound, also for somebody else's."""
    found = Cycle.objects.select_related("accreditor").filter(pk=cycle_id, person_id=person_id).first()
    if found is None:
        raise CycleNotFound
    return found


def cycles_standing(*, person_id: UUID, on: date) -> list[CycleStanding]:
    """All of a person's cycles, the ones that hold `on` first, then the latest. The same queries however many.

    What is booked counts in the cycle that holds the day on which it will be earned; a course that is under way counts
    today.
    """
    cycles = _cycles(person_id)
    if not cycles:
        return []
    earned = _earned(person_id, cycles)
    booked = booked_by_day(person_id=person_id, on=on)
    kinds = _kinds(cycles)
    found: list[CycleStanding] = []
    for accreditor_id, group in groupby(cycles, key=lambda cycle: cycle.accreditor_id):
        mine, types = list(group), kinds[accreditor_id]
        periods = [_period(cycle) for cycle in mine]
        own = _only(earned, types)
        now = progress_of_all(periods, own)
        then = progress_of_all(periods, _sum(own, _only(booked, types)))
        found += [_standing(*one, types) for one in zip(mine, now, then, strict=True)]
    return sorted(found, key=lambda one: (not _period(one.cycle).holds(on), -one.cycle.starts_on.toordinal()))


def missing_credit_types(person_id: UUID, on: date) -> list[UUID]:
    """The credit types that would bring the person's cycles further on a day; those below their minimum first. Empty
    without a cycle on that day, and where all is reached. What is booked is not earned yet, so it closes no gap."""
    cycles = _cycles(person_id)
    if not any(_period(cycle).holds(on) for cycle in cycles):
        return []
    earned, kinds = _earned(person_id, cycles), _kinds(cycles)
    found: list[UUID] = []
    for accreditor_id, group in groupby(cycles, key=lambda cycle: cycle.accreditor_id):
        periods, types = [_period(cycle) for cycle in group], kinds[accreditor_id]
        standings = progress_of_all(periods, _only(earned, types))
        for period, standing in zip(periods, standings, strict=True):
            if period.holds(on):
                found += closes_gap(standing, list(types))
    return list(dict.fromkeys(found))


def _cycles(person_id: UUID) -> list[Cycle]:
    """Grouped by accreditor, oldest first, with what they ask for."""
    rows = Cycle.objects.filter(person_id=person_id).select_related("accreditor").prefetch_related("categories")
    return list(rows.order_by("accreditor__name", "accreditor_id", "starts_on", "id"))


def _period(cycle: Cycle) -> Period:
    asked = [Category(one.credit_type_id, one.minimum_hundredths, one.cap_hundredths) for one in cycle.categories.all()]
    return Period(
        cycle.starts_on, cycle.ends_on, cycle.target_hundredths, cycle.carry_limit_hundredths, categories=asked
    )


def _earned(person_id: UUID, cycles: Sequence[Cycle]) -> ByDay:
    rows = (
        LedgerEntry.objects.filter(
            person_id=person_id,
            credit_type__accreditor_id__in={cycle.accreditor_id for cycle in cycles},
            earned_on__gte=min(cycle.starts_on for cycle in cycles),
            earned_on__lte=max(cycle.ends_on for cycle in cycles),
        )
        .values_list("credit_type_id", "earned_on")
        .annotate(hundredths=Sum("amount_hundredths"))
        .order_by()
    )
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for kind, day, hundredths in rows:
        found[kind][day] = hundredths
    return found


def _kinds(cycles: Iterable[Cycle]) -> dict[UUID, dict[UUID, CreditType]]:
    """Every credit type of the cycles' accreditors, in their fixed order."""
    found: dict[UUID, dict[UUID, CreditType]] = defaultdict(dict)
    wanted = {cycle.accreditor_id for cycle in cycles}
    for kind in CreditType.objects.filter(accreditor_id__in=wanted).order_by("category", "name", "id"):
        found[kind.accreditor_id][kind.id] = kind
    return found


def _only(days: ByDay, kinds: Mapping[UUID, CreditType]) -> ByDay:
    return {kind: days[kind] for kind in kinds if kind in days}


def _sum(first: ByDay, second: ByDay) -> ByDay:
    return {
        kind: {
            day: first.get(kind, {}).get(day, 0) + second.get(kind, {}).get(day, 0)
            for day in {*first.get(kind, {}), *second.get(kind, {})}
        }
        for kind in {*first, *second}
    }


def _standing(cycle: Cycle, now: Progress, then: Progress, kinds: Mapping[UUID, CreditType]) -> CycleStanding:
    later = {one.credit_type_id: one.earned for one in then.categories}
    by_kind = {one.credit_type_id: one for one in now.categories}
    categories = [
        CategoryStanding(kind, standing, later.get(kind.id, 0) - standing.earned)
        for kind in kinds.values()
        for standing in [by_kind.get(kind.id) or CategoryProgress(kind.id, 0, None, 0, 0, 0)]
        if kind.id in by_kind or later.get(kind.id)
    ]
    return CycleStanding(cycle, now, then, categories)
