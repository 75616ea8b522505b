"""Cloud recordings of an event's meetings. Where one is watched is told for each by itself, and in no list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.core.secrets import unwrap
from accredit.events.models import Event
from accredit.integrations.exceptions import RecordingHasNoPage, RecordingNotFound
from accredit.integrations.models import ZoomRecording
from accredit.organizations.models import Organization


def recordings_of(*, event: Event) -> QuerySet[ZoomRecording]:
    """Files that Zoom told of, of all meetings of the event."""
    return ZoomRecording.objects.select_related("meeting__session").filter(meeting__event=event)


def recording_json(row: ZoomRecording) -> dict[str, Any]:
    """Without its addresses."""
    session = row.meeting.session
    return {
        "id": row.pk,
        "session": {"id": session.pk, "title": session.title} if session is not None else None,
        "topic": row.meeting.topic,
        "file_type": row.file_type,
        "kind": row.kind,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "size": row.size,
        "can_play": row.play_wrapped is not None,
    }


def recording_page(*, organization: Organization, recording_id: UUID) -> str:
    """Where a recording is watched. Raises RecordingNotFound, also for another's, RecordingHasNoPage."""
    row = ZoomRecording.objects.filter(organization=organization, pk=recording_id).first()
    if row is None:
        raise RecordingNotFound
    if row.play_wrapped is None:
        raise RecordingHasNoPage
    return unwrap(bytes(row.play_wrapped)).decode()
