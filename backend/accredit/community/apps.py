from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "accredit.community"

    def ready(self) -> None:
        from accredit.core import outbox, privacy
        from accredit.events.domain_events import EventPublished
        from accredit.learning import domain_events as learning
        from accredit.notifications.services import register_kind
        from accredit.organizations import domain_events as organizations
        from accredit.registrations import domain_events as registrations

        from . import domain_events, receivers, tasks  # noqa: F401 - importing registers news and jobs
        from .services.kinds import KINDS
        from .services.privacy import person_erase, person_export

        outbox.subscribe(EventPublished, receivers.on_event_published)
        outbox.subscribe(learning.CoursePublished, receivers.on_course_published)
        for seat in (
            registrations.RegistrationConfirmed,
            registrations.RegistrationCancelled,
            registrations.RegistrationRestored,
            registrations.RegistrationClaimed,
        ):
            outbox.subscribe(seat, receivers.on_registration_news)
        outbox.subscribe(registrations.RegistrationTransferred, receivers.on_registration_transferred)
        for enrollment in (
            learning.EnrollmentStarted,
            learning.EnrollmentWithdrawn,
            learning.EnrollmentRejoined,
            learning.EnrollmentRevoked,
            learning.EnrollmentRestored,
        ):
            outbox.subscribe(enrollment, receivers.on_enrollment_news)
        for news in (organizations.MemberJoined, organizations.MemberRolesChanged, organizations.MemberRemoved):
            outbox.subscribe(news, receivers.on_member_news)
        for kind in KINDS:
            register_kind(kind)
        privacy.register_export("community", person_export)
        privacy.register_erase("community", person_erase)
