"""Reads of events."""

from .events import (
    event_get,
    event_public,
    events_of_organization,
    events_public,
    publish_facts,
    windows_of,
)
from .programme import programme, session_get, speaker_get
from .tickets import capacity_get, questions_of, ticket_type_get, tickets_of

__all__ = [
    "capacity_get",
    "event_get",
    "event_public",
    "events_of_organization",
    "events_public",
    "programme",
    "publish_facts",
    "questions_of",
    "session_get",
    "speaker_get",
    "ticket_type_get",
    "tickets_of",
    "windows_of",
]
