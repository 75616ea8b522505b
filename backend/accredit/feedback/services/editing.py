"""Making a survey: drafting, publishing, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.models import Event
from accredit.feedback.domain_events import SurveyClosed, SurveyPublished
from accredit.feedback.exceptions import QuestionsNotUsable, SurveyExists, SurveyNotDraft, SurveyNotReady
from accredit.feedback.models import Survey, SurveyQuestion
from accredit.feedback.rules.questions import questions_check
from accredit.feedback.rules.surveys import SurveyStatus, sources
from accredit.feedback.selectors import question_facts
from accredit.learning.models import Course

from .inviting import invitations_owe

FIELDS = frozenset({"title", "intro", "is_anonymous"})
ONE_EACH = ("survey_once_for_event", "survey_once_for_course")


def survey_create(*, activity: Event | Course, title: str, intro: str, is_anonymous: bool, now: datetime) -> Survey:
    """A draft without questions; an empty title asks how it was. Raises SurveyExists."""
    survey = Survey(
        created_at=now,
        organization=activity.organization,
        event=activity if isinstance(activity, Event) else None,
        course=activity if isinstance(activity, Course) else None,
        title=title or f"How was “{activity.title}”?"[:160],
        intro=intro,
        is_anonymous=is_anonymous,
    )
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
    except IntegrityError as error:
        if any(violates(error, Survey, name) for name in ONE_EACH):
            raise SurveyExists from error
        raise
    return survey


def survey_update(*, survey: Survey, changes: Mapping[str, Any]) -> Survey:
    """Change a draft's title, introduction or promise (`FIELDS`). Raises SurveyNotDraft."""
    values = {name: value for name, value in changes.items() if name in FIELDS}
    drafts = Survey.objects.filter(pk=survey.pk, status=SurveyStatus.DRAFT)
    if not (drafts.update(**values) if values else drafts.exists()):
        raise SurveyNotDraft
    survey.refresh_from_db()
    return survey


def questions_set(*, survey: Survey, questions: Sequence[Mapping[str, Any]]) -> None:
    """Have a draft ask these questions, in this order, and no others. Each has the fields of `SurveyQuestion`.

    Raises SurveyNotDraft, QuestionsNotUsable with what is wrong, by place; nothing is changed then.
    """
    rows = [
        SurveyQuestion(organization_id=survey.organization_id, survey=survey, position=place, **one)
        for place, one in enumerate(questions)
    ]
    if wrong := questions_check([question_facts(row) for row in rows], of_event=survey.event_id is not None):
        raise QuestionsNotUsable(errors=wrong)
    with transaction.atomic():
        _hold_draft(survey)
        SurveyQuestion.objects.filter(survey=survey).delete()
        SurveyQuestion.objects.bulk_create(rows)


def survey_publish(*, survey: Survey, actor_id: UUID, now: datetime) -> Survey:
    """draft → published: its questions and whether it is anonymous stay as they are from here on. Whose event is over
    is asked at once.

    Raises SurveyNotReady without a question, IllegalTransition.
    """
    with transaction.atomic():
        held = Survey.objects.select_for_update().get(pk=survey.pk)
        if held.status in sources(SurveyStatus.PUBLISHED) and not SurveyQuestion.objects.filter(survey=held).exists():
            raise SurveyNotReady("Ask at least one question first.")
        _step(survey, SurveyStatus.PUBLISHED, published_at=now)
        publish(SurveyPublished(survey.id), organization_id=survey.organization_id, actor_id=actor_id)
        invitations_owe(survey_id=survey.id)
    survey.refresh_from_db()
    return survey


def survey_close(*, survey: Survey, actor_id: UUID, now: datetime) -> Survey:
    """published → closed: no more answers are taken. Raises IllegalTransition."""
    with transaction.atomic():
        _step(survey, SurveyStatus.CLOSED, closed_at=now)
        publish(SurveyClosed(survey.id), organization_id=survey.organization_id, actor_id=actor_id)
    survey.refresh_from_db()
    return survey


def survey_delete(*, survey: Survey) -> None:
    """Throw a draft away. Raises SurveyNotDraft."""
    with transaction.atomic():
        _hold_draft(survey).delete()


def _hold_draft(survey: Survey) -> Survey:
    held = Survey.objects.select_for_update().filter(pk=survey.pk, status=SurveyStatus.DRAFT).first()
    if held is None:
        raise SurveyNotDraft
    return held


def _step(survey: Survey, wanted: SurveyStatus, **stamps: Any) -> None:
    """The one write of a survey's status. Zero rows means that somebody was faster, or that there is no such step."""
    if not Survey.objects.filter(pk=survey.pk, status__in=sources(wanted)).update(status=wanted, **stamps):
        survey.refresh_from_db(fields=["status"])
        raise IllegalTransition("survey", survey.status, wanted)
