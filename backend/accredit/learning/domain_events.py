"""What learning tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("learning.course_submitted", version=1)
@dataclass(frozen=True, slots=True)
class CourseSubmitted:
    """A draft waits for somebody of the organization who may review it."""

    course_id: UUID


@domain_event("learning.course_returned", version=1)
@dataclass(frozen=True, slots=True)
class CourseReturned:
    """A reviewer has given a course back to its makers; what they ask for stands on the course."""

    course_id: UUID


@domain_event("learning.course_published", version=1)
@dataclass(frozen=True, slots=True)
class CoursePublished:
    course_id: UUID


@domain_event("learning.course_updated", version=1)
@dataclass(frozen=True, slots=True)
class CourseUpdated:
    """Something that the course page shows has changed; not told of drafts."""

    course_id: UUID


@domain_event("learning.course_price_changed", version=1)
@dataclass(frozen=True, slots=True)
class CoursePriceChanged:
    course_id: UUID


@domain_event("learning.course_archived", version=1)
@dataclass(frozen=True, slots=True)
class CourseArchived:
    course_id: UUID


@domain_event("learning.enrollment_started", version=1)
@dataclass(frozen=True, slots=True)
class EnrollmentStarted:
    enrollment_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.lesson_completed", version=1)
@dataclass(frozen=True, slots=True)
class LessonCompleted:
    """Told once for each enrollment and lesson."""

    enrollment_id: UUID
    lesson_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.quiz_passed", version=1)
@dataclass(frozen=True, slots=True)
class QuizPassed:
    """Told for every attempt that reached the pass mark, with its score in whole percent."""

    enrollment_id: UUID
    lesson_id: UUID
    attempt_id: UUID
    user_id: UUID
    course_id: UUID
    score_percent: int


@domain_event("learning.assignment_submitted", version=1)
@dataclass(frozen=True, slots=True)
class AssignmentSubmitted:
    """A version of somebody's work waits to be graded."""

    enrollment_id: UUID
    lesson_id: UUID
    submission_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.assignment_graded", version=1)
@dataclass(frozen=True, slots=True)
class AssignmentGraded:
    """Told for every grade, also for one that corrects an earlier one; the score is in whole percent."""

    enrollment_id: UUID
    lesson_id: UUID
    submission_id: UUID
    user_id: UUID
    course_id: UUID
    score_percent: int
    passed: bool


@domain_event("learning.assignment_returned", version=1)
@dataclass(frozen=True, slots=True)
class AssignmentReturned:
    """Work was given back with a note; a new version of it may follow."""

    enrollment_id: UUID
    lesson_id: UUID
    submission_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.course_completed", version=1)
@dataclass(frozen=True, slots=True)
class CourseCompleted:
    """Told once for each enrollment. `completed_at` is RFC 3339."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    completed_at: str


@domain_event("learning.enrollment_withdrawn", version=1)
@dataclass(frozen=True, slots=True)
class EnrollmentWithdrawn:
    """The learner has left the course. What they have learnt and been given stays; nothing new comes of it."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.enrollment_rejoined", version=1)
@dataclass(frozen=True, slots=True)
class EnrollmentRejoined:
    """A learner who had left goes on where they were."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.enrollment_revoked", version=1)
@dataclass(frozen=True, slots=True)
class EnrollmentRevoked:
    enrollment_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.enrollment_restored", version=1)
@dataclass(frozen=True, slots=True)
class EnrollmentRestored:
    """A revoked enrollment is again what it was, because the refund failed."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID


@domain_event("learning.review_changed", version=1)
@dataclass(frozen=True, slots=True)
class ReviewChanged:
    """A review was written, edited or taken back; the course's average may be another."""

    course_id: UUID
