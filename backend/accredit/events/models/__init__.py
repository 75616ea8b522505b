"""Events, their programme, and what is sold for them."""

from .events import Event, EventCategory, EventChange, EventCredit, EventSeries
from .sessions import Session, SessionSpeaker, Speaker
from .tickets import Capacity, Question, TicketType

__all__ = [
    "Capacity",
    "Event",
    "EventCategory",
    "EventChange",
    "EventCredit",
    "EventSeries",
    "Question",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "TicketType",
]
