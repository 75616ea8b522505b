"""What the ledger must hold for certificates, and how a cycle stands. Pure; whole hundredths only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class EntryKind(StrEnum):
    AWARD = "award"
    REVERSAL = "reversal"


class SourceKind(StrEnum):
    """What an entry stands on."""

    CERTIFICATE = "certificate"
    SELF_REPORTED = "self"
    """The person's own word, with whatever evidence they keep."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One certificate of a chain of replacements, oldest first."""

    was_in_force: bool
    revoked: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Which entries a chain of certificates calls for."""

    award: bool
    reversal: bool


def due(chain: Sequence[ChainLink]) -> Due:
    """An award once any certificate of the chain was in force, and its reversal once the one that was in force last is
    revoked. Replacing one by another moves nothing. Depends on the rows alone, so the order of news does not matter."""
    in_force = [link for link in chain if link.was_in_force]
    return Due(award=bool(in_force), reversal=bool(in_force) and in_force[-1].revoked)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of replacements, and whether the ledger has its award, and has it taken back, for one credit type."""

    links: Sequence[ChainLink]
    entered: bool = False
    taken_back: bool = False


def settle(chains: Sequence[Chain]) -> list[Due]:
    """Which entries are still to be written for chains that stand for one and the same activity, such as an event and
    the course made of its recording: of those in force one at a time counts, the first that was entered or else the
    first there is. When it is revoked, the next one takes its place. Applied again it calls for nothing."""
    called_for = [due(chain.links) for chain in chains]
    in_force = [one.award and not one.reversal for one in called_for]
    held = any(live and chain.entered and not chain.taken_back for live, chain in zip(in_force, chains, strict=True))
    alone = not any(in_force)
    found: list[Due] = []
    for chain, one, live in zip(chains, called_for, in_force, strict=True):
        if live and not held and not chain.entered:
            found.append(Due(award=True, reversal=False))
            held = True
        elif one.reversal and chain.entered and not chain.taken_back:
            found.append(Due(award=False, reversal=True))
        elif one.reversal and not chain.entered and alone:
            # Revoked before the ledger heard of it: both lines, so that the order of news makes no difference.
            found.append(Due(award=True, reversal=True))
        else:
            found.append(Due(award=False, reversal=False))
    return found


@dataclass(frozen=True, slots=True)
class Category:
    """What a cycle asks of one credit type: at least `minimum`, and at most `cap` of it counts."""

    credit_type_id: UUID
    minimum: int
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A cycle: both days belong to it. `carry_limit` is the most that the cycle before may bring into this one."""

    starts_on: date
    ends_on: date
    target: int
    carry_limit: int = 0
    categories: Sequence[Category] = ()

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class CategoryProgress:
    """How one credit type stands. `counted` is what the cap lets through of `earned`; `short` is missing to the
    minimum."""

    credit_type_id: UUID
    minimum: int
    cap: int | None
    earned: int
    counted: int
    short: int

    @property
    def is_full(self) -> bool:
        return self.cap is not None and self.counted >= self.cap


@dataclass(frozen=True, slots=True)
class Progress:
    """How a cycle stands. `reached` = counted + carried; `short_any` is what any credit type may fill once the minima
    are met; `missing` = all of it."""

    target: int
    counted: int
    carried: int
    categories: Sequence[CategoryProgress]
    short_any: int

    @property
    def reached(self) -> int:
        return self.counted + self.carried

    @property
    def missing(self) -> int:
        return self.short_any + sum(one.short for one in self.categories)


def progress(period: Period, earned: Mapping[UUID, int], *, carried: int = 0) -> Progress:
    """What was earned in a period against what it asks for. What was carried over fills the target, never a minimum."""
    asked = {one.credit_type_id: one for one in period.categories}
    asked |= {kind: Category(kind, 0) for kind in earned if kind not in asked}
    categories = [_category(one, earned.get(one.credit_type_id, 0)) for one in asked.values()]
    counted = sum(one.counted for one in categories)
    left = period.target - counted - carried - sum(one.short for one in categories)
    return Progress(period.target, counted, carried, categories, max(0, left))


def _category(asked: Category, earned: int) -> CategoryProgress:
    counted = earned if asked.cap is None else min(earned, asked.cap)
    return CategoryProgress(
        asked.credit_type_id, asked.minimum, asked.cap, earned, counted, max(0, asked.minimum - counted)
    )


def carried_over(before: Progress, *, limit: int) -> int:
    """What a cycle brings into the next one: what it had above its target, but never what was carried into it."""
    return max(0, min(limit, before.counted, before.reached - before.target))


def progress_of_all(periods: Sequence[Period], earned: Mapping[UUID, Mapping[date, int]]) -> list[Progress]:
    """One accreditor's cycles, oldest first, each with what the one before brings. `earned` by credit type and day."""
    found: list[Progress] = []
    for period in periods:
        carried = carried_over(found[-1], limit=period.carry_limit) if found else 0
        inside = {
            kind: sum(amount for day, amount in days.items() if period.holds(day)) for kind, days in earned.items()
        }
        found.append(progress(period, {kind: amount for kind, amount in inside.items() if amount}, carried=carried))
    return found


def closes_gap(standing: Progress, kinds: Sequence[UUID]) -> list[UUID]:
    """Which of an accreditor's credit types bring a cycle further: first those below their minimum, then, where the
    target asks for more, every other that its cap still lets in."""
    by_kind = {one.credit_type_id: one for one in standing.categories}
    short = [one.credit_type_id for one in standing.categories if one.short]
    if not standing.short_any:
        return short
    others = [kind for kind in kinds if kind not in short and not (kind in by_kind and by_kind[kind].is_full)]
    return short + others
