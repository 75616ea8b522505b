"""Writes of surveys."""

from .answering import survey_answer
from .editing import questions_set, survey_close, survey_create, survey_delete, survey_publish, survey_update
from .inviting import (
    due_invitations_owe,
    event_invitations_owe,
    invitation_send,
    learner_invite,
    participation_id_of,
    people_invite,
    reminder_send,
    reminders_owe,
    survey_token,
)

__all__ = [
    "due_invitations_owe",
    "event_invitations_owe",
    "invitation_send",
    "learner_invite",
    "participation_id_of",
    "people_invite",
    "questions_set",
    "reminder_send",
    "reminders_owe",
    "survey_answer",
    "survey_close",
    "survey_create",
    "survey_delete",
    "survey_publish",
    "survey_token",
    "survey_update",
]
