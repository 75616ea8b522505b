"""How a message to many comes to one. Pure."""

from __future__ import annotations

from enum import StrEnum

BATCH = 50
"""So many people one job writes to."""
RECIPIENTS_AT_MOST = 20_000


class DeliveryStatus(StrEnum):
    """`skipped`: wants no such mail, has left, or has no place any more. `sending` for long: a worker died in the
    middle, and nobody knows whether the mail went out."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
