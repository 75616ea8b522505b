"""Paying a place that waits for its money: one that was approved, or whose payment page was closed too early."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.billing.exceptions import OrderNotPayable, PaymentSettling
from accredit.billing.models import Order
from accredit.billing.services.checkout import checkout_start
from accredit.billing.services.orders import order_place
from accredit.billing.services.purchasables import ItemRef
from accredit.core.errors import IllegalTransition
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import REGISTRATION_KIND, RegistrationStatus


def registration_pay(*, registration: Registration, payer_id: UUID | None, now: datetime) -> str | None:
    """The address of the payment page of a place: of its unfinished order, or of a new one. None when the order turns
    out to be paid. A guest has no `payer_id`.

    Raises IllegalTransition for a place that waits for no payment, OrderNotPayable (also for somebody else's order),
    PaymentSettling, PaymentProviderUnavailable and what `order_place` raises.
    """
    if registration.status != RegistrationStatus.PENDING_PAYMENT:
        raise IllegalTransition("registration", registration.status, "paid")
    if registration.order_id is None:
        order = order_place(
            buyer_id=payer_id,
            email="" if payer_id else registration.email,
            items=[ItemRef(REGISTRATION_KIND, registration.id)],
            now=now,
        )
    else:
        order = Order.objects.get(pk=registration.order_id)
        if order.buyer_id not in (None, payer_id):
            raise OrderNotPayable
        if order.settling:
            raise PaymentSettling
    return checkout_start(order=order, now=now).url
