"""Credit that a person is on the way to: places in events to come, and courses under way."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from accredit.events.models import EventCredit
from accredit.events.rules.events import EventStatus
from accredit.learning.models import CourseCredit, Enrollment
from accredit.learning.rules.courses import EnrollmentStatus
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import RegistrationStatus

_MOMENT = timedelta(microseconds=1)
"""What ends at midnight ends on the day before."""


def booked_by_day(*, person_id: UUID, on: date) -> dict[UUID, dict[date, int]]:
    """Hundredths by credit type and the day on which they would be earned: an event's last day in its own zone, and for
    a course under way `on`. The most that can be earned; two queries."""
    found: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    places = Registration.objects.filter(person_id=person_id, status=RegistrationStatus.CONFIRMED).values("event_id")
    events = EventCredit.objects.filter(event_id__in=places, event__status=EventStatus.PUBLISHED)
    for kind, ends_at, zone, hundredths in events.values_list(
        "credit_type_id", "event__ends_at", "event__time_zone", "amount_hundredths"
    ):
        if ends_at and (day := (ends_at - _MOMENT).astimezone(ZoneInfo(zone)).date()) >= on:
            found[kind][day] += hundredths
    courses = Enrollment.objects.filter(user_id=person_id, status=EnrollmentStatus.ACTIVE).values("course_id")
    for kind, hundredths in CourseCredit.objects.filter(course_id__in=courses).values_list(
        "credit_type_id", "amount_hundredths"
    ):
        found[kind][on] += hundredths
    return found
