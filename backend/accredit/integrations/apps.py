from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "accredit.integrations"

    def ready(self) -> None:
        from accredit.core import outbox, privacy
        from accredit.events.domain_events import EventCancelled, EventPublished, EventRescheduled, EventUpdated
        from accredit.notifications.services import Kind, register_kind
        from accredit.registrations.domain_events import (
            RegistrationCancelled,
            RegistrationChanged,
            RegistrationClaimed,
            RegistrationConfirmed,
            RegistrationRestored,
            RegistrationTransferred,
        )

        from . import domain_events, receivers, tasks  # noqa: F401 - importing registers news and jobs
        from .services.privacy import person_erase, person_export
        from .services.removing import REMOVED_KIND

        register_kind(
            Kind(
                name=REMOVED_KIND,
                label="Zoom is no longer connected",
                title="Zoom is no longer connected to {organization}",
                body="Somebody removed the app at Zoom. Connect it again, so that meetings and minutes go on.",
            )
        )
        for news in (EventPublished, EventUpdated, EventRescheduled, EventCancelled):
            outbox.subscribe(news, receivers.on_event_news)
        for told in (RegistrationConfirmed, RegistrationCancelled, RegistrationRestored, RegistrationChanged):
            outbox.subscribe(told, receivers.on_registration_news)
        outbox.subscribe(RegistrationTransferred, receivers.on_registration_transferred)
        outbox.subscribe(RegistrationClaimed, receivers.on_registration_claimed)
        privacy.register_export("integrations", person_export)
        privacy.register_erase("integrations", person_erase)
