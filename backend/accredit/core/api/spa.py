"""The single-page app's document, with a head that link previews and search engines can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

HEAD_PLACE = "<!--head-->"
OPENING_PLACE = "<!--opening-->"
PRELOAD = '<link rel="modulepreload" crossorigin fetchpriority="low" href="/{}">'
"""Of low priority, as the document's own script: the words and their styles come first."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a page, to be read before its script has come; `band` sets them on the dark band."""

    heading: str
    kicker: str = ""
    lead: str = ""
    band: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: Open Graph, and schema.org data as JSON-LD."""

    title: str = "Accredit"
    description: str = "Find CPD that counts, learn, and prove it with a certificate that anyone can verify."
    image: str = ""
    canonical: str = ""
    structured: Mapping[str, Any] = field(default_factory=dict)
    index: bool = True
    opening: Opening | None = None
    screen: str = ""
    """The page's module below `frontend/src`: its scripts are fetched beside the first one, not after it."""


@lru_cache(maxsize=2)
def _document(path: Path, changed_at: float) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _scripts(manifest: Path, changed_at: float, screen: str) -> tuple[str, ...]:
    """The files of a screen that the document does not name itself; none for a screen that was not built."""
    chunks: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    named = _needed(chunks, "index.html")
    return tuple(file for file in _needed(chunks, f"src/{screen}") if file not in named)


def _needed(chunks: dict[str, Any], first: str) -> dict[str, None]:
    """The files of a chunk and of all that it imports, each once and in order."""
    files: dict[str, None] = {}
    waiting = [first]
    while waiting:
        chunk = chunks.get(waiting.pop(), {})
        if (file := chunk.get("file")) and file not in files:
            files[file] = None
            waiting += chunk.get("imports", ())
    return files


def page(request: HttpRequest, head: Head | None = None, *, status: int = 200) -> HttpResponse:
    """The built `index.html` with the head and the opening filled in."""
    index = settings.FRONTEND_DIST / "index.html"
    if not index.is_file():
        return HttpResponse("The front end is not built. Run: make run", status=503, content_type="text/plain")
    said = head or Head()
    html = _document(index, index.stat().st_mtime)
    html = html.replace(OPENING_PLACE, _render_opening(said.opening), 1).replace(HEAD_PLACE, _render(said, request), 1)
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-cache"})


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Any page whose head needs no data."""
    return page(request)


def _render(head: Head, request: HttpRequest) -> SafeString:
    url = head.canonical or f"{settings.PUBLIC_URL}{request.path}"
    properties = [
        ("og:title", head.title),
        ("og:description", head.description),
        ("og:url", url),
        ("og:type", "website"),
        ("og:site_name", "Accredit"),
        *([("og:image", head.image)] if head.image else []),
    ]
    parts = [
        format_html('<title>{}</title><meta name="description" content="{}">', head.title, head.description),
        format_html('<link rel="canonical" href="{}">', url),
        format_html_join("", '<meta property="{}" content="{}">', properties),
    ]
    parts.append(format_html_join("", PRELOAD, ((file,) for file in _scripts_of(head.screen))))
    if not head.index:
        parts.append(mark_safe('<meta name="robots" content="noindex">'))
    if head.structured:
        data = json.dumps(head.structured, ensure_ascii=True).replace("<", "\\u003c")
        parts.append(mark_safe(f'<script type="application/ld+json">{data}</script>'))  # noqa: S308 - escaped above
    return SafeString("".join(parts))


def _scripts_of(screen: str) -> tuple[str, ...]:
    manifest = settings.FRONTEND_DIST / ".vite" / "manifest.json"
    if not screen or not manifest.is_file():
        return ()
    return _scripts(manifest, manifest.stat().st_mtime, screen)


def _render_opening(opening: Opening | None) -> SafeString:
    """What the script replaces; classes and looks are the front end's (`styles/opening.css`)."""
    if opening is None:
        return SafeString("")
    words = format_html(
        '{}<h1 class="d1">{}</h1>{}',
        format_html('<p class="over">{}</p>', opening.kicker) if opening.kicker else "",
        opening.heading,
        format_html('<p class="lede">{}</p>', opening.lead) if opening.lead else "",
    )
    return format_html(
        '<div class="opening"><p class="wrap opening-bar">Accredit</p>'
        '<main class="{}"><div class="wrap">{}</div></main></div>',
        "opening-band" if opening.band else "opening-plain",
        words,
    )
