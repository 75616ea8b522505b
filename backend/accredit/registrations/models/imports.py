"""Who came from a file."""

from __future__ import annotations

from django.db import models

from accredit.events.models import Event
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models.registrations import Registration


class ImportedRow(OrganizationOwned):
    """One line of an organizer's file that became a place. The same line again adds nobody, whatever has become of the
    place since."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    """Keyed hash of the line's reference, or of its address where it has none: it names nobody by itself."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="imported_row_once")]
