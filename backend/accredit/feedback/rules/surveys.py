"""The life of a survey and the kinds of question. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

REMINDED_AFTER = timedelta(days=3)
INVITED_UNTIL = timedelta(days=30)
"""So long after the end of an event people who turn out to have been there are still asked, and reminded."""
FEWEST = 5
"""Answers of fewer people than this are told to nobody, and people join the results so many at a time."""


class SurveyStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


_S = SurveyStatus
SURVEY_TRANSITIONS: Mapping[SurveyStatus, frozenset[SurveyStatus]] = {
    _S.DRAFT: frozenset({_S.PUBLISHED}),
    _S.PUBLISHED: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
}


def sources(wanted: SurveyStatus) -> frozenset[SurveyStatus]:
    """The states from which `wanted` may be reached: the condition of the update that goes there."""
    return frozenset(current for current, nexts in SURVEY_TRANSITIONS.items() if wanted in nexts)


class QuestionKind(StrEnum):
    RATING = "rating"
    """One to five stars."""
    SCALE = "scale"
    """From 0 or 1 to 10."""
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    NPS = "nps"
    """How likely somebody is to recommend it, 0 to 10: https://www.netpromotersystem.com/about/measuring-your-net-promoter-score/"""


class About(StrEnum):
    """What a question is asked of: once, or of each session or speaker of the event."""

    WHOLE = "whole"
    SESSIONS = "sessions"
    SPEAKERS = "speakers"


class Operator(StrEnum):
    """How a condition compares the answer to an earlier question."""

    IS = "is"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
