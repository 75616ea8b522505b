from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "accredit.registrations"

    def ready(self) -> None:
        from . import domain_events  # noqa: F401 - registers the names that the outbox stores
