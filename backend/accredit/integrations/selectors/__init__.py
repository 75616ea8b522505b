"""Reads of integrations."""

from .activity import Act, ActivityKind, event_activity
from .connections import connection_of, connection_status, event_zoom
from .meetings import (
    meeting_by_zoom_id,
    meetings_begun,
    meetings_of,
    meetings_unreported,
    next_meeting,
    online_registrations,
    wants_links,
)
from .overview import EventFigures, EventOverview, event_figures, event_overview
from .participants import item_for_staff, item_json, items_of, known_of, live_decisions

__all__ = [
    "Act",
    "ActivityKind",
    "EventFigures",
    "EventOverview",
    "connection_of",
    "connection_status",
    "event_activity",
    "event_figures",
    "event_overview",
    "event_zoom",
    "item_for_staff",
    "item_json",
    "items_of",
    "known_of",
    "live_decisions",
    "meeting_by_zoom_id",
    "meetings_begun",
    "meetings_of",
    "meetings_unreported",
    "next_meeting",
    "online_registrations",
    "wants_links",
]
