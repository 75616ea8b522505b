"""What may happen to an event, and what it needs to be published. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class EventFormat(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class EventStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class Visibility(StrEnum):
    PUBLIC = "public"
    """In the catalogue and for search engines."""
    UNLISTED = "unlisted"
    """For whoever has the address."""
    PRIVATE = "private"
    """For members of the organization, and for those who hold a place."""


class AttendanceMode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"


class SessionKind(StrEnum):
    SESSION = "session"
    BREAK = "break"
    """Stands in the programme, counts no minutes."""


class QuestionKind(StrEnum):
    """The nine kinds of question that a registration may ask."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"


_S = EventStatus
EVENT_TRANSITIONS: Mapping[EventStatus, frozenset[EventStatus]] = {
    _S.DRAFT: frozenset({_S.PUBLISHED, _S.ARCHIVED}),
    _S.PUBLISHED: frozenset({_S.COMPLETED, _S.CANCELLED}),
    _S.COMPLETED: frozenset({_S.ARCHIVED}),
    _S.CANCELLED: frozenset({_S.ARCHIVED}),
    _S.ARCHIVED: frozenset(),
}


def sources(wanted: EventStatus) -> frozenset[EventStatus]:
    """The states from which `wanted` may be reached: the condition of the update that goes there."""
    return frozenset(current for current, nexts in EVENT_TRANSITIONS.items() if wanted in nexts)
