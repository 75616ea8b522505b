"""What may happen to a course and to an enrollment, and how progress is counted. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from accredit.core.errors import FieldError

COURSE_KIND = "course"
"""How a course is called where things are sold."""


class CourseStatus(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class CourseLevel(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class LessonKind(StrEnum):
    """A kind joins this list together with the app that can serve it."""

    ARTICLE = "article"
    VIDEO = "video"
    DOCUMENT = "document"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"


class EnrollmentStatus(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


LIVE_ENROLLMENTS = (EnrollmentStatus.ACTIVE, EnrollmentStatus.COMPLETED)
"""The states in which the learner may open the lessons."""

COURSE_TRANSITIONS: Mapping[CourseStatus, frozenset[CourseStatus]] = {
    CourseStatus.DRAFT: frozenset({CourseStatus.IN_REVIEW, CourseStatus.PUBLISHED}),
    CourseStatus.IN_REVIEW: frozenset({CourseStatus.DRAFT, CourseStatus.PUBLISHED}),
    CourseStatus.PUBLISHED: frozenset({CourseStatus.ARCHIVED}),
    CourseStatus.ARCHIVED: frozenset(),
}


def course_may_become(current: CourseStatus, wanted: CourseStatus) -> bool:
    return wanted in COURSE_TRANSITIONS[current]


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What publishing needs to know about one lesson."""

    title: str
    kind: LessonKind
    has_body: bool = False
    question_count: int = 0
    criterion_count: int = 0
    """Of an assignment's rubric."""
    has_file: bool = False
    """A checked film or document, according to the kind."""
    file_coming: bool = False
    """A film that is being sent or checked."""
    has_captions: bool = False


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What publishing needs to know about a course."""

    title: str
    subtitle: str
    description_md: str
    instructor_count: int
    lessons: Sequence[LessonFacts]


def publish_obstacles(facts: CourseFacts) -> list[FieldError]:
    """Everything that keeps the course from being published, each with a path, a stable code and a sentence."""
    found: list[FieldError] = []
    if not facts.title.strip():
        found.append(FieldError("title", "title_missing", "Give the course a title."))
    if not facts.description_md.strip():
        found.append(FieldError("description_md", "description_missing", "Describe what the course is about."))
    if not facts.instructor_count:
        found.append(FieldError("instructors", "instructor_missing", "Name at least one instructor."))
    if not facts.lessons:
        found.append(FieldError("lessons", "lesson_missing", "Add at least one lesson."))
    for lesson in facts.lessons:
        found.extend(_lesson_obstacles(lesson))
    return found


def _lesson_obstacles(lesson: LessonFacts) -> list[FieldError]:
    match lesson.kind:
        case LessonKind.ARTICLE if not lesson.has_body:
            return [FieldError("lessons", "article_empty", f"The article “{lesson.title}” has no text yet.")]
        case LessonKind.QUIZ if not lesson.question_count:
            return [FieldError("lessons", "quiz_empty", f"The quiz “{lesson.title}” has no questions yet.")]
        case LessonKind.ASSIGNMENT:
            return _assignment_obstacles(lesson)
        case LessonKind.VIDEO if not lesson.has_file:
            return [_film_obstacle(lesson)]
        case LessonKind.DOCUMENT if not lesson.has_file:
            return [FieldError("lessons", "document_missing", f"“{lesson.title}” has no document yet.")]
    return []


def _assignment_obstacles(lesson: LessonFacts) -> list[FieldError]:
    found: list[FieldError] = []
    if not lesson.has_body:
        message = f"The assignment “{lesson.title}” does not say yet what to do."
        found.append(FieldError("lessons", "assignment_empty", message))
    if not lesson.criterion_count:
        message = f"The assignment “{lesson.title}” has no rubric yet."
        found.append(FieldError("lessons", "rubric_missing", message))
    return found


def _film_obstacle(lesson: LessonFacts) -> FieldError:
    if lesson.file_coming:
        message = f"The film of “{lesson.title}” is still being sent or checked. Publish once it is ready."
        return FieldError("lessons", "video_not_ready", message)
    return FieldError("lessons", "video_missing", f"The video lesson “{lesson.title}” has no film yet.")


def publish_warnings(facts: CourseFacts) -> list[FieldError]:
    """What the makers should know and may leave as it is, in the form of obstacles."""
    return [
        FieldError(
            "lessons",
            "captions_missing",
            f"The film of “{lesson.title}” has no captions. Whoever cannot hear it will miss what is said.",
        )
        for lesson in facts.lessons
        if lesson.kind is LessonKind.VIDEO and not lesson.has_captions
    ]


def progress_percent(done: int, total: int) -> int:
    """Whole percent, rounded down; a course without lessons is at 0."""
    return min(100, done * 100 // total) if total > 0 else 0


def resume_at(lesson_ids: Sequence[UUID], completed: Collection[UUID]) -> UUID | None:
    """Where to carry on: the first lesson not yet complete, or the first of all once everything is."""
    for lesson_id in lesson_ids:
        if lesson_id not in completed:
            return lesson_id
    return lesson_ids[0] if lesson_ids else None


def rating_average(rating_sum: int, rating_count: int) -> str | None:
    """The mean of the ratings with one decimal, rounded half up in integers; None before the first review."""
    tenths = rating_tenths(rating_sum, rating_count)
    return None if tenths is None else f"{tenths // 10}.{tenths % 10}"


def rating_tenths(rating_sum: int, rating_count: int) -> int | None:
    """The same mean as an integer number of tenths, for sorting and filtering."""
    return (rating_sum * 20 + rating_count) // (rating_count * 2) if rating_count else None
