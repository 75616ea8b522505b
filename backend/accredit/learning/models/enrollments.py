"""Who takes a course, how far they are, and what they say about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.learning.rules.courses import LIVE_ENROLLMENTS, EnrollmentStatus
from accredit.learning.rules.watching import ALLOWANCE_MS, Watched
from accredit.media.models import Upload
from accredit.organizations.models import OrganizationOwned

from .courses import Course, Lesson


class Enrollment(OrganizationOwned):
    """One person in one course. A second purchase after a refund is a row of its own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrollments")
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in EnrollmentStatus], default=EnrollmentStatus.ACTIVE
    )
    previous_status = models.CharField(max_length=10, blank=True)
    """What a revoked enrollment returns to when the refund fails; empty otherwise."""
    order_line_id = models.UUIDField(null=True)
    """The line that paid for it; None for a free course."""
    enrolled_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    last_active_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=models.Q(status__in=["active", "completed"]),
                name="enrollment_one_live",
            ),
            # Fulfilment is delivered twice; one line buys one enrollment.
            models.UniqueConstraint(fields=["order_line_id"], name="enrollment_one_per_line"),
        ]
        indexes = [
            # "My learning", most recently used first.
            models.Index(fields=["user", "-last_active_at", "-id"], name="enrollment_by_user"),
            models.Index(fields=["course", "status"], name="enrollment_by_course"),
        ]

    @property
    def is_live(self) -> bool:
        """Whether the lessons may be opened."""
        return self.status in LIVE_ENROLLMENTS

    @property
    def is_revoked(self) -> bool:
        """Whether it was taken away, and with it what rests on it; one that the learner left is not."""
        return self.status == EnrollmentStatus.REVOKED


class LessonProgress(OrganizationOwned):
    """A lesson that an enrollment has completed."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress")
    completed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "lesson"], name="lesson_completed_once")]


class VideoProgress(OrganizationOwned):
    """What an enrollment has watched of a film. Written only while the enrollment's row is held."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="videos")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    video = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    """The film that the seconds are of; another film in its place begins from nothing."""
    intervals = models.JSONField(default=list)
    """Pairs of whole seconds, apart and in order."""
    watched_seconds = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    """Where the player was last, in seconds."""
    unspent_ms = models.PositiveIntegerField(default=ALLOWANCE_MS)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "lesson"], name="video_progress_once")]

    @property
    def watched(self) -> Watched:
        return Watched(tuple((start, end) for start, end in self.intervals), self.unspent_ms)


class Review(OrganizationOwned):
    """What a learner says about a course: one each, editable."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="review_once"),
            models.CheckConstraint(condition=models.Q(rating__range=(1, 5)), name="review_rating_range"),
        ]
        indexes = [models.Index(fields=["course", "-created_at", "-id"], name="review_by_course")]
