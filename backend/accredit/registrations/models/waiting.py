"""Who waits for a place."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.events.models import Event
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.rules.registrations import WaitingStatus


class WaitingEntry(OrganizationOwned):
    """One person's wish for so many places of any of these tickets. First come, first offered."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    quantity = models.PositiveSmallIntegerField(default=1)
    ticket_type_ids = models.JSONField()
    """Ids as text, the preferred one first; any of them will do."""
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in WaitingStatus], default=WaitingStatus.WAITING
    )
    place = models.BigIntegerField()
    """Order in the list: microseconds since 1970 when it was joined, or lower after a move."""
    offered_ticket_type_id = models.UUIDField(null=True)
    offered_at = models.DateTimeField(null=True)
    offer_expires_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    moved_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(status__in=["waiting", "offered"]) & ~Q(email=""),
                name="waiting_once",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="waiting_quantity_positive"),
            models.CheckConstraint(
                condition=~Q(status="offered")
                | Q(offer_expires_at__isnull=False, offered_ticket_type_id__isnull=False),
                name="waiting_offer_complete",
            ),
        ]
        indexes = [
            # Who is next.
            models.Index(fields=["event", "place", "id"], name="waiting_in_order", condition=Q(status="waiting")),
            # The job that ends offers.
            models.Index(fields=["offer_expires_at"], name="waiting_offers", condition=Q(status="offered")),
        ]
