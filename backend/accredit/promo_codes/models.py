"""Promo codes and the uses that orders have taken of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.core.models import Record
from accredit.organizations.models import OrganizationOwned

from .rules import DiscountKind


class PromoCode(OrganizationOwned):
    """A word that lowers the price of one organization's items."""

    code = models.CharField(max_length=40)
    """In capitals, as `rules.normalise_code` leaves it."""
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in DiscountKind])
    value = models.BigIntegerField()
    """Percent from 1 to 100, or minor units of `currency`."""
    currency = models.CharField(max_length=3, blank=True)
    """Of a fixed amount; empty for a percentage."""
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    total_limit = models.PositiveIntegerField(null=True)
    per_person_limit = models.PositiveIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    """Uses that are taken now, by orders that are paid or still held."""
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "code"], name="promo_code_once"),
            models.CheckConstraint(
                condition=Q(total_limit=None) | Q(used__lte=F("total_limit")), name="promo_never_over"
            ),
            models.CheckConstraint(
                condition=Q(kind="percent", value__gte=1, value__lte=100, currency="")
                | (Q(kind="fixed", value__gte=1) & ~Q(currency="")),
                name="promo_value_possible",
            ),
        ]
        indexes = [
            # Looked up by its word when somebody buys.
            models.Index(fields=["code"], name="promo_by_code"),
            models.Index(fields=["organization", "-created_at", "-id"], name="promo_by_organization"),
        ]


class PromoTarget(OrganizationOwned):
    """An item that a code is for; a code without targets is for everything that its organization sells."""

    promo_code = models.ForeignKey(PromoCode, on_delete=models.CASCADE, related_name="targets")
    item_kind = models.CharField(max_length=20)
    item_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promo_code", "item_kind", "item_id"], name="promo_target_once")]


class PromoUse(Record):
    """One order's use of a code; given back when the order expires."""

    promo_code = models.ForeignKey(PromoCode, on_delete=models.PROTECT, related_name="uses")
    order = models.ForeignKey("billing.Order", on_delete=models.PROTECT, related_name="+")
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promo_code", "order"], condition=Q(released_at=None), name="promo_use_once_an_order"
            )
        ]
        indexes = [
            # How often a person holds a use of a code.
            models.Index(fields=["promo_code", "buyer"], name="promo_use_by_buyer", condition=Q(released_at=None))
        ]
