"""Reads of films and documents. Whoever calls has made sure that the person may open the lesson."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from django.db.models import QuerySet

from accredit.learning.exceptions import DocumentNotReady, NotADocument, NotAVideo, VideoNotFound, VideoNotReady
from accredit.learning.models import Course, Enrollment, Lesson, LessonCaptions, LessonProgress, VideoProgress
from accredit.learning.rules.courses import LessonKind
from accredit.learning.rules.watching import film_seconds, resume_position
from accredit.media.models import Upload
from accredit.media.selectors import download_url, playback_url, poster_url
from accredit.organizations.models import Organization

from .lessons import FILES


class CaptionsJson(TypedDict):
    language: str
    label: str
    url: str


class PlaybackJson(TypedDict):
    video_id: UUID
    url: str
    poster_url: str | None
    media_type: str
    duration_ms: int | None
    duration_seconds: int
    captions: list[CaptionsJson]
    resume_seconds: int
    watched: list[list[int]]
    watched_seconds: int
    completed: bool


class DocumentJson(TypedDict):
    file_name: str
    bytes: int | None
    url: str
    download_url: str


def video_of_lesson(lesson: Lesson) -> Upload:
    """The film that is played. Raises NotAVideo, VideoNotReady."""
    if lesson.kind != LessonKind.VIDEO:
        raise NotAVideo
    if lesson.video is None:
        raise VideoNotReady
    return lesson.video


def playback_page(lesson: Lesson, enrollment: Enrollment | None) -> PlaybackJson:
    """What the player needs; signed addresses that are good for four hours. Raises NotAVideo, VideoNotReady."""
    video = video_of_lesson(lesson)
    duration = film_seconds(video.duration_ms)
    seen = _seen(lesson, enrollment, video)
    captions = LessonCaptions.objects.filter(lesson=lesson).select_related("upload").order_by("language")
    return {
        "video_id": video.id,
        "url": playback_url(video),
        "poster_url": poster_url(video),
        "media_type": video.media_type,
        "duration_ms": video.duration_ms,
        "duration_seconds": duration,
        "captions": [
            {"language": row.language, "label": row.label, "url": playback_url(row.upload)} for row in captions
        ],
        "resume_seconds": resume_position(seen.position, duration) if seen else 0,
        "watched": seen.intervals if seen else [],
        "watched_seconds": seen.watched_seconds if seen else 0,
        "completed": LessonProgress.objects.filter(enrollment=enrollment, lesson=lesson).exists()
        if enrollment
        else False,
    }


def document_page(lesson: Lesson) -> DocumentJson:
    """A document to open and to keep; signed addresses. Raises NotADocument, DocumentNotReady."""
    if lesson.kind != LessonKind.DOCUMENT:
        raise NotADocument
    document = lesson.document
    if document is None:
        raise DocumentNotReady
    return {
        "file_name": document.file_name,
        "bytes": document.bytes,
        "url": playback_url(document),
        "download_url": download_url(document),
    }


def videos_of_course(course: Course) -> QuerySet[Lesson]:
    """The video lessons of a course, with their films and captions."""
    rows = Lesson.objects.filter(course=course, kind=LessonKind.VIDEO)
    return rows.select_related(*FILES).prefetch_related("captions")


def video_coming(*, organization: Organization, video_id: UUID) -> Upload:
    """A film on its way into one of this organization's lessons. Raises VideoNotFound."""
    rows = Lesson.objects.select_related("video_coming")
    lesson = rows.filter(organization=organization, video_coming_id=video_id).first()
    if lesson is None or lesson.video_coming is None:
        raise VideoNotFound
    return lesson.video_coming


def _seen(lesson: Lesson, enrollment: Enrollment | None, video: Upload) -> VideoProgress | None:
    """What was watched of this very film."""
    if enrollment is None:
        return None
    return VideoProgress.objects.filter(enrollment=enrollment, lesson=lesson, video=video).first()
