from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "accredit.registrations"

    def ready(self) -> None:
        from accredit.accounts.domain_events import EmailChanged, EmailVerified
        from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
        from accredit.billing.services import purchasables
        from accredit.core import outbox, privacy
        from accredit.events.domain_events import (
            EventCancelled,
            EventCompleted,
            EventRescheduled,
            PlacesFreed,
            SessionWindowSet,
        )
        from accredit.notifications.services import register_kind

        from . import domain_events, receivers, tasks  # noqa: F401 - importing registers news and jobs
        from .services import RegistrationPurchasable, TicketPurchasable
        from .services.kinds import KINDS
        from .services.privacy import person_erase, person_export

        purchasables.register(RegistrationPurchasable())
        purchasables.register(TicketPurchasable())
        outbox.subscribe(OrderPaid, receivers.on_order_paid)
        outbox.subscribe(LineRefunded, receivers.on_line_news)
        outbox.subscribe(LineRefundFailed, receivers.on_line_news)
        outbox.subscribe(EventCompleted, receivers.on_minutes_news)
        outbox.subscribe(SessionWindowSet, receivers.on_minutes_news)
        outbox.subscribe(EventRescheduled, receivers.on_event_rescheduled)
        outbox.subscribe(EventCancelled, receivers.on_event_cancelled)
        outbox.subscribe(PlacesFreed, receivers.on_places_freed)
        outbox.subscribe(EmailVerified, receivers.on_address_proven)
        outbox.subscribe(EmailChanged, receivers.on_address_proven)
        for kind in KINDS:
            register_kind(kind)
        privacy.register_export("registrations", person_export)
        privacy.register_erase("registrations", person_erase)
