from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accredit.accounts"

    def ready(self) -> None:
        from accredit.core import privacy

        from . import (
            domain_events,  # noqa: F401 - registers the names of the news
            selectors,
            tasks,  # noqa: F401 - registers the jobs
        )

        privacy.register_export("accounts", selectors.person_export)
