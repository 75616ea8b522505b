from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "accredit.events"

    def ready(self) -> None:
        from . import domain_events  # noqa: F401 - registers the names that the outbox stores
