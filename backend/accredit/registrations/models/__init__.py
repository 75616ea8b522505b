"""Places, the waiting list, the door, and minutes."""

from .attendance import AttendanceInterval, SessionAttendance
from .calendars import CalendarFeed
from .door import Scan
from .imports import ImportedRow
from .messages import Message, MessageDelivery
from .registrations import Registration
from .waiting import WaitingEntry

__all__ = [
    "AttendanceInterval",
    "CalendarFeed",
    "ImportedRow",
    "Message",
    "MessageDelivery",
    "Registration",
    "Scan",
    "SessionAttendance",
    "WaitingEntry",
]
