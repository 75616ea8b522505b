"""Views of the credit record."""

from .activities import ActivityListView, ActivityView
from .cycles import CycleListView, CycleView
from .ledger import LedgerView, SummaryView
from .recordings import RecordingView
from .transcripts import TranscriptTableView, TranscriptView

__all__ = [
    "ActivityListView",
    "ActivityView",
    "CycleListView",
    "CycleView",
    "LedgerView",
    "RecordingView",
    "SummaryView",
    "TranscriptTableView",
    "TranscriptView",
]
