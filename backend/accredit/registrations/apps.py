from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "accredit.registrations"

    def ready(self) -> None:
        from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
        from accredit.billing.services import purchasables
        from accredit.core import outbox

        from . import domain_events, receivers  # noqa: F401 - importing domain_events registers the names
        from .services import RegistrationPurchasable, TicketPurchasable

        purchasables.register(RegistrationPurchasable())
        purchasables.register(TicketPurchasable())
        outbox.subscribe(OrderPaid, receivers.on_order_paid)
        outbox.subscribe(LineRefunded, receivers.on_line_news)
        outbox.subscribe(LineRefundFailed, receivers.on_line_news)
