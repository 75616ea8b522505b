from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "accredit.media"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - registers the jobs
