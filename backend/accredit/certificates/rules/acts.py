"""The states of a certificate, its number and its code. Pure."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

CODE_BYTES = 16
CODE_LENGTH = 26
_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz234567")


class CertificateStatus(StrEnum):
    PENDING = "pending"
    ISSUED = "issued"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class HeldFor(StrEnum):
    """Why a pending certificate waits for a person."""

    NOTHING = ""
    NAME = "name_not_covered"
    TEXT = "text_not_covered"


class RevokedBecause(StrEnum):
    """Who or what ended a certificate: only what a person of the organization ended is not issued anew by itself."""

    ENROLLMENT = "enrollment_ended"
    REGISTRATION = "registration_ended"
    REQUIREMENTS = "requirements"
    """Its holder did not meet the gate any more, or not for the same credit."""
    ORGANIZATION = "organization"


def is_withheld(ended: Sequence[str]) -> bool:
    """Whether nothing is issued by itself to somebody; `ended` says why what they had before was revoked, the latest
    last, empty for what was not."""
    return bool(ended) and ended[-1] == RevokedBecause.ORGANIZATION


# A pending certificate whose enrollment ends is revoked too: its number is taken and must say what became of it.
TRANSITIONS: Mapping[CertificateStatus, frozenset[CertificateStatus]] = {
    CertificateStatus.PENDING: frozenset({CertificateStatus.ISSUED, CertificateStatus.REVOKED}),
    CertificateStatus.ISSUED: frozenset(
        {CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED, CertificateStatus.EXPIRED}
    ),
    CertificateStatus.REVOKED: frozenset(),
    CertificateStatus.SUPERSEDED: frozenset(),
    CertificateStatus.EXPIRED: frozenset(),
}
LIVE = (CertificateStatus.PENDING, CertificateStatus.ISSUED)
"""In the making or in force: at most one of each for a holder, activity and version."""
VOID = (CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED)
"""States that the status list reports."""


class Past(NamedTuple):
    """What was issued to somebody before: how it stands, and why it was revoked where it was."""

    status: str
    revoked_because: str


def has_live(past: Sequence[Past]) -> bool:
    """Whether somebody holds a certificate, or one is in the making."""
    return any(one.status in LIVE for one in past)


def may_be_certified(past: Sequence[Past], *, again: bool = False) -> bool:
    """Whether there is room for a certificate after these, the latest last: nothing live, and nothing that a person of
    the organization has revoked, unless they say so (`again`)."""
    return not has_live(past) and (again or not is_withheld([one.revoked_because for one in past]))


def sources(wanted: CertificateStatus) -> list[CertificateStatus]:
    """The states from which `wanted` may follow: the condition of the update that sets it."""
    return [state for state, next_states in TRANSITIONS.items() if wanted in next_states]


def new_code() -> str:
    """128 random bits as 26 characters of lower-case base32: all that stands in a public address."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode("ascii").rstrip("=").lower()


def read_code(text: str) -> str | None:
    """A code as a person may type it: any case, with spaces or hyphens. None when it cannot be one."""
    code = "".join(character for character in text.lower() if character not in " -")
    return code if len(code) == CODE_LENGTH and _ALPHABET.issuperset(code) else None


def number_prefix(name: str, slug: str) -> str:
    """Two to four capitals that stand before an organization's numbers: the initials of its name, or the start of its
    only word. A name in another script falls back to the slug."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = ["".join(c for c in word if c.isalnum()) for word in plain.split()]
    words = [word for word in words if word]
    if len("".join(words)) < 2:
        words = slug.split("-")
    letters = "".join(word[0] for word in words[:4]) if len(words) > 1 else words[0][:3]
    return letters.upper()


def number_text(prefix: str, year: int, serial: int) -> str:
    """`LMS-2026-000041`: the serial counts on across years, so that an organization's numbers have no gap."""
    return f"{prefix}-{year}-{serial:06d}"
