"""What a message may be and how it reads. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from html import escape
from uuid import UUID

from accredit.core.markdown import render_conversation

LONGEST = 4000
MOST_FILES = 5
MOST_MENTIONS = 20
MOST_REPLIERS = 3
EXCERPT = 140
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MENTION = re.compile(f"<@({_ID})>")
_RENDERED_MENTION = re.compile(f"&lt;@({_ID})&gt;")
_WORD = re.compile(r"[\w'’-]+")
SOMEBODY = "somebody"


class MessageStatus(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"
    """By an organizer, who can show it again; only organizers read it."""
    DELETED = "deleted"
    """By who wrote it. The place stays, the words do not."""
    REMOVED = "removed"
    """By an organizer, for good."""


READABLE_BY_STAFF = (MessageStatus.SHOWN, MessageStatus.HIDDEN)
"""States in which there are words."""


class ReactionKind(StrEnum):
    THUMBS_UP = "thumbs_up"
    HEART = "heart"
    PARTY = "party"
    LAUGH = "laugh"
    SURPRISED = "surprised"
    THANKS = "thanks"
    EYES = "eyes"
    CHECK = "check"


def mentioned(body: str) -> list[UUID]:
    """Whom a message names, each once, as `<@id>`; not more than twenty."""
    return [UUID(one) for one in dict.fromkeys(_MENTION.findall(body))][:MOST_MENTIONS]


def message_html(body: str, names: Mapping[UUID, str]) -> str:
    """Clean HTML; whom it names stands there by name, marked."""

    def name(found: re.Match[str]) -> str:
        return f'<mark data-person="{found[1]}">@{escape(names.get(UUID(found[1]), SOMEBODY))}</mark>'

    return _RENDERED_MENTION.sub(name, render_conversation(body))


def plain(body: str, names: Mapping[UUID, str]) -> str:
    """A message with the people in it by name, as it is written otherwise."""
    return _MENTION.sub(lambda found: f"@{names.get(UUID(found[1]), SOMEBODY)}", body)


def excerpt(body: str, names: Mapping[UUID, str], *, limit: int = EXCERPT) -> str:
    """The beginning of a message on one line, cut with an ellipsis."""
    line = " ".join(plain(body, names).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def word_not_allowed(body: str, words: Iterable[str]) -> str | None:
    """The first word of the list that stands in the text as a whole word or phrase, in any case."""
    written = f" {' '.join(_WORD.findall(body.casefold()))} "
    return next((word for word in words if f" {' '.join(_WORD.findall(word.casefold()))} " in written), None)
