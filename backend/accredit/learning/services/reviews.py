"""Reviews, and the sums beside the course that they add up to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from accredit.core.constraints import violates
from accredit.core.outbox import publish
from accredit.learning.domain_events import ReviewChanged
from accredit.learning.exceptions import AlreadyReviewed, NotEnrolled, ReviewBusy
from accredit.learning.models import Course, Enrollment, Review
from accredit.learning.rules.courses import LIVE_ENROLLMENTS


def review_create(*, course: Course, user_id: UUID, rating: int, text: str, now: datetime) -> Review:
    """A learner's one review; `rating` is 1–5. Raises NotEnrolled, AlreadyReviewed."""
    if not Enrollment.objects.filter(user_id=user_id, course=course, status__in=LIVE_ENROLLMENTS).exists():
        raise NotEnrolled("Only people who are enrolled in a course can review it.")
    review = Review(
        organization_id=course.organization_id,
        course=course,
        user_id=user_id,
        rating=rating,
        text=text,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            review.save(force_insert=True)
            _course_sums(review, rating_by=rating, count_by=1)
    except IntegrityError as error:
        if violates(error, Review, "review_once"):
            raise AlreadyReviewed from error
        raise
    return review


def review_update(*, review: Review, rating: int, text: str, now: datetime) -> Review:
    """Change one's review. The sums move by the difference to the rating that this very write replaced.
    Raises ReviewBusy when the review changed in between."""
    with transaction.atomic():
        if not Review.objects.filter(pk=review.pk, rating=review.rating).update(
            rating=rating, text=text, updated_at=now
        ):
            raise ReviewBusy
        _course_sums(review, rating_by=rating - review.rating, count_by=0)
    review.refresh_from_db()
    return review


def review_delete(*, review: Review) -> None:
    """Take one's review back. Raises ReviewBusy when the review changed in between."""
    with transaction.atomic():
        deleted, _ = Review.objects.filter(pk=review.pk, rating=review.rating).delete()
        if not deleted:
            raise ReviewBusy
        _course_sums(review, rating_by=-review.rating, count_by=-1)


def _course_sums(review: Review, *, rating_by: int, count_by: int) -> None:
    """Last in the transaction, because everybody who reviews the course waits for this row."""
    publish(ReviewChanged(review.course_id), organization_id=review.organization_id, actor_id=review.user_id)
    Course.objects.filter(pk=review.course_id).update(
        rating_sum=F("rating_sum") + rating_by, rating_count=F("rating_count") + count_by
    )
