"""Background work that is owed."""

from __future__ import annotations

from django.db import models

from .base import Record


class Job(Record):
    """One call of a registered job, written in the transaction that owes it."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=100)
    args = models.JSONField(default=list)
    unique_key = models.CharField(max_length=200, null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField()
    """Not before this instant; for a running job the end of its lease."""
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=models.Q(status="queued"),
                name="job_unique_waiting",
            )
        ]
        indexes = [
            # The sweeper's look-up of what is due.
            models.Index(fields=["run_at"], name="job_due", condition=models.Q(status__in=["queued", "running"])),
        ]


class Schedule(models.Model):
    """When a periodic job is owed next; the conditional update on it elects the one worker that enqueues."""

    name = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()
