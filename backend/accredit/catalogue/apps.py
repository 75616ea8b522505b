from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "accredit.catalogue"

    def ready(self) -> None:
        from accredit.core.outbox import subscribe
        from accredit.learning import domain_events as learning
        from accredit.organizations.domain_events import OrganizationChanged

        from . import receivers, tasks  # noqa: F401 - importing tasks registers the jobs

        for event in (
            learning.CoursePublished,
            learning.CourseUpdated,
            learning.CoursePriceChanged,
            learning.CourseArchived,
            learning.ReviewChanged,
        ):
            subscribe(event, receivers.on_course_news)
        subscribe(OrganizationChanged, receivers.on_organization_changed)
