"""How the clauses of a gate are stored, and spoken by the API. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from .gates import (
    AssignmentClause,
    AttendanceClause,
    Clause,
    ClauseKind,
    IdentityClause,
    LessonsClause,
    PaidClause,
    QuizClause,
    SurveyClause,
)


def clause_json(clause: Clause) -> dict[str, Any]:
    """A clause as it is stored and as the API speaks it."""
    match clause:
        case LessonsClause(lesson_ids):
            return {"kind": ClauseKind.LESSONS.value, "lessons": [str(one) for one in lesson_ids] or None}
        case QuizClause(lesson_id, min_percent):
            lesson = str(lesson_id) if lesson_id else None
            return {"kind": ClauseKind.QUIZ.value, "lesson": lesson, "min_percent": min_percent}
        case AssignmentClause(lesson_id, min_percent):
            lesson = str(lesson_id) if lesson_id else None
            return {"kind": ClauseKind.ASSIGNMENT.value, "lesson": lesson, "min_percent": min_percent}
        case AttendanceClause(percent, minutes, at_least, session_ids):
            return {
                "kind": ClauseKind.ATTENDANCE.value,
                "percent": percent,
                "minutes": minutes,
                "at_least": at_least,
                "sessions": [str(one) for one in session_ids] or None,
            }
        case SurveyClause():
            return {"kind": ClauseKind.SURVEY.value}
        case PaidClause():
            return {"kind": ClauseKind.PAID.value}
        case IdentityClause():
            return {"kind": ClauseKind.IDENTITY.value}


def clause_load(data: Mapping[str, Any]) -> Clause:
    """The inverse of `clause_json`. Raises ValueError or KeyError for what was never written by it."""
    match ClauseKind(data["kind"]):
        case ClauseKind.LESSONS:
            return LessonsClause(tuple(UUID(str(one)) for one in data.get("lessons") or ()))
        case ClauseKind.QUIZ:
            lesson = data.get("lesson")
            return QuizClause(UUID(str(lesson)) if lesson else None, data.get("min_percent"))
        case ClauseKind.ASSIGNMENT:
            lesson = data.get("lesson")
            return AssignmentClause(UUID(str(lesson)) if lesson else None, data.get("min_percent"))
        case ClauseKind.ATTENDANCE:
            sessions = tuple(UUID(str(one)) for one in data.get("sessions") or ())
            return AttendanceClause(data.get("percent"), data.get("minutes"), data.get("at_least"), sessions)
        case ClauseKind.SURVEY:
            return SurveyClause()
        case ClauseKind.PAID:
            return PaidClause()
        case ClauseKind.IDENTITY:
            return IdentityClause()
