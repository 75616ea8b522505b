"""What learning keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.learning.models import CourseInstructor, Enrollment, QuizAttempt, Review


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """Enrollments with progress, films watched and attempts, and reviews."""
    enrollments = (
        Enrollment.objects.filter(user_id=user_id)
        .select_related("course")
        .prefetch_related("progress__lesson", "videos__lesson", "attempts__quiz__lesson")
        .order_by("created_at", "id")
    )
    reviews = Review.objects.filter(user_id=user_id).select_related("course").order_by("created_at", "id")
    return {
        "enrollments": [
            {
                "course": enrollment.course.title,
                "status": enrollment.status,
                "enrolled_at": enrollment.enrolled_at.isoformat(),
                "completed_at": enrollment.completed_at.isoformat() if enrollment.completed_at else None,
                "lessons_completed": [
                    {"lesson": row.lesson.title, "completed_at": row.completed_at.isoformat()}
                    for row in enrollment.progress.all()
                ],
                "videos": [
                    {
                        "lesson": row.lesson.title,
                        "watched_seconds": row.watched_seconds,
                        "position": row.position,
                        "last_watched_at": row.heard_at.isoformat(),
                    }
                    for row in enrollment.videos.all()
                ],
                "quiz_attempts": [
                    {
                        "lesson": row.quiz.lesson.title,
                        "number": row.number,
                        "status": row.status,
                        "score_percent": row.score_percent,
                        "started_at": row.started_at.isoformat(),
                        "answers": row.answers,
                    }
                    for row in enrollment.attempts.all()
                ],
            }
            for enrollment in enrollments
        ],
        "reviews": [
            {
                "course": row.course.title,
                "rating": row.rating,
                "text": row.text,
                "written_at": row.created_at.isoformat(),
            }
            for row in reviews
        ],
    }


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Empty what the person wrote: review texts, answers, an instructor's introduction.

    Enrollments, scores and ratings stay; they name nobody once the account is emptied.
    """
    Review.objects.filter(user_id=user_id).update(text="")
    QuizAttempt.objects.filter(enrollment__user_id=user_id).update(answers={})
    CourseInstructor.objects.filter(user_id=user_id).update(headline="", bio="")
