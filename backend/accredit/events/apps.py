from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "accredit.events"

    def ready(self) -> None:
        from . import domain_events, tasks  # noqa: F401 - importing registers news and jobs
