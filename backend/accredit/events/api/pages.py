"""The event page's document, with a head that search engines and link previews can read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from accredit.core.api.spa import Head, Opening, page
from accredit.events.exceptions import EventNotFound
from accredit.events.models import Event
from accredit.events.rules.events import EventStatus, Visibility
from accredit.events.selectors import event_public

_ATTENDANCE = {
    "in_person": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}

SCREEN = "features/events/screens/EventPage.tsx"


@require_safe
def event_document(request: HttpRequest, slug: str) -> HttpResponse:
    """`/events/{slug}`; 404 with the same document when there is no such public event."""
    try:
        event = event_public(slug_or_id=slug)
    except EventNotFound:
        return page(request, Head(index=False), status=404)
    return page(
        request,
        Head(
            title=f"{event.title} · {event.organization.name}",
            description=event.subtitle or event.title,
            canonical=f"{settings.PUBLIC_URL}/events/{event.slug}",
            structured=_structured(event),
            index=event.visibility == Visibility.PUBLIC,
            opening=Opening(event.title, kicker=event.organization.name, lead=event.subtitle, band=True),
            screen=SCREEN,
        ),
    )


def _structured(event: Event) -> dict[str, Any]:
    """As schema.org describes an event."""
    cancelled = event.status == EventStatus.CANCELLED
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": event.title,
        "description": event.subtitle or event.title,
        "inLanguage": event.language,
        "eventAttendanceMode": _ATTENDANCE[event.format],
        "eventStatus": f"https://schema.org/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "organizer": {"@type": "Organization", "name": event.organization.name},
    }
    if event.starts_at is not None and event.ends_at is not None:
        found |= {"startDate": event.starts_at.isoformat(), "endDate": event.ends_at.isoformat()}
    if event.is_in_person:
        found["location"] = {"@type": "Place", "name": event.venue_name, "address": event.venue_address}
    else:
        found["location"] = {"@type": "VirtualLocation", "url": f"{settings.PUBLIC_URL}/events/{event.slug}"}
    return found


urlpatterns = [path("events/<str:slug>", event_document, name="event-page")]
