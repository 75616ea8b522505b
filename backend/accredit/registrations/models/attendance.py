"""Who was there, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.events.models import Event, Session
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models.registrations import Registration
from accredit.registrations.rules.registrations import IntervalSource


class AttendanceInterval(OrganizationOwned):
    """Something that a source said about one person's presence. Never changed after the fact but for its open end: a
    correction is a new one that replaces it."""

    # Without an index of its own: `interval_once` begins with it.
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: wherever it overlaps with a session, as at a door."""
    source = models.CharField(max_length=6, choices=[(one, one) for one in IntervalSource])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """Null: still there, as far as the source has told. A lost end is closed by the session's end when minutes are
    worked out."""
    end_was_lost = models.BooleanField(default=False)
    """The source never told the end; the session's end stands in."""
    external_id = models.CharField(max_length=200)
    """By which the same fact is known when it is told again, within its source."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """Counts no more: replaced, or taken back. The row stays."""
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "source", "external_id"], name="interval_once"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="interval_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(source="manual") | Q(actor__isnull=False) & ~Q(reason=""),
                name="interval_manual_has_reason",
            ),
        ]
        indexes = [
            # A person's presence.
            models.Index(
                fields=["registration", "starts_at"], name="interval_by_registration", condition=Q(withdrawn_at=None)
            ),
            # The room's timeline.
            models.Index(fields=["event", "starts_at"], name="interval_by_event", condition=Q(withdrawn_at=None)),
        ]


class SessionAttendance(OrganizationOwned):
    """What one registration's intervals come to in one session: kept beside them, always worked out again from them."""

    # Two of them without an index of their own: those below begin with them.
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, db_index=False, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    counted_seconds = models.PositiveIntegerField()
    window_seconds = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="session_attendance_once"),
            models.CheckConstraint(
                condition=Q(counted_seconds__lte=F("window_seconds")), name="session_attendance_never_more"
            ),
        ]
        indexes = [models.Index(fields=["event", "session"], name="session_attendance_by_event")]
