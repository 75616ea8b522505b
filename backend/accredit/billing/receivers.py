"""What billing hears: deliveries of Stripe."""

from __future__ import annotations

from datetime import datetime

from accredit.billing.services.deliveries import SOURCE, delivery_handle
from accredit.core import inbound
from accredit.core.models import InboundMessage


@inbound.handler(SOURCE)
def on_stripe_delivery(message: InboundMessage, *, now: datetime) -> None:
    """Act on one kept delivery."""
    delivery_handle(body=message.body, now=now)
