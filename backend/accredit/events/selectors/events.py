"""Events for the public and for their makers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accredit.events.exceptions import CategoryNotFound, EventNotFound
from accredit.events.models import Event, EventCategory, Session, TicketType
from accredit.events.rules.events import AttendanceMode, EventFormat, EventStatus, SessionKind, Visibility
from accredit.events.rules.publishing import EventFacts, SessionFacts
from accredit.organizations.models import Organization

SEEN = (EventStatus.PUBLISHED, EventStatus.COMPLETED, EventStatus.CANCELLED)
"""States in which an event's page answers: who holds its address learns that it is over or called off."""


def event_get(*, organization: Organization, event_id: UUID) -> Event:
    """One of the organization's own. Raises EventNotFound."""
    event = _with_parents().filter(organization=organization, pk=event_id).first()
    if event is None:
        raise EventNotFound
    return event


def event_public(*, slug_or_id: str, viewer_organizations: Sequence[UUID] = ()) -> Event:
    """What this address shows to anybody; a private event only to members of its organization.

    Raises EventNotFound.
    """
    shown = Q(visibility__in=(Visibility.PUBLIC, Visibility.UNLISTED))
    if viewer_organizations:
        shown |= Q(organization_id__in=list(viewer_organizations))
    event = _with_parents().filter(_named(slug_or_id), shown, status__in=SEEN).first()
    if event is None:
        raise EventNotFound
    return event


def event_by_id(*, event_id: UUID) -> Event:
    """Any event, for services that hold its id. Raises EventNotFound."""
    event = _with_parents().filter(pk=event_id).first()
    if event is None:
        raise EventNotFound
    return event


def event_named(*, organization: Organization, slug_or_id: str) -> Event:
    """One of the organization's own, by either name. Raises EventNotFound."""
    event = _with_parents().filter(_named(slug_or_id), organization=organization).first()
    if event is None:
        raise EventNotFound
    return event


def events_public(*, now: datetime, search: str = "") -> QuerySet[Event]:
    """What is listed and not over yet."""
    events = Event.objects.filter(status=EventStatus.PUBLISHED, visibility=Visibility.PUBLIC, ends_at__gt=now)
    return events.filter(title__icontains=search) if search else events


def categories() -> list[dict[str, str]]:
    """What events are about, in order. One query."""
    return [{"slug": one.slug, "name": one.name} for one in EventCategory.objects.order_by("position", "name", "id")]


def category_get(*, slug: str) -> EventCategory:
    """Raises CategoryNotFound."""
    found = EventCategory.objects.filter(slug=slug).first()
    if found is None:
        raise CategoryNotFound
    return found


def events_of_organization(*, organization: Organization, status: str = "", search: str = "") -> QuerySet[Event]:
    """All of the organization's events, drafts included."""
    events = Event.objects.filter(organization=organization)
    if status:
        events = events.filter(status=status)
    if search:
        events = events.filter(title__icontains=search)
    return events


def publish_facts(event: Event) -> EventFacts:
    """What `rules.publish_obstacles` decides on. Two queries."""
    return EventFacts(
        title=event.title,
        description_md=event.description_md,
        format=EventFormat(event.format),
        venue_name=event.venue_name,
        sessions=[
            SessionFacts(one.title, SessionKind(one.kind), one.starts_at, one.ends_at)
            for one in Session.objects.filter(event=event)
        ],
        modes=[
            AttendanceMode(mode)
            for mode in TicketType.objects.filter(event=event, closed_at=None).values_list("mode", flat=True)
        ],
        registration_opens_at=event.registration_opens_at,
        registration_closes_at=event.registration_closes_at,
    )


def windows_of(*, event_id: UUID) -> list[Session]:
    """The sessions whose minutes count, in order: breaks are none of them."""
    rows = Session.objects.filter(event_id=event_id, kind=SessionKind.SESSION)
    return list(rows.order_by("starts_at", "id"))


def _with_parents() -> QuerySet[Event]:
    return Event.objects.select_related("organization", "category")


def _named(slug_or_id: str) -> Q:
    try:
        return Q(pk=UUID(slug_or_id))
    except ValueError:
        return Q(slug=slug_or_id)
