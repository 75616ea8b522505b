"""Files on their way in, and what was found in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.core.models import Record
from accredit.organizations.models import Organization

from .rules import Purpose, UploadStatus


class Upload(Record):
    """One file that somebody sends, from the slot to the checked content."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    """Null for a file of the person's own: an avatar, evidence of what they did."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=[(purpose, purpose) for purpose in Purpose])
    status = models.CharField(
        max_length=12, choices=[(status, status) for status in UploadStatus], default=UploadStatus.REQUESTED
    )
    key = models.CharField(max_length=200)
    """Of the file as sent, in the private store."""
    file_name = models.CharField(max_length=200)
    """As its owner called it; shown, never used as a path."""
    media_type = models.CharField(max_length=60)
    declared_bytes = models.BigIntegerField()
    problem = models.CharField(max_length=300, blank=True)
    """Why it was refused, in words for its owner."""
    bytes = models.BigIntegerField(null=True)
    duration_ms = models.BigIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    rendition_key = models.CharField(max_length=200, blank=True)
    """The re-encoded image, in the public store for public purposes and in the private one for the others."""
    poster_key = models.CharField(max_length=200, blank=True)
    """A video's still, in the private store."""
    finished_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    """Since when nothing shows it; nothing new may take it up."""
    removed_at = models.DateTimeField(null=True)
    """Its files are gone from the store; the row remains for whoever remembers it."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(declared_bytes__gt=0), name="upload_not_empty")]
        indexes = [
            # The job that forgets slots that nobody used.
            models.Index(fields=["created_at"], name="upload_open", condition=Q(status="requested")),
        ]
