"""What was scanned at the door."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.events.models import Event
from accredit.organizations.models import Organization, OrganizationOwned
from accredit.registrations.models.registrations import Registration
from accredit.registrations.rules.registrations import ScanDirection, ScanResult


class Scan(OrganizationOwned):
    """One act at the door, also a refused one. Append-only; the client's nonce makes it the same act when it is sent
    again."""

    # Each scan writes every index: those below begin with these keys, which need none of their own.
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, db_index=False, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """Null: what was scanned is no ticket of this organization."""
    number = models.PositiveIntegerField(null=True)
    """The how-many-th scan of its ticket at its event's door this was, as they came. Each number is given once, so of
    two scans that know the same past only one is kept. Null: another event's ticket, or none."""
    nonce = models.UUIDField()
    direction = models.CharField(max_length=5, choices=[(one, one) for one in ScanDirection])
    result = models.CharField(max_length=12, choices=[(one, one) for one in ScanResult])
    scanned_at = models.DateTimeField()
    """By the device, when the code was read."""
    received_at = models.DateTimeField()
    was_offline = models.BooleanField(default=False)
    forced = models.BooleanField(default=False)
    """The person at the door let somebody in although the result said no."""
    device = models.CharField(max_length=80, blank=True)
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "nonce"], name="scan_once"),
            models.UniqueConstraint(
                fields=["registration", "number"], condition=models.Q(number__isnull=False), name="scan_number_once"
            ),
        ]
        indexes = [
            # The log of the door, latest first.
            models.Index(fields=["event", "-scanned_at", "-id"], name="scan_by_event"),
            # One ticket's own scans, in order.
            models.Index(fields=["registration", "scanned_at", "id"], name="scan_by_registration"),
        ]
