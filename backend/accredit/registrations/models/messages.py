"""What organizers wrote to those who registered, and to whom it went."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.events.models import Event
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models.registrations import Registration
from accredit.registrations.rules.messages import DeliveryStatus


class Message(OrganizationOwned):
    """One message to many; never changed once it is on its way."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=5000)
    """Plain text; empty lines part paragraphs."""
    statuses = models.JSONField(default=list)
    """To whom it was addressed, where that was said by status; empty: to people chosen one by one."""

    class Meta:
        indexes = [models.Index(fields=["event", "-created_at", "-id"], name="message_by_event")]


class MessageDelivery(OrganizationOwned):
    """A message on its way to one person. The row is claimed before the mail goes out, and a claim that a dying worker
    leaves behind is not taken up again: nobody gets a message twice."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    batch = models.PositiveIntegerField()
    """Which job sends it."""
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in DeliveryStatus], default=DeliveryStatus.OWED
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "registration"], name="message_delivery_once"),
        ]
        indexes = [models.Index(fields=["message", "batch", "id"], name="message_delivery_by_batch")]
