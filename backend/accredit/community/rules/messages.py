"""What a message may be and how it reads. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from html import escape, unescape
from uuid import UUID

from accredit.core.markdown import render_conversation

LONGEST = 4000
MOST_FILES = 5
MOST_MENTIONS = 20
MOST_REPLIERS = 3
EXCERPT = 140
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MENTION = re.compile(f"<@({_ID})>")
_TAG_OR_MENTION = re.compile(f"<[^>]*>|&lt;@({_ID})&gt;")
"""In rendered text; a tag is taken whole, so that what stands in its attributes is left alone."""
_WORD = re.compile(r"[^\W_]+")
_INLINE_TAG = re.compile(r"</?(?:strong|em|s|code|a)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]")
"""Characters that show nothing and are not of the category of those that only format."""
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
        if found[1] is None:
            return found[0]
        return f'<mark data-person="{found[1]}">@{escape(names.get(UUID(found[1]), SOMEBODY))}</mark>'

    return _TAG_OR_MENTION.sub(name, render_conversation(body))


def plain(body: str, names: Mapping[UUID, str]) -> str:
    """A message with the people in it by name, as it is written otherwise."""
    return _MENTION.sub(lambda found: f"@{names.get(UUID(found[1]), SOMEBODY)}", body)


def excerpt(body: str, names: Mapping[UUID, str], *, limit: int = EXCERPT) -> str:
    """The beginning of a message on one line, cut with an ellipsis."""
    line = " ".join(plain(body, names).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def word_not_allowed(body: str, words: Iterable[str]) -> str | None:
    """The first word of the list that stands in the text as a whole word or phrase: as it was typed or as it is read,
    in any case, with accents or without, and whatever cannot be seen in between."""
    wanted = {word: f" {_folded(word)} " for word in words}
    if not wanted:
        return None
    said = _MENTION.sub(" ", body)
    read = unescape(_TAG.sub(" ", _INLINE_TAG.sub("", render_conversation(said))))
    written = f" {_folded(said)} ", f" {_folded(read)} "
    return next((word for word, one in wanted.items() if one.strip() and any(one in text for text in written)), None)


def _folded(text: str) -> str:
    """The words of a text as they are compared."""
    apart = _UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    seen = (one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return " ".join(_WORD.findall("".join(seen).casefold()))
