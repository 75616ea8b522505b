"""Reads of courses, each named after who is asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accredit.learning.exceptions import CourseNotFound
from accredit.learning.models import Course, CourseInstructor, Lesson, LessonCaptions
from accredit.learning.rules.courses import LIVE_ENROLLMENTS, CourseFacts, CourseStatus, LessonFacts, LessonKind
from accredit.media.rules import UploadStatus
from accredit.organizations.models import Organization

from .categories import category_branch


def course_get(*, course_id: UUID) -> Course:
    """Any course, whatever its state, with its organization and category; for other apps' receivers and services.
    Raises CourseNotFound."""
    return _one(Course.objects.filter(pk=course_id))


def courses_by_ids(ids: Iterable[UUID]) -> dict[UUID, Course]:
    """Those that exist, with their organizations, in one query."""
    rows = Course.objects.select_related("organization", "category").filter(pk__in=list(ids))
    return {row.id: row for row in rows}


def course_published(*, slug_or_id: str) -> Course:
    """What a stranger may see. Raises CourseNotFound for drafts and archived courses."""
    return _one(Course.objects.filter(_address(slug_or_id), status=CourseStatus.PUBLISHED))


def courses_public(
    *, category: str | None = None, level: str | None = None, language: str | None = None, search: str | None = None
) -> QuerySet[Course]:
    """The published courses; `category` is a slug and includes its branch, `search` a part of the title."""
    courses = Course.objects.filter(status=CourseStatus.PUBLISHED)
    if category:
        courses = courses.filter(category__slug__in=category_branch(slug=category))
    if level:
        courses = courses.filter(level=level)
    if language:
        courses = courses.filter(language=language)
    if search:
        courses = courses.filter(title__icontains=search)
    return courses


def courses_of(*, organization: Organization, status: str | None = None) -> QuerySet[Course]:
    """An organization's courses, in one state or in any."""
    courses = Course.objects.filter(organization=organization)
    return courses.filter(status=status) if status else courses


def course_for_learner(*, slug_or_id: str, user_id: UUID) -> Course:
    """What a person may see: what is published, and whatever they are enrolled in. Raises CourseNotFound."""
    mine = Course.objects.filter(enrollments__user_id=user_id, enrollments__status__in=LIVE_ENROLLMENTS).values("pk")
    return _one(Course.objects.filter(_address(slug_or_id)).filter(Q(status=CourseStatus.PUBLISHED) | Q(pk__in=mine)))


def course_for_staff(*, organization: Organization, slug_or_id: str) -> Course:
    """A course of this organization in any state. Raises CourseNotFound."""
    return _one(Course.objects.filter(_address(slug_or_id), organization=organization))


def publish_facts(course: Course) -> CourseFacts:
    """What `rules.publish_obstacles` decides on."""
    lessons = (
        Lesson.objects.filter(course=course)
        .select_related("quiz", "assignment", "video_coming")
        .annotate(has_captions=Exists(LessonCaptions.objects.filter(lesson=OuterRef("pk"))))
        .order_by("module__position", "position")
    )
    return CourseFacts(
        title=course.title,
        subtitle=course.subtitle,
        description_md=course.description_md,
        instructor_count=CourseInstructor.objects.filter(course=course).count(),
        lessons=[
            LessonFacts(
                title=lesson.title,
                kind=LessonKind(lesson.kind),
                has_body=bool(lesson.body_md.strip()),
                criterion_count=len(lesson.assignment.rubric) if hasattr(lesson, "assignment") else 0,
                question_count=lesson.quiz.question_count if hasattr(lesson, "quiz") else 0,
                has_file=lesson.video_id is not None or lesson.document_id is not None,
                file_coming=lesson.video_coming is not None and lesson.video_coming.status != UploadStatus.FAILED,
                has_captions=lesson.has_captions,
            )
            for lesson in lessons
        ],
    )


def thumbnails_shown(keys: Collection[str]) -> set[str]:
    """Which of these renditions are the picture of a course, whatever its state."""
    return set(Course.objects.filter(thumbnail_key__in=keys).values_list("thumbnail_key", flat=True))


def _address(slug_or_id: str) -> Q:
    try:
        return Q(pk=UUID(slug_or_id))
    except ValueError:
        return Q(slug=slug_or_id)


def _one(courses: QuerySet[Course]) -> Course:
    found = courses.select_related("organization", "category").first()
    if found is None:
        raise CourseNotFound
    return found
