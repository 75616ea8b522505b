"""Films and documents of the demo, sent as an instructor's browser sends them: a slot, the bytes, and word that they
have arrived. A job checks them and puts them in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from accredit.core import storage
from accredit.core.fonts import FONTS
from accredit.learning import services as learning
from accredit.learning.models import Lesson
from accredit.media import services as media
from accredit.media.models import Upload
from accredit.media.rules import Purpose

from .people import settle


@dataclass(frozen=True, slots=True)
class Scene:
    """A few words of a film, and the whole sentence of its captions."""

    title: str
    line: str
    says: str


def send_film(
    lesson: Lesson, scenes: Sequence[Scene], *, language: str, label: str, actor_id: UUID, now: datetime
) -> None:
    """Draw a film of these scenes and send it with its captions."""
    from .film import captions, film  # heavy, and needed once in the life of an installation

    content = film(scenes)
    upload, _ = learning.video_request(
        lesson=lesson,
        actor_id=actor_id,
        file_name=f"{lesson.title}.mp4",
        media_type="video/mp4",
        size=len(content),
        now=now,
    )
    _arrive(upload, content, now=now)
    words = _send(
        captions(scenes), Purpose.CAPTIONS, f"{lesson.title}.vtt", "text/vtt", lesson, actor_id=actor_id, now=now
    )
    learning.captions_set(lesson=lesson, actor_id=actor_id, language=language, label=label, upload=words, now=now)


def send_document(lesson: Lesson, source: Path, *, name: str, actor_id: UUID, now: datetime) -> None:
    """Set a page of Typst as a PDF and send it."""
    import typst  # heavy, and needed once in the life of an installation

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    page = typst.compile(source.read_bytes(), format="pdf", font_paths=fonts, pdf_standards=["a-2a", "ua-1"])
    if not isinstance(page, bytes):
        raise TypeError("Typst gave no file")
    paper = _send(page, Purpose.DOCUMENT, name, "application/pdf", lesson, actor_id=actor_id, now=now)
    learning.lesson_update(lesson=lesson, actor_id=actor_id, changes={"document": paper}, now=now)


def _send(
    content: bytes, purpose: Purpose, name: str, media_type: str, lesson: Lesson, *, actor_id: UUID, now: datetime
) -> Upload:
    """A checked upload of the lesson's organization."""
    upload, _ = media.upload_request(
        owner_id=actor_id,
        organization=lesson.organization,
        purpose=purpose,
        file_name=name,
        media_type=media_type,
        size=len(content),
        now=now,
    )
    _arrive(upload, content, now=now)
    settle()
    upload.refresh_from_db()
    return upload


def _arrive(upload: Upload, content: bytes, *, now: datetime) -> None:
    """What the browser does with a slot."""
    storage.private().write(upload.key, content)
    media.upload_finalize(upload=upload, now=now)
