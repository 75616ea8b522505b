"""Reads of reviews."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.accounts.selectors import NAME_OF_THE_ERASED, avatar_url
from accredit.learning.exceptions import ReviewNotFound
from accredit.learning.models import Course, Review


def reviews_of_course(course: Course) -> QuerySet[Review]:
    """With their authors."""
    return Review.objects.filter(course=course).select_related("user")


def review_get(*, review_id: UUID, user_id: UUID) -> Review:
    """The person's own review. Raises ReviewNotFound."""
    found = Review.objects.select_related("course").filter(pk=review_id, user_id=user_id).first()
    if found is None:
        raise ReviewNotFound
    return found


def review_json(review: Review, *, viewer_id: UUID | None) -> dict[str, Any]:
    """A review as it is shown; it was read with its author."""
    author = review.user
    return {
        "id": review.id,
        "course_id": review.course_id,
        "author_name": NAME_OF_THE_ERASED if author.erased_at else author.display_name,
        "author_avatar_url": avatar_url(author.avatar_key),
        "rating": review.rating,
        "text": review.text,
        "created_at": review.created_at,
        "updated_at": review.updated_at,
        "mine": review.user_id == viewer_id,
    }
