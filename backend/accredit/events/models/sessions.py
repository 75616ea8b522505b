"""The programme."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accredit.events.models.events import Event
from accredit.events.rules.events import SessionKind
from accredit.organizations.models import OrganizationOwned


class Session(OrganizationOwned):
    """One part of the programme with its own times; minutes are counted per session."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in SessionKind], default=SessionKind.SESSION)
    title = models.CharField(max_length=160)
    description_md = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=120, blank=True)
    online_url = models.URLField(max_length=500, blank=True)
    actual_starts_at = models.DateTimeField(null=True)
    actual_ends_at = models.DateTimeField(null=True)
    """The window in which minutes count, where an organizer set another one than planned, for everybody."""
    actual_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(actual_starts_at=None, actual_ends_at=None)
                | Q(actual_ends_at__gt=F("actual_starts_at")) & ~Q(actual_reason=""),
                name="session_actual_window_possible",
            ),
        ]
        indexes = [
            # The programme in order.
            models.Index(fields=["event", "starts_at", "id"], name="session_by_event")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Where minutes count: the actual times, where somebody set them, else the planned ones."""
        return self.actual_starts_at or self.starts_at, self.actual_ends_at or self.ends_at


class Speaker(OrganizationOwned):
    """Somebody who speaks at an organization's events; a card, not an account."""

    name = models.CharField(max_length=120)
    headline = models.CharField(max_length=160, blank=True)
    bio = models.TextField(blank=True)
    photo_key = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "name", "id"], name="speaker_by_organization")]


class SessionSpeaker(OrganizationOwned):
    """Who speaks in which session, in order."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="session_speaker_once")]
