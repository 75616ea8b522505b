"""Surveys, as their makers and as those who answer read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accredit.events.rules.events import EventStatus, SessionKind
from accredit.events.selectors import programme
from accredit.feedback.exceptions import SurveyNotFound
from accredit.feedback.models import Survey, SurveyParticipation, SurveyQuestion
from accredit.feedback.rules.questions import Condition, QuestionFacts
from accredit.feedback.rules.surveys import About, Operator, QuestionKind, SurveyStatus
from accredit.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Target:
    """A session or a speaker that is asked about."""

    id: str
    title: str


Targets = Mapping[About, Sequence[Target]]


def survey_for_staff(*, organization: Organization, survey_id: UUID) -> Survey:
    """One of the organization's own. Raises SurveyNotFound."""
    return _one(_with_parents().filter(organization=organization, pk=survey_id))


def survey_by_id(*, survey_id: UUID) -> Survey:
    """Any survey, for services and for those who hold a seat. Raises SurveyNotFound."""
    return _one(_with_parents().filter(pk=survey_id))


def survey_running(*, event_id: UUID | None = None, course_id: UUID | None = None) -> Survey | None:
    """The published survey of an event or a course."""
    rows = _with_parents().filter(status=SurveyStatus.PUBLISHED)
    if event_id is not None:
        return rows.filter(event_id=event_id).first()
    return rows.filter(course_id=course_id).first() if course_id is not None else None


def surveys_of(
    *, organization: Organization, event_id: UUID | None = None, course_id: UUID | None = None
) -> QuerySet[Survey]:
    """An organization's surveys, or the one of an event or a course."""
    rows = _with_parents().filter(organization=organization)
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    return rows.filter(course_id=course_id) if course_id is not None else rows


def opens_at(survey: Survey) -> datetime | None:
    """When those who were there may answer: at the end of the event. None for a course, which each person completes in
    their own time."""
    return survey.event.ends_at if survey.event is not None else None


def is_open(survey: Survey, *, now: datetime) -> bool:
    """Whether answers are taken now."""
    if survey.status != SurveyStatus.PUBLISHED:
        return False
    if survey.event is None:
        return True
    called_off = survey.event.status in (EventStatus.DRAFT, EventStatus.CANCELLED)
    return not called_off and survey.event.ends_at is not None and survey.event.ends_at <= now


def questions_of(survey: Survey) -> list[SurveyQuestion]:
    """In order. One query."""
    return list(SurveyQuestion.objects.filter(survey=survey).order_by("position"))


def question_facts(row: SurveyQuestion) -> QuestionFacts:
    """What the rules decide on."""
    condition = row.shown_if
    return QuestionFacts(
        key=row.key,
        kind=QuestionKind(row.kind),
        about=About(row.about),
        is_required=row.is_required,
        choices=tuple(one["id"] for one in row.choices),
        scale_from=row.scale_from,
        shown_if=Condition(condition["question"], Operator(condition["operator"]), tuple(condition["values"]))
        if condition
        else None,
    )


def targets_of(survey: Survey) -> Targets:
    """The sessions of the event in order, and who speaks in them. Two queries, none for a course."""
    if survey.event is None:
        return {}
    sessions = [one for one in programme(survey.event) if one.kind == SessionKind.SESSION]
    people = {one.speaker_id: one.speaker for session in sessions for one in session.speakers.all()}
    return {
        About.SESSIONS: [Target(str(one.id), one.title) for one in sessions],
        About.SPEAKERS: [Target(str(one.id), one.name) for one in people.values()],
    }


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were asked, and how many of them have answered."""

    asked: int = 0
    answered: int = 0


def turnout_of(survey_ids: Sequence[UUID]) -> dict[UUID, Turnout]:
    """One query."""
    rows = SurveyParticipation.objects.filter(survey__in=survey_ids).values("survey_id")
    counted = rows.annotate(asked=Count("id"), answered=Count("id", filter=Q(answered_on__isnull=False)))
    found = {row["survey_id"]: Turnout(row["asked"], row["answered"]) for row in counted}
    return {survey_id: found.get(survey_id, Turnout()) for survey_id in survey_ids}


def staff_surveys(rows: Sequence[Survey]) -> list[dict[str, Any]]:
    """Rows of the organization's list. One query."""
    turnout = turnout_of([row.id for row in rows])
    return [survey_json(row) | {"turnout": _turnout_json(turnout[row.id])} for row in rows]


def staff_survey(survey: Survey) -> dict[str, Any]:
    """One survey with its questions, for its makers. Four queries."""
    [found] = staff_surveys([survey])
    return found | _questions_json(survey)


def survey_json(survey: Survey) -> dict[str, Any]:
    """What everybody may know of it; read with its event or course and its organization."""
    return {
        "id": survey.id,
        "title": survey.title,
        "intro": survey.intro,
        "is_anonymous": survey.is_anonymous,
        "status": survey.status,
        "activity": activity_json(survey),
        "organization": {"slug": survey.organization.slug, "name": survey.organization.name},
        "opens_at": opens_at(survey),
        "published_at": survey.published_at,
        "closed_at": survey.closed_at,
    }


def paper_json(survey: Survey, *, state: str) -> dict[str, Any]:
    """What somebody sees who may answer: the questions only while they can be. Three queries or none."""
    asked = _questions_json(survey) if state == "open" else {"questions": [], "sessions": [], "speakers": []}
    return survey_json(survey) | {"state": state} | asked


def activity_json(survey: Survey) -> dict[str, Any]:
    activity = survey.activity
    return {
        "kind": "event" if survey.event_id is not None else "course",
        "id": activity.id,
        "slug": activity.slug,
        "title": activity.title,
        "ends_at": opens_at(survey),
    }


def question_json(row: SurveyQuestion) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "about": row.about,
        "prompt": row.prompt,
        "hint": row.hint,
        "choices": row.choices,
        "scale_from": row.scale_from,
        "low_label": row.low_label,
        "high_label": row.high_label,
        "is_required": row.is_required,
        "shown_if": row.shown_if,
    }


def _questions_json(survey: Survey) -> dict[str, Any]:
    targets = targets_of(survey)
    return {
        "questions": [question_json(row) for row in questions_of(survey)],
        "sessions": [{"id": one.id, "title": one.title} for one in targets.get(About.SESSIONS, ())],
        "speakers": [{"id": one.id, "title": one.title} for one in targets.get(About.SPEAKERS, ())],
    }


def _turnout_json(turnout: Turnout) -> dict[str, int]:
    return {"asked": turnout.asked, "answered": turnout.answered}


def _with_parents() -> QuerySet[Survey]:
    return Survey.objects.select_related("event", "course", "organization")


def _one(rows: QuerySet[Survey]) -> Survey:
    found = rows.first()
    if found is None:
        raise SurveyNotFound
    return found
