"""What certificates listen to. News is a hint: each call reads the rows again."""

from __future__ import annotations

from datetime import datetime

from accredit.accounts.domain_events import EmailChanged, EmailVerified, LegalNameChanged
from accredit.billing.domain_events import DisputeClosed
from accredit.events.domain_events import EventCompleted, EventUpdated
from accredit.events.selectors import event_by_id
from accredit.feedback.domain_events import SurveyAnswered
from accredit.learning.domain_events import (
    AssignmentGraded,
    CourseCompleted,
    CourseUpdated,
    EnrollmentRejoined,
    EnrollmentRestored,
    EnrollmentRevoked,
    LessonCompleted,
    QuizPassed,
)
from accredit.learning.selectors import course_get, enrollment_of
from accredit.organizations.domain_events import OrganizationChanged
from accredit.registrations.domain_events import (
    AttendanceRecorded,
    RegistrationCancelled,
    RegistrationClaimed,
    RegistrationRestored,
)

from . import services


def on_progress(event: CourseCompleted | LessonCompleted | QuizPassed, *, now: datetime) -> None:
    services.certificate_issue_if_due(enrollment_id=event.enrollment_id, now=now)


def on_assignment_graded(event: AssignmentGraded, *, now: datetime) -> None:
    """Also when a grade was corrected, up or down."""
    services.enrollment_regraded(enrollment_id=event.enrollment_id, now=now)


def on_enrollment(event: EnrollmentRevoked | EnrollmentRestored | EnrollmentRejoined, *, now: datetime) -> None:
    services.enrollment_follow(enrollment_id=event.enrollment_id, now=now)


def on_dispute_closed(event: DisputeClosed, *, now: datetime) -> None:
    """Nothing was issued while it was open; what was due meanwhile is issued once it is won."""
    services.certificates_of_order_follow(order_id=event.order_id, now=now)
    services.registrations_of_order_follow(order_id=event.order_id, now=now)


def on_person(event: EmailVerified | EmailChanged | LegalNameChanged, *, now: datetime) -> None:
    services.certificates_of_person_due(user_id=event.user_id, now=now)
    services.registrations_of_person_due(user_id=event.user_id, now=now)


def on_organization(event: OrganizationChanged, *, now: datetime) -> None:
    services.certificates_release(organization_id=event.organization_id)


def on_course(event: CourseUpdated, *, now: datetime) -> None:
    course = course_get(course_id=event.course_id)
    services.certificates_release(organization_id=course.organization_id, course_id=course.id)


def on_registration(
    event: AttendanceRecorded | RegistrationCancelled | RegistrationRestored | RegistrationClaimed, *, now: datetime
) -> None:
    """Also after a session's window was set: minutes are then worked out again, and told of where they changed."""
    services.registration_follow(registration_id=event.registration_id, now=now)


def on_event_completed(event: EventCompleted, *, now: datetime) -> None:
    services.event_issue_owe(event_id=event.event_id)


def on_event_updated(event: EventUpdated, *, now: datetime) -> None:
    changed = event_by_id(event_id=event.event_id)
    services.certificates_release(organization_id=changed.organization_id, event_id=changed.id)


def on_survey_answered(event: SurveyAnswered, *, now: datetime) -> None:
    if event.user_id is None:
        return
    if event.event_id is not None:
        services.registration_of_person_follow(event_id=event.event_id, user_id=event.user_id, now=now)
    if event.course_id is not None:
        enrollment = enrollment_of(user_id=event.user_id, course_id=event.course_id)
        if enrollment is not None:
            services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
