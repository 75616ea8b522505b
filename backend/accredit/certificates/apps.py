from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "accredit.certificates"

    def ready(self) -> None:
        from accredit.accounts.domain_events import EmailChanged, EmailVerified, LegalNameChanged
        from accredit.billing.domain_events import DisputeClosed
        from accredit.core import outbox, privacy
        from accredit.events.domain_events import EventCompleted, EventUpdated
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
        from accredit.notifications.services import Kind, register_kind
        from accredit.organizations.domain_events import OrganizationChanged
        from accredit.registrations.domain_events import (
            AttendanceRecorded,
            RegistrationCancelled,
            RegistrationClaimed,
            RegistrationRestored,
        )

        from . import (
            domain_events,  # noqa: F401 - registers the names of the news
            receivers,
            selectors,
            services,
            tasks,  # noqa: F401 - registers the jobs
        )
        from .services.delivery import HELD_KIND, ISSUED_KIND
        from .services.ending import REVOKED_KIND

        for progress in (CourseCompleted, LessonCompleted, QuizPassed):
            outbox.subscribe(progress, receivers.on_progress)
        outbox.subscribe(AssignmentGraded, receivers.on_assignment_graded)
        for changed in (EnrollmentRevoked, EnrollmentRestored, EnrollmentRejoined):
            outbox.subscribe(changed, receivers.on_enrollment)
        outbox.subscribe(DisputeClosed, receivers.on_dispute_closed)
        for person in (EmailVerified, EmailChanged, LegalNameChanged):
            outbox.subscribe(person, receivers.on_person)
        outbox.subscribe(OrganizationChanged, receivers.on_organization)
        outbox.subscribe(CourseUpdated, receivers.on_course)
        for moved in (AttendanceRecorded, RegistrationCancelled, RegistrationRestored, RegistrationClaimed):
            outbox.subscribe(moved, receivers.on_registration)
        outbox.subscribe(EventCompleted, receivers.on_event_completed)
        outbox.subscribe(EventUpdated, receivers.on_event_updated)
        outbox.subscribe(SurveyAnswered, receivers.on_survey_answered)
        register_kind(
            Kind(
                name=ISSUED_KIND,
                label="A certificate was issued to you",
                title="Your certificate for “{title}”",
                body="Number {number}. Anyone can check it at its address.",
                transactional=True,
            )
        )
        register_kind(
            Kind(
                name=HELD_KIND,
                label="A certificate of yours waits for your name",
                title="Your certificate for “{title}” waits for your name",
                body="Part of your name cannot be printed. Write your legal name in another script and it is issued.",
                by_mail=False,
            )
        )
        register_kind(
            Kind(
                name=REVOKED_KIND,
                label="A certificate of yours was revoked",
                title="Your certificate for “{title}” was revoked",
                body="{reason}",
                by_mail=False,
            )
        )
        privacy.register_export("certificates", selectors.person_export)
        privacy.register_erase("certificates", services.person_erase)
