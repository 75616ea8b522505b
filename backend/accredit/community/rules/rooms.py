"""What rooms there are, and who may write in them. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from accredit.community.exceptions import RoomIsClosed, Silenced, StaffOnly

LONGEST_SLOW_MODE = timedelta(hours=1)
LONGEST_RETENTION_DAYS = 3650


class RoomKind(StrEnum):
    EVENT = "event"
    COURSE = "course"
    DIRECT = "direct"
    """Between two people who share a room."""


class RoomStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """Nobody but the organizers sees it; what was written stays."""


class Standing(StrEnum):
    """As what somebody is in a room."""

    STAFF = "staff"
    MEMBER = "member"


def writing_check(
    *, status: str, is_announcements: bool, standing: Standing, silenced_until: datetime | None, now: datetime
) -> None:
    """Whether somebody in the room may write there now. Raises RoomIsClosed, StaffOnly, Silenced."""
    if status != RoomStatus.OPEN:
        raise RoomIsClosed
    if standing is Standing.STAFF:
        return
    if is_announcements:
        raise StaffOnly
    if silenced_until is not None and silenced_until > now:
        raise Silenced


def pair_key(one: str, other: str) -> str:
    """Names two people, whichever is named first."""
    return ":".join(sorted((one, other)))
