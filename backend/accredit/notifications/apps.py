from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "accredit.notifications"

    def ready(self) -> None:
        from accredit.core import privacy

        from . import selectors, services

        privacy.register_export("notifications", selectors.person_export)
        privacy.register_erase("notifications", services.person_erase)
