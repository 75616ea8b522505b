from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "accredit.catalogue"

    def ready(self) -> None:
        from accredit.core.outbox import subscribe
        from accredit.events import domain_events as events
        from accredit.learning import domain_events as learning
        from accredit.organizations.domain_events import OrganizationChanged

        from . import receivers, tasks  # noqa: F401 - importing tasks registers the jobs

        for course_news in (
            learning.CoursePublished,
            learning.CourseUpdated,
            learning.CoursePriceChanged,
            learning.CourseArchived,
            learning.ReviewChanged,
        ):
            subscribe(course_news, receivers.on_course_news)
        for event_news in (
            events.EventPublished,
            events.EventUpdated,
            events.EventRescheduled,
            events.EventCancelled,
            events.EventCompleted,
            events.EventArchived,
        ):
            subscribe(event_news, receivers.on_event_news)
        subscribe(OrganizationChanged, receivers.on_organization_changed)
