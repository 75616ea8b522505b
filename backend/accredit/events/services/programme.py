"""Sessions and speakers. Times that move become news for the registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, ProtectedError

from accredit.core.errors import FieldError
from accredit.core.outbox import publish
from accredit.events.domain_events import SessionWindowSet
from accredit.events.exceptions import EventNotReady, SessionInUse, SpeakerInUse, SpeakerNotFound, TimesNotPossible
from accredit.events.models import Event, Session, SessionSpeaker, Speaker
from accredit.events.rules.events import EventStatus, SessionKind
from accredit.events.rules.publishing import publish_obstacles
from accredit.events.selectors import publish_facts
from accredit.media.models import Upload
from accredit.organizations.models import Organization

from .changes import Line, reschedule
from .holding import event_hold, tell_update

SESSION_FIELDS = frozenset({"title", "kind", "description_md", "starts_at", "ends_at", "room", "online_url"})
SPEAKER_FIELDS = frozenset({"name", "headline", "bio"})
TOLD = ("starts_at", "ends_at", "room")
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Between these every time can be said in every zone, and moved."""
LONGEST = timedelta(days=366)


def session_create(
    *,
    event: Event,
    actor_id: UUID,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    kind: SessionKind = SessionKind.SESSION,
    changes: Mapping[str, Any] | None = None,
) -> Session:
    """Add to the programme. `changes` as for `session_update`. Raises TimesNotPossible, EventOver, SpeakerNotFound."""
    with transaction.atomic():
        held = event_hold(event)
        _check(starts_at, ends_at)
        session = Session(
            organization_id=held.organization_id,
            event=held,
            kind=kind,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.save(force_insert=True)
        _apply(session, changes or {})
        _settle(held, [Line(f"session:{title}", "", _span(session))], actor_id=actor_id, now=now)
    session.refresh_from_db()
    return session


def session_update(*, session: Session, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> Session:
    """Change any of `SESSION_FIELDS`, or `speakers` (ids, which replace the list).

    Raises TimesNotPossible, EventOver, EventNotReady, SpeakerNotFound.
    """
    with transaction.atomic():
        held = event_hold(session.event)
        before = Session.objects.get(pk=session.pk)
        _check(changes.get("starts_at", before.starts_at), changes.get("ends_at", before.ends_at))
        _apply(session, changes)
        session.refresh_from_db()
        moved = any(getattr(before, field) != getattr(session, field) for field in TOLD)
        lines = [Line(f"session:{session.title}", _span(before), _span(session))] if moved else []
        _settle(held, lines, actor_id=actor_id, now=now)
    return session


def session_delete(*, session: Session, actor_id: UUID, now: datetime) -> None:
    """Take out of the programme. Raises SessionInUse, EventOver, EventNotReady for the last of a published event."""
    with transaction.atomic():
        held = event_hold(session.event)
        try:
            Session.objects.filter(pk=session.pk).delete()
        except ProtectedError as error:
            raise SessionInUse from error
        _settle(held, [Line(f"session:{session.title}", _span(session), "")], actor_id=actor_id, now=now)


def session_window_set(
    *,
    session: Session,
    actor_id: UUID,
    starts_at: datetime | None,
    ends_at: datetime | None,
    reason: str,
    now: datetime,
) -> Session:
    """Count minutes in another window than planned, for everybody; both None goes back to the planned one.

    Allowed while the event runs and after it is completed. Raises TimesNotPossible.
    """
    if (starts_at is None) != (ends_at is None):
        raise TimesNotPossible("Give both the beginning and the end, or neither.")
    if starts_at is not None and ends_at is not None:
        _check(starts_at, ends_at)
        if not reason.strip():
            raise TimesNotPossible(errors=[FieldError("reason", "required", "Say why the times were others.")])
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=session.event_id)
        Session.objects.filter(pk=session.pk).update(
            actual_starts_at=starts_at, actual_ends_at=ends_at, actual_reason=reason.strip() if starts_at else ""
        )
        publish(
            SessionWindowSet(session.event_id, session.id), organization_id=session.organization_id, actor_id=actor_id
        )
    session.refresh_from_db()
    return session


def speaker_create(*, organization: Organization, actor_id: UUID, name: str, now: datetime, **fields: str) -> Speaker:
    """A card of somebody who speaks; `fields` are headline and bio."""
    speaker = Speaker(
        organization=organization, name=name, **{key: fields[key] for key in SPEAKER_FIELDS & set(fields)}
    )
    speaker.save(force_insert=True)
    return speaker


def speaker_update(*, speaker: Speaker, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> Speaker:
    """Change name, headline, bio or `photo` (a checked Upload, or None); it shows at once in every programme."""
    values = {field: value for field, value in changes.items() if field in SPEAKER_FIELDS}
    if "photo" in changes:
        photo: Upload | None = changes["photo"]
        values["photo_key"] = photo.rendition_key if photo else ""
    with transaction.atomic():
        if values:
            Speaker.objects.filter(pk=speaker.pk).update(**values)
        events = Event.objects.filter(sessions__speakers__speaker=speaker, status=EventStatus.PUBLISHED).distinct()
        for event in events.order_by("id"):
            tell_update(event, actor_id=actor_id)
    speaker.refresh_from_db()
    return speaker


def speaker_delete(*, speaker: Speaker, actor_id: UUID, now: datetime) -> None:
    """Raises SpeakerInUse for one who stands in a programme."""
    try:
        with transaction.atomic():
            Speaker.objects.filter(pk=speaker.pk).delete()
    except ProtectedError as error:
        raise SpeakerInUse from error


def _apply(session: Session, changes: Mapping[str, Any]) -> None:
    values = {field: value for field, value in changes.items() if field in SESSION_FIELDS}
    if values:
        Session.objects.filter(pk=session.pk).update(**values)
    if "speakers" in changes:
        _replace_speakers(session, changes["speakers"])


def _replace_speakers(session: Session, speaker_ids: Sequence[UUID]) -> None:
    known = Speaker.objects.filter(organization_id=session.organization_id, pk__in=speaker_ids)
    if set(known.values_list("id", flat=True)) != set(speaker_ids):
        raise SpeakerNotFound
    SessionSpeaker.objects.filter(session=session).delete()
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(
            organization_id=session.organization_id, session=session, speaker_id=speaker_id, position=position
        )
        for position, speaker_id in enumerate(dict.fromkeys(speaker_ids))
    )


def _settle(event: Event, lines: Sequence[Line], *, actor_id: UUID, now: datetime) -> None:
    """The event's own beginning and end follow its programme, a published one stays publishable, and who is
    registered is told."""
    ends = Session.objects.filter(event=event).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    Event.objects.filter(pk=event.pk).update(starts_at=ends["first"], ends_at=ends["last"])
    event.refresh_from_db()
    if event.is_published and (obstacles := publish_obstacles(publish_facts(event), now=now)):
        raise EventNotReady(errors=obstacles)
    reschedule(event, lines, note="", actor_id=actor_id)
    tell_update(event, actor_id=actor_id)


def _check(starts_at: datetime, ends_at: datetime) -> None:
    if starts_at < EARLIEST or ends_at > LATEST:
        where = "starts_at" if starts_at < EARLIEST else "ends_at"
        raise TimesNotPossible(errors=[FieldError(where, "out_of_range", "Give a time from 2000 to 2199.")])
    if ends_at <= starts_at:
        raise TimesNotPossible(errors=[FieldError("ends_at", "ends_before_start", "A session ends after it begins.")])
    if ends_at - starts_at > LONGEST:
        raise TimesNotPossible(errors=[FieldError("ends_at", "too_long", "A session lasts a year at most.")])


def _span(session: Session) -> str:
    """RFC 3339 interval in UTC, and the room."""
    return f"{session.starts_at.isoformat()}/{session.ends_at.isoformat()} {session.room}".strip()
