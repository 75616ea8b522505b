"""How organizers keep rooms in order, and the record of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.community.models.messages import Message
from accredit.community.models.rooms import Room
from accredit.community.rules.moderation import Act, ReportReason, ReportStatus
from accredit.organizations.models import OrganizationOwned


class RoomPolicy(OrganizationOwned):
    """What holds in all rooms of an organization; without a row the defaults do."""

    makes_rooms = models.BooleanField(default=True)
    """Whether what is published gets a room."""
    blocked_words = models.JSONField(default=list)
    """Words and phrases; a message that contains one is not taken."""
    retention_days = models.PositiveIntegerField(null=True)
    """Of rooms that are made from now on."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="room_policy_once")]


class Report(OrganizationOwned):
    """Somebody thinks that a message should not stand there."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=[(one, one) for one in ReportReason])
    note = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=[(one, one) for one in ReportStatus], default=ReportStatus.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "reporter"], name="report_once")]
        indexes = [
            # The queue, oldest first.
            models.Index(fields=["organization", "created_at", "id"], name="report_open", condition=Q(status="open")),
            # What was decided, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="report_by_organization"),
        ]


class ModerationAct(OrganizationOwned):
    """What an organizer did, and why; never changed."""

    act = models.CharField(max_length=16, choices=[(one, one) for one in Act])
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    """Whom it was done to."""
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)
    """Of a silence."""

    class Meta:
        indexes = [
            # The log, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="moderation_act_by_tenant"),
        ]
