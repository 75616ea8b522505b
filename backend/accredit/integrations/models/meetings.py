"""An event's meetings at Zoom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.events.models import Event, Session
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models import Registration

KINDS = [("meeting", "meeting"), ("webinar", "webinar")]


class EventZoom(OrganizationOwned):
    """The organizer's choice that an event's online part takes place in Zoom, and how that stands."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS, default="meeting")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """Null: Zoom it is."""
    working_until = models.DateTimeField(null=True)
    """One worker at a time brings the meetings into step; whoever died over it is waited for no longer than this."""
    problem = models.CharField(max_length=300, blank=True)
    """What Zoom said against it, for the organizer; empty when all is well."""
    problem_at = models.DateTimeField(null=True)


class ZoomMeeting(OrganizationOwned):
    """One session's meeting or webinar. The row exists before Zoom hears of it."""

    class Status(models.TextChoices):
        WANTED = "wanted"
        LIVE = "live"
        GONE = "gone"
        """Deleted at Zoom, by us or by somebody else."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")
    """Null: taken out of the programme."""
    kind = models.CharField(max_length=10, choices=KINDS)
    status = models.CharField(max_length=10, choices=Status, default=Status.WANTED)
    zoom_id = models.CharField(max_length=40, blank=True)
    """The number by which Zoom knows it; empty while it is only wanted."""
    topic = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=0)
    """Topic, start and length as Zoom was told last."""
    ends_at = models.DateTimeField()
    report_fetched_at = models.DateTimeField(null=True)
    report_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=~Q(status="gone") & Q(session__isnull=False), name="zoom_meeting_once"
            ),
            models.UniqueConstraint(fields=["zoom_id"], condition=~Q(zoom_id=""), name="zoom_meeting_id_once"),
        ]
        indexes = [
            models.Index(fields=["event", "starts_at", "id"], name="zoom_meeting_by_event"),
            # The job that asks for reports that nobody brought.
            models.Index(
                fields=["ends_at"],
                name="zoom_meeting_unreported",
                condition=Q(status="live", report_fetched_at=None),
            ),
        ]


class ZoomRegistrant(OrganizationOwned):
    """One registration's own way into one meeting. The link is this person's alone."""

    meeting = models.ForeignKey(ZoomMeeting, on_delete=models.CASCADE, related_name="registrants")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    """As Zoom was told."""
    registrant_id = models.CharField(max_length=100, blank=True)
    join_url = models.URLField(max_length=2000, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "registration"], name="zoom_registrant_once"),
        ]


class ZoomInstance(OrganizationOwned):
    """One time that a meeting took place: each start after an end is another, with a uuid of its own."""

    meeting = models.ForeignKey(ZoomMeeting, on_delete=models.CASCADE, related_name="instances")
    uuid = models.CharField(max_length=100)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    report_fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "uuid"], name="zoom_instance_once")]


class ZoomRecording(OrganizationOwned):
    """A file of a cloud recording, as Zoom told of it. The file stays at Zoom."""

    meeting = models.ForeignKey(ZoomMeeting, on_delete=models.CASCADE, related_name="recordings")
    uuid = models.CharField(max_length=100)
    """Of the occurrence that was recorded."""
    file_id = models.CharField(max_length=100)
    file_type = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    """Bytes."""
    download_url = models.URLField(max_length=2000, blank=True)
    """Opens with the organization's token only."""
    play_wrapped = models.BinaryField(null=True)
    """Where it is watched, encrypted: whoever has the address may have all they need. Null: Zoom did not say."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "file_id"], name="zoom_recording_once")]
