"""A person's own calendar, to which calendar programs subscribe by its address."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.core.models import Record


class CalendarFeed(Record):
    """One person's subscription address. A new address is a new `key`; the old one is then nobody's."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=26)
    """128 random bits. The address also carries a seal that is made with the installation's secret, so that whoever
    reads this table opens no calendar."""
    made_at = models.DateTimeField()
    """When the present address was made."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="calendar_feed_once"),
            models.UniqueConstraint(fields=["key"], name="calendar_feed_key_once"),
        ]
