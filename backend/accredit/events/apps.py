from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "accredit.events"

    def ready(self) -> None:
        from accredit.media.rules import Purpose
        from accredit.media.services import register_shown

        from . import domain_events, tasks  # noqa: F401 - importing registers news and jobs
        from .selectors import pictures_shown

        register_shown(Purpose.THUMBNAIL, pictures_shown)
