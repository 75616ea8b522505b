"""The programme and who speaks in it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accredit.events.exceptions import SessionNotFound, SpeakerNotFound
from accredit.events.models import Event, Session, SessionSpeaker, Speaker
from accredit.organizations.models import Organization


def programme(event: Event) -> list[Session]:
    """All sessions and breaks in order, each with its speakers. Two queries."""
    speakers = Prefetch("speakers", queryset=SessionSpeaker.objects.select_related("speaker").order_by("position"))
    return list(Session.objects.filter(event=event).order_by("starts_at", "id").prefetch_related(speakers))


def session_get(*, event: Event, session_id: UUID) -> Session:
    """Raises SessionNotFound."""
    session = Session.objects.select_related("event").filter(event=event, pk=session_id).first()
    if session is None:
        raise SessionNotFound
    return session


def speakers(*, organization: Organization) -> QuerySet[Speaker]:
    """Everybody who has a card in the organization."""
    return Speaker.objects.filter(organization=organization)


def speaker_get(*, organization: Organization, speaker_id: UUID) -> Speaker:
    """Raises SpeakerNotFound."""
    speaker = Speaker.objects.filter(organization=organization, pk=speaker_id).first()
    if speaker is None:
        raise SpeakerNotFound
    return speaker
