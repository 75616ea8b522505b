"""Named failures of feedback."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, NotFound, Unprocessable


class SurveyNotFound(NotFound):
    code, title = "survey_not_found", "There is no such survey, or it is not for you."


class SurveyExists(Conflict):
    code, title = "survey_exists", "There is a survey of this already. Open that one instead."


class SurveyNotDraft(Conflict):
    code, title = "survey_not_draft", "This survey is published, so its questions and its promise stay as they are."


class SurveyNotReady(Unprocessable):
    code, title = "survey_not_ready", "This survey cannot be published yet."


class SurveyNotOpen(Conflict):
    code, title = "survey_not_open", "This survey takes no answers now. Nothing was stored."


class AlreadyAnswered(Conflict):
    code, title = "already_answered", "You have answered this survey already. Your first answers stand."


class AnswersNotUsable(BadRequest):
    code, title = "answers_not_usable", "Some answers are missing or cannot be. Nothing was stored yet."


class QuestionsNotUsable(BadRequest):
    code, title = "questions_not_usable", "Some questions cannot be asked like this. Nothing was changed."
