from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "accredit.registrations"

    def ready(self) -> None:
        from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
        from accredit.billing.services import purchasables
        from accredit.core import outbox
        from accredit.events.domain_events import EventCompleted, SessionWindowSet

        from . import domain_events, receivers, tasks  # noqa: F401 - importing registers news and jobs
        from .services import RegistrationPurchasable, TicketPurchasable

        purchasables.register(RegistrationPurchasable())
        purchasables.register(TicketPurchasable())
        outbox.subscribe(OrderPaid, receivers.on_order_paid)
        outbox.subscribe(LineRefunded, receivers.on_line_news)
        outbox.subscribe(LineRefundFailed, receivers.on_line_news)
        outbox.subscribe(EventCompleted, receivers.on_minutes_news)
        outbox.subscribe(SessionWindowSet, receivers.on_minutes_news)
