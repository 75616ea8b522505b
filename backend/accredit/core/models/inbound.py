"""What other systems told us, kept as it came."""

from __future__ import annotations

from django.db import models

from .base import Record


class InboundMessage(Record):
    """One verified delivery of a webhook.

    Received: kept, and nothing else yet; queued: a job is owed that handles it.
    """

    class Status(models.TextChoices):
        RECEIVED = "received"
        QUEUED = "queued"
        HANDLED = "handled"
        FAILED = "failed"

    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    body = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    error = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True)
    request_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    """Of the request that brought it; the job that handles it carries it on."""
    body_cleared_at = models.DateTimeField(null=True)
    """When the body was emptied, after the handling: it names people. Such a row cannot be replayed."""
    body_hash = models.CharField(max_length=64, blank=True, default="", db_default="")
    """SHA-256 of the body that was emptied, by which a copy elsewhere can be known as the same."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="inbound_once")]
        indexes = [
            # The operator's list of deliveries that failed.
            models.Index(fields=["source", "created_at"], name="inbound_failed", condition=models.Q(status="failed")),
            # What a worker has not yet seen, asked several times a second.
            models.Index(fields=["created_at"], name="inbound_received", condition=models.Q(status="received")),
            # Whose body has done its duty.
            models.Index(
                fields=["handled_at"],
                name="inbound_to_clear",
                condition=models.Q(status="handled", body_cleared_at=None),
            ),
        ]
