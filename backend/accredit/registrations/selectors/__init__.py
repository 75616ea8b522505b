"""Reads of registrations."""

from .door import (
    admitted_of,
    door_event,
    events_at_the_door,
    interval_get,
    registration_of_event,
    scans_by_nonce,
    scans_of,
)
from .pages import (
    attendance_of,
    attendance_people,
    my_registration,
    my_registrations,
    registration_json,
    scan_json,
    staff_registration,
)
from .registrations import (
    registration_by_code,
    registration_for_person,
    registration_for_staff,
    registrations_of_event,
    registrations_of_person,
    seats_left,
)

__all__ = [
    "admitted_of",
    "attendance_of",
    "attendance_people",
    "door_event",
    "events_at_the_door",
    "interval_get",
    "my_registration",
    "my_registrations",
    "registration_by_code",
    "registration_for_person",
    "registration_for_staff",
    "registration_json",
    "registration_of_event",
    "registrations_of_event",
    "registrations_of_person",
    "scan_json",
    "scans_by_nonce",
    "scans_of",
    "seats_left",
    "staff_registration",
]
