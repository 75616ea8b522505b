"""What certificates listen to. News is a hint: each call reads the rows again."""

from __future__ import annotations

from datetime import datetime

from accredit.accounts.domain_events import EmailChanged, EmailVerified, LegalNameChanged
from accredit.billing.domain_events import DisputeClosed
from accredit.learning.domain_events import (
    CourseCompleted,
    CourseUpdated,
    EnrollmentRejoined,
    EnrollmentRestored,
    EnrollmentRevoked,
    LessonCompleted,
    QuizPassed,
)
from accredit.learning.selectors import course_get
from accredit.organizations.domain_events import OrganizationChanged

from . import services


def on_progress(event: CourseCompleted | LessonCompleted | QuizPassed, *, now: datetime) -> None:
    services.certificate_issue_if_due(enrollment_id=event.enrollment_id, now=now)


def on_enrollment(event: EnrollmentRevoked | EnrollmentRestored | EnrollmentRejoined, *, now: datetime) -> None:
    services.enrollment_follow(enrollment_id=event.enrollment_id, now=now)


def on_dispute_closed(event: DisputeClosed, *, now: datetime) -> None:
    """Nothing was issued while it was open; what was due meanwhile is issued once it is won."""
    services.certificates_of_order_follow(order_id=event.order_id, now=now)


def on_person(event: EmailVerified | EmailChanged | LegalNameChanged, *, now: datetime) -> None:
    services.certificates_of_person_due(user_id=event.user_id, now=now)


def on_organization(event: OrganizationChanged, *, now: datetime) -> None:
    services.certificates_release(organization_id=event.organization_id)


def on_course(event: CourseUpdated, *, now: datetime) -> None:
    course = course_get(course_id=event.course_id)
    services.certificates_release(organization_id=course.organization_id, course_id=course.id)
