"""Named failures of the credit record."""

from accredit.core.errors import Conflict, NotFound, Unprocessable


class CycleNotFound(NotFound):
    code, title = "cycle_not_found", "There is no such cycle among yours."


class CycleOverlaps(Conflict):
    code, title = "cycle_overlaps", "You have a cycle with this accreditor on some of these days already."


class CycleNotUsable(Unprocessable):
    code, title = "cycle_not_usable", "This cycle does not add up."


class TooManyCycles(Conflict):
    code, title = "too_many_cycles", "You have as many cycles as one record holds. Delete one that you do not need."


class ActivityNotFound(NotFound):
    code, title = "activity_not_found", "There is no such activity among those you reported."


class ActivityNotUsable(Unprocessable):
    code, title = "activity_not_usable", "This activity cannot go on the record as it is."


class ActivityChanged(Conflict):
    code, title = "activity_changed", "This activity was changed meanwhile. Load it again; nothing of yours was saved."


class RecordingTooLate(Conflict):
    code = "recording_too_late"
    title = "People hold credit for this course already, so it stays as it is. Nothing was changed."
