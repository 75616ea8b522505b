"""Which course is the recording of which event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core import outbox
from accredit.cpd.domain_events import RecordingNamed
from accredit.cpd.exceptions import RecordingTooLate
from accredit.cpd.models import LedgerEntry, Recording
from accredit.events.models import Event
from accredit.learning.models import Course


def recording_put(*, course: Course, event: Event | None, actor_id: UUID, now: datetime) -> None:
    """Say that a course is made of an event, or (None) of none. The same again changes nothing.

    Raises RecordingTooLate once somebody was awarded credit for the course: what was awarded stays awarded.
    """
    with transaction.atomic():
        current = Recording.objects.select_for_update().filter(course=course).first()
        if (current.event_id if current else None) == (event.id if event else None):
            return
        if LedgerEntry.objects.filter(certificate__course_id=course.id).exists():
            raise RecordingTooLate
        Recording.objects.filter(course=course).delete()
        if event is not None:
            row = Recording(organization_id=course.organization_id, course=course, event=event, created_at=now)
            row.save(force_insert=True)
        outbox.publish(
            RecordingNamed(course.id, event.id if event else None),
            organization_id=course.organization_id,
            actor_id=actor_id,
        )
