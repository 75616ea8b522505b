from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "accredit.core"

    def ready(self) -> None:
        from . import housekeeping  # noqa: F401 - registers core's periodic jobs
