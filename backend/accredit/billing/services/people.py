"""What billing keeps of a person, emptied when they leave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.billing.models import CartItem, Order, StripeCustomer


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Drop the cart and the addresses on orders. Orders stay for the legal term, without a name; invoices as
    they were issued, because the law asks sellers to keep them."""
    CartItem.objects.filter(user_id=user_id).delete()
    Order.objects.filter(buyer_id=user_id).update(email="")
    StripeCustomer.objects.filter(user_id=user_id).update(email="")
