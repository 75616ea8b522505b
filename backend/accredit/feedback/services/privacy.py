"""What feedback keeps of a person. An anonymous answer is nobody's: it can be neither exported nor emptied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accredit.feedback.models import NamedResponse, SurveyParticipation, SurveyQuestion
from accredit.feedback.rules.surveys import QuestionKind


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """Which surveys somebody was asked to answer and when they did; what they answered where names are kept."""
    named = {row.participation_id: row.answers for row in NamedResponse.objects.filter(_of(user_id, "participation__"))}
    rows = SurveyParticipation.objects.filter(_of(user_id)).select_related("survey").order_by("created_at", "id")
    return {
        "surveys": [
            {
                "survey": row.survey.title,
                "is_anonymous": row.survey.is_anonymous,
                "asked_at": row.invited_at.isoformat() if row.invited_at else None,
                "answered_on": row.answered_on.isoformat() if row.answered_on else None,
                "answers": named.get(row.id),
            }
            for row in rows
        ]
    }


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Empty what the person wrote where names are kept.

    That they answered, and numbers and choices, stay; they name nobody once the account is emptied.
    """
    rows = list(
        NamedResponse.objects.select_for_update(of=("self",)).filter(_of(user_id, "participation__")).order_by("id")
    )
    texts = SurveyQuestion.objects.filter(survey__in={row.survey_id for row in rows}, kind=QuestionKind.TEXT)
    written = set(texts.values_list("survey_id", "key"))
    for row in rows:
        row.answers = {
            name: answer
            for name, answer in row.answers.items()
            if (row.survey_id, name.partition("/")[0]) not in written
        }
        row.save(update_fields=["answers"])


def _of(user_id: UUID, path: str = "") -> Q:
    return Q(**{f"{path}registration__person_id": user_id}) | Q(**{f"{path}enrollment__user_id": user_id})
