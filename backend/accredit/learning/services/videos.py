"""Films on their way into lessons, and what is said in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core.storage import UploadSlot
from accredit.learning.exceptions import CaptionsNotFound, NotAVideo
from accredit.learning.models import Course, Lesson, LessonCaptions
from accredit.learning.rules.courses import CourseStatus, LessonKind
from accredit.media import services as media
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus

from .outline import course_hold, film_in_place, recount, tell_update


def video_request(
    *, lesson: Lesson, actor_id: UUID, file_name: str, media_type: str, size: int, now: datetime
) -> tuple[Upload, UploadSlot]:
    """A slot for a lesson's film. Until the new film is checked the lesson keeps the one it has; a second request
    takes the place of the first. Raises NotAVideo, CourseArchived, FileTypeNotAllowed, FileTooLarge."""
    if lesson.kind != LessonKind.VIDEO:
        raise NotAVideo
    with transaction.atomic():
        course_hold(lesson.course)
        upload, slot = media.upload_request(
            owner_id=actor_id,
            organization=lesson.organization,
            purpose=Purpose.VIDEO,
            file_name=file_name,
            media_type=media_type,
            size=size,
            now=now,
        )
        Lesson.objects.filter(pk=lesson.pk).update(video_coming=upload)
    return upload, slot


def video_follow(*, upload_id: UUID, now: datetime) -> None:
    """Put a film that has been checked into the lesson that waits for it, with its length; does nothing for any other
    file, and nothing twice. A course that was archived meanwhile stays as it was."""
    waiting = Lesson.objects.filter(video_coming_id=upload_id, video_coming__status=UploadStatus.READY)
    lesson = waiting.select_related("video_coming").first()
    if lesson is None or lesson.video_coming is None:
        return
    video = lesson.video_coming
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=lesson.course_id)
        if waiting.exclude(course__status=CourseStatus.ARCHIVED).update(**film_in_place(video)):
            recount(course)
            tell_update(course, actor_id=video.owner_id)


def captions_set(
    *, lesson: Lesson, actor_id: UUID, language: str, label: str, upload: Upload, now: datetime
) -> LessonCaptions:
    """Add captions, or replace those of the same language. `upload` is checked. Raises NotAVideo, CourseArchived."""
    if lesson.kind != LessonKind.VIDEO:
        raise NotAVideo
    with transaction.atomic():
        course = course_hold(lesson.course)
        captions, _ = LessonCaptions.objects.update_or_create(
            lesson=lesson,
            language=language,
            defaults={"label": label, "upload": upload},
            create_defaults={"label": label, "upload": upload, "organization_id": lesson.organization_id},
        )
        tell_update(course, actor_id=actor_id)
    return captions


def captions_remove(*, lesson: Lesson, actor_id: UUID, language: str, now: datetime) -> None:
    """Raises CaptionsNotFound, CourseArchived."""
    with transaction.atomic():
        course = course_hold(lesson.course)
        deleted, _ = LessonCaptions.objects.filter(lesson=lesson, language=language).delete()
        if not deleted:
            raise CaptionsNotFound
        tell_update(course, actor_id=actor_id)
