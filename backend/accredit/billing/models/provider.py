"""What Stripe calls our people and things."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.core.models import Record


class StripeCustomer(Record):
    """A person's customer at Stripe. The row is there before Stripe hears of it; its id is the idempotency key."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    customer_id = models.CharField(max_length=255, null=True)
    email = models.EmailField(max_length=254)
    """As Stripe knows it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], name="stripe_customer_once"),
            models.UniqueConstraint(fields=["customer_id"], name="stripe_customer_id_once"),
        ]


class StripeProduct(Record):
    """An item's Product at Stripe, and the one active Price that stands for its advertised price."""

    item_kind = models.CharField(max_length=20)
    item_id = models.UUIDField()
    product_id = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=200)
    """As Stripe knows it."""
    price_id = models.CharField(max_length=255, blank=True)
    amount = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    price_version = models.PositiveIntegerField(default=0)
    """Counts Prices made; part of the idempotency key, so that going back to an older price makes a new Price."""
    replaced_price_id = models.CharField(max_length=255, blank=True)
    """The former Price until Stripe has archived it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item_kind", "item_id"], name="stripe_product_once"),
            models.UniqueConstraint(fields=["product_id"], name="stripe_product_id_once"),
        ]
