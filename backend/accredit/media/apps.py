from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "accredit.media"

    def ready(self) -> None:
        from . import selectors, tasks  # noqa: F401 - importing tasks registers the jobs
        from .rules import Purpose
        from .services import register_shown

        register_shown(Purpose.AVATAR, selectors.avatars_shown)
        register_shown(Purpose.LOGO, selectors.logos_shown)
