"""Reads of registrations."""

from .registrations import (
    registration_by_code,
    registration_for_person,
    registration_for_staff,
    registrations_of_event,
    registrations_of_person,
    seats_left,
)

__all__ = [
    "registration_by_code",
    "registration_for_person",
    "registration_for_staff",
    "registrations_of_event",
    "registrations_of_person",
    "seats_left",
]
