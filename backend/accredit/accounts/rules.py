"""Pure decisions about sessions and addresses."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

REFRESH_LIFETIME = timedelta(days=14)
"""A session that is not refreshed for so long has ended."""
ROTATION_GRACE = timedelta(seconds=20)
"""How long the just-replaced refresh token still works: two tabs at once, or an answer that got lost."""
RESET_LIFETIME = timedelta(hours=1)
VERIFY_LIFETIME = timedelta(days=3)
CHANGE_EMAIL_LIFETIME = timedelta(hours=24)


class Refresh(Enum):
    """What a presented refresh token deserves."""

    ROTATE = auto()
    SUCCESSOR = auto()
    REUSED = auto()


def refresh_verdict(
    presented: str, *, current: str, previous: str | None, rotated_at: datetime | None, now: datetime
) -> Refresh:
    """Judge a refresh token's id against its session.

    The present token rotates. The one just before it, within the grace, yields the present one's equal. Anything else
    was stolen or replayed (RFC 9700, 4.14.2), and the whole session has to end.
    """
    if presented == current:
        return Refresh.ROTATE
    if presented == previous and rotated_at is not None and now - rotated_at <= ROTATION_GRACE:
        return Refresh.SUCCESSOR
    return Refresh.REUSED


def normalise_email(address: str) -> str:
    """The one form in which an address is stored and looked up: trimmed, lower case."""
    return address.strip().lower()
