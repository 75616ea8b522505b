"""The transactional outbox: the one record of what happened; audit log and source of all news."""

from __future__ import annotations

from django.db import models

from .base import Record


class OutboxEvent(Record):
    """One domain event, written in the transaction of the change that it tells of."""

    name = models.CharField(max_length=100)
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    organization_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    dispatched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The sweeper looks only at what was never dispatched: a handful of rows among millions.
            models.Index(
                fields=["created_at"], name="outbox_undispatched", condition=models.Q(dispatched_at__isnull=True)
            ),
            # A tenant's audit trail, newest first.
            models.Index(fields=["organization_id", "-created_at"], name="outbox_by_organization"),
        ]


class OutboxHandled(models.Model):
    """A receiver has acted on an event; committed together with its effect."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=150)
    handled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "receiver"], name="outbox_handled_once")]
