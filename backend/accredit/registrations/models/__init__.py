"""Places, the waiting list, the door, and minutes."""

from .attendance import AttendanceInterval, SessionAttendance
from .door import Scan
from .registrations import Registration
from .waiting import WaitingEntry

__all__ = ["AttendanceInterval", "Registration", "Scan", "SessionAttendance", "WaitingEntry"]
