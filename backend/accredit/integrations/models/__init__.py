"""Connections to Zoom, meetings and who joins them, and what came of it."""

from .connections import ZoomAuthorization, ZoomConnection
from .meetings import EventZoom, ZoomInstance, ZoomMeeting, ZoomRecording, ZoomRegistrant
from .participants import ParticipantDecision, ParticipantFact, ReconciliationItem

__all__ = [
    "EventZoom",
    "ParticipantDecision",
    "ParticipantFact",
    "ReconciliationItem",
    "ZoomAuthorization",
    "ZoomConnection",
    "ZoomInstance",
    "ZoomMeeting",
    "ZoomRecording",
    "ZoomRegistrant",
]
