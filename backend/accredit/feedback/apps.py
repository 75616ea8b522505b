from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "accredit.feedback"

    def ready(self) -> None:
        from accredit.core import outbox, privacy
        from accredit.events.domain_events import EventCompleted
        from accredit.learning.domain_events import CourseCompleted
        from accredit.notifications.services import register_kind

        from . import domain_events, receivers, tasks  # noqa: F401 - importing registers news and jobs
        from .services.kinds import KINDS
        from .services.privacy import person_erase, person_export

        outbox.subscribe(EventCompleted, receivers.on_event_completed)
        outbox.subscribe(CourseCompleted, receivers.on_course_completed)
        for kind in KINDS:
            register_kind(kind)
        privacy.register_export("feedback", person_export)
        privacy.register_erase("feedback", person_erase)
