"""What may be reported, and what organizers do about it. Pure."""

from __future__ import annotations

from enum import StrEnum


class ReportReason(StrEnum):
    UNKIND = "unkind"
    PRIVATE = "private"
    """Tells something about somebody that is not the room's business, such as a patient."""
    SPAM = "spam"
    OTHER = "other"


class ReportStatus(StrEnum):
    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class Act(StrEnum):
    """What an organizer did."""

    HIDE = "hide"
    SHOW = "show"
    REMOVE = "remove"
    SILENCE = "silence"
    UNSILENCE = "unsilence"
    DISMISS = "dismiss"
    ROOM_CHANGED = "room_changed"
    POLICY_CHANGED = "policy_changed"


class Verdict(StrEnum):
    """How a report is decided."""

    DISMISS = "dismiss"
    HIDE = "hide"
    REMOVE = "remove"


REPORT_AFTER = {
    Verdict.DISMISS: ReportStatus.DISMISSED,
    Verdict.HIDE: ReportStatus.UPHELD,
    Verdict.REMOVE: ReportStatus.UPHELD,
}
