"""News that feedback listens to. Each is a hint: the rows are read again."""

from __future__ import annotations

from datetime import datetime

from accredit.events.domain_events import EventCompleted
from accredit.learning.domain_events import CourseCompleted

from .services import event_invitations_owe, learner_invite


def on_event_completed(event: EventCompleted, *, now: datetime) -> None:
    """Whoever was there is asked how it was."""
    event_invitations_owe(event_id=event.event_id)


def on_course_completed(event: CourseCompleted, *, now: datetime) -> None:
    """Who has completed a course is asked how it was."""
    learner_invite(enrollment_id=event.enrollment_id, now=now)
