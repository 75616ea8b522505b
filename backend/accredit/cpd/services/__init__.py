"""Writes of the credit record."""

from .activities import activity_change, activity_report, activity_withdraw
from .cycles import cycle_change, cycle_create, cycle_delete
from .ledger import ledger_follow
from .privacy import person_erase
from .recordings import recording_put
from .transcripts import transcript_lines, transcript_pdf

__all__ = [
    "activity_change",
    "activity_report",
    "activity_withdraw",
    "cycle_change",
    "cycle_create",
    "cycle_delete",
    "ledger_follow",
    "person_erase",
    "recording_put",
    "transcript_lines",
    "transcript_pdf",
]
