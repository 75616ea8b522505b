"""News that community listens to. Each is a hint: the rows are read again."""

from __future__ import annotations

from datetime import datetime

from accredit.events.domain_events import EventPublished
from accredit.events.selectors import event_by_id
from accredit.learning.domain_events import (
    CoursePublished,
    EnrollmentRejoined,
    EnrollmentRestored,
    EnrollmentRevoked,
    EnrollmentStarted,
    EnrollmentWithdrawn,
)
from accredit.learning.selectors import course_get
from accredit.organizations.domain_events import MemberJoined, MemberRemoved, MemberRolesChanged
from accredit.registrations.domain_events import (
    RegistrationCancelled,
    RegistrationClaimed,
    RegistrationConfirmed,
    RegistrationRestored,
    RegistrationTransferred,
)

from .services import course_room_open, event_room_open, person_follow, registration_follow, staff_follow


def on_event_published(event: EventPublished, *, now: datetime) -> None:
    """An event has a room from the day on which it is published."""
    event_room_open(event=event_by_id(event_id=event.event_id), now=now)


def on_course_published(event: CoursePublished, *, now: datetime) -> None:
    """So has a course."""
    course_room_open(course=course_get(course_id=event.course_id), now=now)


def on_registration_news(
    event: RegistrationConfirmed | RegistrationCancelled | RegistrationRestored | RegistrationClaimed, *, now: datetime
) -> None:
    """Whoever has a place is in the event's rooms, and nobody else."""
    registration_follow(registration_ids=[event.registration_id], now=now)


def on_registration_transferred(event: RegistrationTransferred, *, now: datetime) -> None:
    """One leaves, the other comes."""
    registration_follow(registration_ids=[event.registration_id, event.successor_id], now=now)


def on_enrollment_news(
    event: EnrollmentStarted | EnrollmentWithdrawn | EnrollmentRejoined | EnrollmentRevoked | EnrollmentRestored,
    *,
    now: datetime,
) -> None:
    """Whoever takes a course is in its rooms, and nobody else."""
    person_follow(user_id=event.user_id, course_id=event.course_id, now=now)


def on_member_news(event: MemberJoined | MemberRolesChanged | MemberRemoved, *, now: datetime) -> None:
    """Organizers are in the rooms of their organization for as long as their roles say so."""
    staff_follow(organization_id=event.organization_id, user_id=event.user_id, now=now)
