"""Watching a film: heartbeats, and the moment at which it counts as watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.learning.exceptions import VideoReplaced
from accredit.learning.models import Enrollment, Lesson, LessonProgress, VideoProgress
from accredit.learning.rules.watching import Interval, Watched, believe, film_seconds, is_enough
from accredit.learning.selectors import video_of_lesson
from accredit.media.models import Upload

from .progress import ProgressMade, enrollment_hold, lesson_done, progress_made


@dataclass(frozen=True, slots=True)
class WatchOutcome:
    """What is believed now, and where that leaves the lesson and the course."""

    watched: Watched
    duration: int
    completed: bool
    progress: ProgressMade


def video_watch(
    *,
    enrollment: Enrollment,
    lesson: Lesson,
    position: int,
    intervals: Iterable[Interval],
    video_id: UUID | None = None,
    now: datetime,
) -> WatchOutcome:
    """Hear a player: where it is, and every second that it has played and that was not believed before.

    Saying the same again changes nothing. `rules.watching` says how much is believed; the rest may be said again later.
    Two windows take turns, because each holds the enrollment's row. The lesson is done once enough has been watched.
    Raises NotAVideo, VideoNotReady, NotEnrolled, and VideoReplaced when `video_id` is no longer the lesson's film.
    """
    video = video_of_lesson(lesson)
    if video_id not in (None, video.id):
        raise VideoReplaced
    duration = film_seconds(video.duration_ms)
    with transaction.atomic():
        enrollment_hold(enrollment, now=now)
        row = _progress(enrollment, lesson, video, now=now)
        # A window that waited for the other one brings an older `now`; time never runs backwards here.
        elapsed_ms = max(0, (now - row.heard_at) // timedelta(milliseconds=1))
        watched = believe(row.watched, intervals, duration=duration, elapsed_ms=elapsed_ms)
        row.intervals, row.unspent_ms, row.watched_seconds = watched.intervals, watched.unspent_ms, watched.seconds
        row.position, row.heard_at = min(position, duration), max(now, row.heard_at)
        row.save()
        completed = LessonProgress.objects.filter(enrollment=enrollment, lesson=lesson).exists()
        if not completed and is_enough(watched.seconds, duration):
            return WatchOutcome(watched, duration, True, lesson_done(enrollment=enrollment, lesson=lesson, now=now))
        return WatchOutcome(watched, duration, completed, progress_made(enrollment, now=now))


def _progress(enrollment: Enrollment, lesson: Lesson, video: Upload, *, now: datetime) -> VideoProgress:
    """The row of this enrollment and lesson, for this film."""
    row = VideoProgress.objects.filter(enrollment=enrollment, lesson=lesson).first()
    if row is None:
        return VideoProgress(
            organization_id=enrollment.organization_id, enrollment=enrollment, lesson=lesson, video=video, heard_at=now
        )
    if row.video_id != video.id:
        row.video, row.intervals = video, []
    return row
