"""Who a participant is: own link first, verified address next, then what a person decided. Never by name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ItemStatus(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    IGNORED = "ignored"


class Verdict(StrEnum):
    """What a person decides about a participant whom nobody knows."""

    ASSIGN = "assign"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of one participant in one occurrence, over all facts; empty where nobody told."""

    stay: str
    """Names this participant in this occurrence and nowhere else."""
    registrant_id: str
    email: str
    account_id: str
    """By which Zoom knows the person who is signed in."""
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """Registrations that stand. Addresses are those that their owners have proven."""

    by_registrant: Mapping[str, UUID]
    by_email: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class Decided:
    """`registration_id` None: ignored."""

    id: UUID
    registration_id: UUID | None


@dataclass(frozen=True, slots=True)
class Matched:
    """`key`: under which a person decides or has decided; empty for who is known without."""

    registration_id: UUID | None
    key: str = ""
    decided: Decided | None = None


def keys(identity: Identity) -> list[str]:
    """By what a participant is known again, the best first. A guest without address and account is only ever the one
    who joined then: a name is no key."""
    found = (
        ("email", identity.email),
        ("account", identity.account_id),
        ("registrant", identity.registrant_id),
        ("stay", identity.stay),
    )
    return [f"{kind}:{value}" for kind, value in found if value]


def match(identity: Identity, known: Known, decisions: Mapping[str, Decided]) -> Matched:
    """Whose presence this is."""
    if identity.registrant_id in known.by_registrant:
        return Matched(known.by_registrant[identity.registrant_id])
    if identity.email in known.by_email:
        return Matched(known.by_email[identity.email])
    names = keys(identity)
    for name in names:
        if (decided := decisions.get(name)) is not None:
            return Matched(decided.registration_id, name, decided)
    return Matched(None, names[0])


def first_told(values: Iterable[str]) -> str:
    """The first that is not empty, the same whatever the order of telling."""
    return min((value for value in values if value), default="")
