"""Writes of events."""

from .capacities import (
    PLACE_TAKE,
    capacity_change,
    capacity_create,
    capacity_delete,
    places_give_back,
    places_take,
)
from .events import event_create, event_update
from .programme import (
    session_create,
    session_delete,
    session_update,
    session_window_set,
    speaker_create,
    speaker_delete,
    speaker_update,
)
from .repetition import event_duplicate, series_create
from .states import event_archive, event_cancel, event_complete, event_publish, events_complete_due
from .tickets import (
    question_create,
    question_retire,
    question_update,
    ticket_type_close,
    ticket_type_create,
    ticket_type_update,
)

__all__ = [
    "PLACE_TAKE",
    "capacity_change",
    "capacity_create",
    "capacity_delete",
    "event_archive",
    "event_cancel",
    "event_complete",
    "event_create",
    "event_duplicate",
    "event_publish",
    "event_update",
    "events_complete_due",
    "places_give_back",
    "places_take",
    "question_create",
    "question_retire",
    "question_update",
    "series_create",
    "session_create",
    "session_delete",
    "session_update",
    "session_window_set",
    "speaker_create",
    "speaker_delete",
    "speaker_update",
    "ticket_type_close",
    "ticket_type_create",
    "ticket_type_update",
]
