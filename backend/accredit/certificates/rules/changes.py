"""What becomes of a certificate when what it rests on is another than it was. Pure."""

from __future__ import annotations

from enum import StrEnum


class WhenChanged(StrEnum):
    """An organization's policy for an event."""

    REVOKE = "revoke"
    KEEP = "keep"
    ASK = "ask"
    """Somebody of the organization decides each."""


class Doubt(StrEnum):
    """Why a certificate that is in force is looked at again."""

    NOT_DUE = "not_due"
    """Its holder would not get it today."""
    CREDITS = "credits"
    """Its holder would get another one today: minutes, and with them the credit, are others."""


class Verdict(StrEnum):
    """Where a decision stands."""

    OPEN = "open"
    KEPT = "kept"
    REVOKED = "revoked"
    SETTLED = "settled"
    """Nothing was left to decide: what it rests on came back, or the certificate ended another way."""
