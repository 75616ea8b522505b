"""What feedback tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("feedback.survey_published", version=1)
@dataclass(frozen=True, slots=True)
class SurveyPublished:
    """Its questions are fixed from here on; it opens when its event or a person's course is over."""

    survey_id: UUID


@domain_event("feedback.survey_closed", version=1)
@dataclass(frozen=True, slots=True)
class SurveyClosed:
    survey_id: UUID


@domain_event("feedback.survey_answered", version=1)
@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """That somebody answered, never what. Exactly one of event and course is set; the user is None for a guest."""

    participation_id: UUID
    event_id: UUID | None
    course_id: UUID | None
    user_id: UUID | None
