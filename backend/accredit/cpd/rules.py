"""What the ledger must hold for a certificate. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class EntryKind(StrEnum):
    AWARD = "award"
    REVERSAL = "reversal"


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
class Sum:
    """What a person holds of one credit type, in hundredths."""

    credit_type_id: UUID
    hundredths: int
