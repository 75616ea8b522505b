"""From an author's Markdown to HTML that is safe to put into a page. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt

_TAGS: Final = frozenset(
    "p br hr h2 h3 h4 h5 h6 strong em s code pre blockquote ul ol li a table thead tbody tr th td".split()
)
_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}}
_SCHEMES: Final = {"http", "https", "mailto"}

# Raw HTML is off in the parser already; nh3 is the guard that does not depend on the parser being right.
_parser: Final = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])

# What people write to each other: no headings, tables or pictures; a line break is one, and an address becomes a link.
_CONVERSATION_TAGS: Final = frozenset("p br strong em s code pre blockquote ul ol li a".split())
_CONVERSATION_ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}}
_conversation: Final = (
    MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    .enable(["strikethrough", "linkify"])
    .disable(["heading", "lheading", "hr", "image", "reference"])
)


@lru_cache(maxsize=256)
def render_markdown(text: str) -> str:
    """Clean HTML. Headings sink by one level, because the page around it owns the `h1`."""
    if not text.strip():
        return ""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(
        str(html),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


@lru_cache(maxsize=1024)
def render_conversation(text: str) -> str:
    """Clean HTML of a message: emphasis, code, quotes, lists and links; never a picture, which would be fetched from
    somewhere by everybody who reads it."""
    return nh3.clean(
        str(_conversation.render(text)),
        tags=set(_CONVERSATION_TAGS),
        attributes=_CONVERSATION_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    ).strip()
