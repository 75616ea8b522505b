"""What billing keeps of a person, emptied when they leave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.accounts.selectors import user_get
from accredit.billing.models import CartItem, Order, Payment, StripeCustomer
from accredit.billing.services.deliveries import SOURCE
from accredit.core import inbound_retention


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Drop the cart, the addresses on orders and what Stripe told of the person. Orders stay for the legal term,
    without a name; invoices as they were issued, because the law asks sellers to keep them."""
    inbound_retention.traces_erase(source=SOURCE, marks=_marks_of(user_id), now=now)
    CartItem.objects.filter(user_id=user_id).delete()
    Order.objects.filter(buyer_id=user_id).update(email="")
    StripeCustomer.objects.filter(user_id=user_id).update(email="")


def _marks_of(user_id: UUID) -> set[str]:
    """By what deliveries name a person: addresses, and Stripe's own words for them and for what they paid."""
    user, orders = user_get(user_id=user_id), Order.objects.filter(buyer_id=user_id)
    customers = StripeCustomer.objects.filter(user_id=user_id).values_list("customer_id", "email")
    paid = Payment.objects.filter(order__in=orders).values_list("payment_intent_id", flat=True)
    known = {user.email, user.display_name, user.legal_name, *orders.values_list("email", flat=True), *paid}
    return {mark for mark in known.union(*customers) if mark}
