"""What every row of the project has."""

from __future__ import annotations

from django.db import models

from accredit.core import clock
from accredit.core.ids import new_id


class Record(models.Model):
    """A UUIDv7 key and the instant of creation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
