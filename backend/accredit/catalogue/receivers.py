"""What the catalogue does about the news of learning, events and organizations: it reads again."""

from __future__ import annotations

from datetime import datetime

from accredit.events.domain_events import (
    EventArchived,
    EventCancelled,
    EventCompleted,
    EventPublished,
    EventRescheduled,
    EventUpdated,
)
from accredit.learning.domain_events import (
    CourseArchived,
    CoursePriceChanged,
    CoursePublished,
    CourseUpdated,
    ReviewChanged,
)
from accredit.organizations.domain_events import OrganizationChanged

from . import services


def on_course_news(
    event: CoursePublished | CourseUpdated | CoursePriceChanged | CourseArchived | ReviewChanged, *, now: datetime
) -> None:
    """Bring the course's row up to date."""
    services.course_sync(course_id=event.course_id, now=now)


def on_event_news(
    event: EventPublished | EventUpdated | EventRescheduled | EventCancelled | EventCompleted | EventArchived,
    *,
    now: datetime,
) -> None:
    """Bring the event's row up to date."""
    services.event_sync(event_id=event.event_id, now=now)


def on_organization_changed(event: OrganizationChanged, *, now: datetime) -> None:
    """Bring all of the organization's rows up to date."""
    services.organization_sync(organization_id=event.organization_id, now=now)
