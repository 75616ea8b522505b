from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "accredit.core"

    def ready(self) -> None:
        from . import housekeeping, inbound_retention  # noqa: F401 - registers core's periodic jobs
