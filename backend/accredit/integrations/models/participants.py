"""Who joined, as Zoom told, and what people decided about those whom nobody knows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.events.models import Event, EventSeries
from accredit.integrations.models.meetings import ZoomInstance
from accredit.integrations.rules.matching import ItemStatus
from accredit.integrations.rules.presence import FactKind
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models import Registration


class ParticipantFact(OrganizationOwned):
    """One thing that a source told of one participant. Only ever added, each once; all else is worked out from them."""

    instance = models.ForeignKey(ZoomInstance, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in FactKind])
    participant = models.CharField(max_length=60)
    """Zoom's `user_id`: this participant in this occurrence; another one after each rejoin."""
    room = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    registrant_id = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    """Lower case; empty for guests and, often, for people of other accounts."""
    account_id = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "kind", "participant", "room", "at"], name="participant_fact_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="reported", until__isnull=False) | ~Q(kind="reported") & Q(until=None),
                name="participant_fact_ends_if_reported",
            ),
        ]


class ParticipantDecision(OrganizationOwned):
    """A person's word on who a participant is, for all meetings of an event or of the series it stands in."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(EventSeries, on_delete=models.PROTECT, null=True, related_name="+")
    scope_id = models.UUIDField()
    """Of the series, or of the event."""
    key = models.CharField(max_length=300)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: ignored. In another event of the series the same person's place there."""
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_id", "key"], condition=Q(undone_at=None), name="participant_decision_once"
            )
        ]


class ReconciliationItem(OrganizationOwned):
    """A participant of an event whom neither link nor address names. Worked out from the facts; what a person decides
    about it stands in the decision."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)
    """Null: there still."""
    seconds = models.PositiveIntegerField(default=0)
    """Of all their stays that have ended."""
    joins = models.PositiveIntegerField(default=1)
    parts = models.JSONField(default=dict)
    """What each occurrence adds to the above, by its id."""
    status = models.CharField(max_length=10, choices=[(one, one) for one in ItemStatus], default=ItemStatus.OPEN)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(ParticipantDecision, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="reconciliation_item_once"),
            models.CheckConstraint(
                condition=Q(status="assigned", registration__isnull=False) | ~Q(status="assigned"),
                name="reconciliation_assigned_to_somebody",
            ),
        ]
        indexes = [
            # The queue of an organization, and of one of its events.
            models.Index(fields=["organization", "first_seen_at", "id"], name="reconciliation_by_tenant"),
            models.Index(fields=["event", "status", "first_seen_at", "id"], name="reconciliation_by_event"),
        ]
