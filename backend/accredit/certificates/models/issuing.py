"""Issuing for a whole event: how far a run is, what is left to decide, and which guests were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.certificates.rules.changes import Doubt, Verdict
from accredit.events.models import Event
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models import Registration


class IssueRun(OrganizationOwned):
    """One walk through an event's registrations in the order of ids, a batch a transaction: where it stopped is where
    the next worker goes on. One at a time for an event."""

    class Status(models.TextChoices):
        RUNNING = "running"
        FINISHED = "finished"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.RUNNING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: the event's time had come."""
    total = models.PositiveIntegerField()
    """How many were due when it started."""
    numbered = models.PositiveIntegerField(default=0)
    """How many certificates it has written so far; whether their files are made stands in each."""
    after = models.UUIDField(null=True)
    """The last registration that was looked at."""
    gate_version = models.PositiveIntegerField()
    """By which it began its present walk; when the gate changes meanwhile, it walks again."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event"], condition=Q(status="running"), name="issue_run_one_at_a_time")
        ]
        indexes = [models.Index(fields=["event", "-created_at"], name="issue_run_by_event")]


class Decision(OrganizationOwned):
    """A certificate of an event whose holder would not get it today, or would get another: somebody decides."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.CASCADE, related_name="+")
    doubt = models.CharField(max_length=8, choices=[(one, one) for one in Doubt])
    sentences = models.JSONField()
    """What is lacking, or how the credit differs, as it was when the question arose; the same is not asked twice."""
    verdict = models.CharField(max_length=8, choices=[(one, one) for one in Verdict], default=Verdict.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate"], condition=Q(verdict="open"), name="decision_open_once"),
            models.CheckConstraint(
                condition=~Q(verdict__in=["kept", "revoked"]) | Q(decided_at__isnull=False),
                name="decision_decided_when",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-created_at", "-id"], name="decision_by_organization")]


class ClaimNotice(OrganizationOwned):
    """A guest who would get a certificate is told, once, to make an account."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration"], name="claim_notice_once")]
