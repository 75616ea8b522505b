"""Answering: that somebody did, and what they said, written apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from accredit.core.outbox import publish
from accredit.feedback.domain_events import SurveyAnswered
from accredit.feedback.exceptions import AlreadyAnswered, AnswersNotUsable, SurveyNotOpen
from accredit.feedback.models import AnonymousResponse, NamedResponse, Survey, SurveyParticipation
from accredit.feedback.rules.questions import answers_check
from accredit.feedback.rules.results import groups_ready
from accredit.feedback.rules.surveys import FEWEST, SurveyStatus
from accredit.feedback.selectors import Seat, has_answered, is_open, question_facts, questions_of, targets_of


def survey_answer(*, survey: Survey, seat: Seat, answers: Mapping[str, Any], now: datetime) -> SurveyParticipation:
    """Answer once and for good.

    Raises SurveyNotOpen, AlreadyAnswered, AnswersNotUsable with what is wrong, by question; nothing is stored then.
    """
    if not is_open(survey, now=now):
        raise SurveyNotOpen
    if has_answered(survey=survey, seat=seat):
        raise AlreadyAnswered
    kept, wrong = answers_check(
        [question_facts(row) for row in questions_of(survey)],
        answers,
        {about: [one.id for one in found] for about, found in targets_of(survey).items()},
    )
    if wrong:
        raise AnswersNotUsable(errors=wrong)
    with transaction.atomic():
        # Held, so that responses join the results five at a time however many are sent at once.
        running = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk, status=SurveyStatus.PUBLISHED)
        if running.first() is None:
            raise SurveyNotOpen
        participation = participation_of(survey=survey, seat=seat, now=now)
        unanswered = SurveyParticipation.objects.filter(pk=participation.pk, answered_on=None)
        if not unanswered.update(answered_on=now.astimezone(UTC).date()):
            raise AlreadyAnswered
        if survey.is_anonymous:
            _respond_anonymously(survey, kept)
        else:
            NamedResponse.objects.create(
                created_at=now,
                organization_id=survey.organization_id,
                survey=survey,
                participation=participation,
                answers=kept,
            )
        publish(
            SurveyAnswered(participation.id, survey.event_id, survey.course_id, seat.user_id),
            organization_id=survey.organization_id,
            actor_id=seat.user_id,
        )
    return participation


def participation_of(*, survey: Survey, seat: Seat, now: datetime) -> SurveyParticipation:
    """The row that says that this seat was asked; made where there is none yet."""
    found, _ = SurveyParticipation.objects.get_or_create(
        survey=survey,
        registration=seat.registration,
        enrollment=seat.enrollment,
        defaults={"organization_id": survey.organization_id, "created_at": now},
    )
    return found


def _respond_anonymously(survey: Survey, answers: Mapping[str, Any]) -> None:
    """Runs while the survey is held: the whole, and each group by itself, grows by five or not at all."""
    AnonymousResponse.objects.create(survey=survey, answers=answers, waits=sorted(answers))
    rows = list(AnonymousResponse.objects.filter(Q(survey=survey), Q(is_counted=False) | Q(waits__isnull=False)))
    all_count = sum(not row.is_counted for row in rows) >= FEWEST
    # One without `waits` was stored by a version that knew the whole alone.
    waiting = [row.answers.keys() if row.waits is None else row.waits for row in rows]
    ready = groups_ready(waiting)
    for row, names in zip(rows, waiting, strict=True):
        is_counted, left = row.is_counted or all_count, sorted(set(names) - ready)
        waits = left if left or not is_counted else None
        if (row.is_counted, row.waits) != (is_counted, waits):
            row.is_counted, row.waits = is_counted, waits
            row.save(update_fields=["is_counted", "waits"])
