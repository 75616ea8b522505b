"""What a person was told in the bell, and how they want to be told things."""

from __future__ import annotations

from django.db import models

from accredit.accounts.models import User
from accredit.core.models import Record


class Notification(Record):
    """One row of the bell. The words are fixed when it is made."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    organization_id = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    """A path of the single-page app, such as `/certificates`."""
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The bell itself, newest first.
            models.Index(fields=["user", "-created_at", "-id"], name="notification_by_user"),
            # The number on the bell.
            models.Index(fields=["user"], name="notification_unread", condition=models.Q(read_at=None)),
        ]


class Preference(Record):
    """A person's choice for one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    mail = models.BooleanField()
    bell = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_preference_once")]


class GuestRefusal(Record):
    """Mails of one kind that somebody without an account wants no more. The address is kept as a digest alone: enough
    to leave it out, and nothing that names anybody."""

    address_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_digest", "kind"], name="notification_guest_refusal_once")
        ]
