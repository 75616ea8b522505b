"""What the store may forget of a course's files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accredit.core import storage
from accredit.learning.models import Course, Lesson, LessonCaptions, VideoProgress
from accredit.media import services as media
from accredit.media.models import Upload
from accredit.media.tests.factories import CaptionsUploadFactory, ThumbnailUploadFactory, UploadFactory

from .factories import EnrollmentFactory, ModuleFactory, document_lesson, video_lesson

pytestmark = pytest.mark.django_db


def film() -> Upload:
    lesson = video_lesson(ModuleFactory())
    assert lesson.video
    return lesson.video


def coming_film() -> Upload:
    made: Upload = UploadFactory()
    lesson = video_lesson(ModuleFactory())
    Lesson.objects.filter(pk=lesson.pk).update(video_coming=made)
    return made


def paper() -> Upload:
    lesson = document_lesson(ModuleFactory())
    assert lesson.document
    return lesson.document


def captions() -> Upload:
    made: Upload = CaptionsUploadFactory()
    lesson = video_lesson(ModuleFactory())
    LessonCaptions.objects.create(
        organization=lesson.organization, lesson=lesson, language="en", label="English", upload=made
    )
    return made


def thumbnail() -> Upload:
    made: Upload = ThumbnailUploadFactory()
    Course.objects.filter(pk=ModuleFactory().course_id).update(thumbnail_key=made.rendition_key)
    return made


def month_passes(now: datetime) -> None:
    for day in range(0, 30, 3):
        media.uploads_retire(now=now + timedelta(days=day))
        media.uploads_remove(now=now + timedelta(days=day))


def is_kept(upload: Upload) -> bool:
    upload.refresh_from_db()
    return upload.removed_at is None


@pytest.mark.happy
@pytest.mark.parametrize("made", [film, coming_film, paper, captions, thumbnail])
def test_a_file_of_a_course_stays(made: Callable[[], Upload], now: datetime) -> None:
    upload = made()
    Upload.objects.update(finished_at=now - timedelta(days=400))
    month_passes(now)
    assert is_kept(upload)


def test_a_replaced_film_is_removed_although_learners_had_watched_it(now: datetime) -> None:
    lesson = video_lesson(ModuleFactory())
    old, new = lesson.video, UploadFactory(finished_at=now)
    assert old
    storage.private().write(old.key, b"film")
    VideoProgress.objects.create(
        organization=lesson.organization,
        enrollment=EnrollmentFactory(course=lesson.course),
        lesson=lesson,
        video=old,
        heard_at=now,
    )
    Upload.objects.update(finished_at=now)
    Lesson.objects.filter(pk=lesson.pk).update(video=new)
    month_passes(now)
    assert (is_kept(old), is_kept(new)) == (False, True)
    assert not storage.private().exists(old.key)
    assert VideoProgress.objects.get().video_id == old.id
