"""What learning keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.learning.models import CourseInstructor, Enrollment, QuizAttempt, Review, Submission, SubmissionFile


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """Enrollments with progress, films watched, attempts and work handed in, and reviews."""
    enrollments = (
        Enrollment.objects.filter(user_id=user_id)
        .select_related("course")
        .prefetch_related("progress__lesson", "videos__lesson", "attempts__quiz__lesson")
        .prefetch_related("submissions__assignment__lesson", "submissions__files__upload")
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
                "work_handed_in": [
                    {
                        "lesson": row.assignment.lesson.title,
                        "version": row.number,
                        "status": row.status,
                        "text": row.text,
                        "files": [one.upload.file_name for one in row.files.all()],
                        "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
                        "score_percent": row.score_percent,
                        "marks": row.marks,
                        "comment": row.comment,
                    }
                    for row in sorted(enrollment.submissions.all(), key=lambda row: (row.assignment_id, row.number))
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
    """Empty what the person wrote and what was written to them: review texts, answers, work with its files and the
    comments on it, an instructor's introduction.

    Enrollments, scores and ratings stay; they name nobody once the account is emptied.
    """
    Review.objects.filter(user_id=user_id).update(text="")
    QuizAttempt.objects.filter(enrollment__user_id=user_id).update(answers={})
    SubmissionFile.objects.filter(submission__enrollment__user_id=user_id).delete()
    Submission.objects.filter(enrollment__user_id=user_id).update(text="", marks={}, comment="")
    CourseInstructor.objects.filter(user_id=user_id).update(headline="", bio="")
