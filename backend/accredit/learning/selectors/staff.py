"""The course as its makers see it, right answers included."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from accredit.accounts.selectors import avatar_url, users_by_ids
from accredit.accreditation.selectors import format_credits
from accredit.core import storage
from accredit.learning.models import Course, CourseCredit, Lesson, Module, Quiz
from accredit.learning.rules.courses import publish_obstacles, publish_warnings
from accredit.media.models import Upload
from accredit.media.selectors import poster_url
from accredit.organizations.models import Membership

from .cards import credits_by_course
from .course_pages import course_instructors
from .courses import publish_facts
from .lessons import outline


def staff_course(course: Course) -> dict[str, Any]:
    """Everything that can be edited on the course itself."""
    credit_rows = (
        CourseCredit.objects.filter(course=course)
        .select_related("credit_type")
        .order_by("credit_type__category", "credit_type__name")
    )
    category = course.category
    return {
        "id": course.id,
        "slug": course.slug,
        "title": course.title,
        "subtitle": course.subtitle,
        "description_md": course.description_md,
        "outcomes": course.outcomes,
        "level": course.level,
        "language": course.language,
        "category": {"slug": category.slug, "name": category.name} if category else None,
        "price": course.price.as_json() if course.price else None,
        "thumbnail_url": storage.public().url(course.thumbnail_key) if course.thumbnail_key else None,
        "status": course.status,
        "submitted_at": course.submitted_at,
        "submitted_by": _name(course.submitted_by_id),
        "review_note": course.review_note,
        "version": course.version,
        "published_at": course.published_at,
        "created_at": course.created_at,
        "lesson_count": course.lesson_count,
        "duration_seconds": course.duration_seconds,
        "enrollment_count": course.enrollment_count,
        "instructors": course_instructors(course.id),
        "credits": [
            {
                "credit_type": row.credit_type_id,
                "name": row.credit_type.name,
                "amount": format_credits(row.amount_hundredths, row.credit_type.decimals),
                "approval_reference": row.approval_reference,
            }
            for row in credit_rows
        ],
        "credits_shown": credits_by_course([course.id])[course.id],
    }


def instructor_choice(member: Membership) -> dict[str, Any]:
    """A member of the organization, read with the person, as somebody who may be named as an instructor."""
    person = member.user
    return {"id": person.id, "display_name": person.display_name, "avatar_url": avatar_url(person.avatar_key)}


def staff_outline(course: Course) -> dict[str, Any]:
    """The builder's page: course, modules with their lessons' texts, and what keeps it from being published."""
    facts = publish_facts(course)
    return {
        "course": staff_course(course),
        "modules": [
            {**staff_module(module), "lessons": [staff_lesson(lesson) for lesson in lessons]}
            for module, lessons in outline(course, files=True)
        ],
        "obstacles": [asdict(obstacle) for obstacle in publish_obstacles(facts)],
        "warnings": [asdict(warning) for warning in publish_warnings(facts)],
    }


def staff_module(module: Module) -> dict[str, Any]:
    """A module on its own; its lessons are the outline's to add."""
    return {"id": module.id, "title": module.title, "position": module.position, "lessons": []}


def staff_lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "module_id": lesson.module_id,
        "kind": lesson.kind,
        "title": lesson.title,
        "position": lesson.position,
        "is_preview": lesson.is_preview,
        "estimated_seconds": lesson.estimated_seconds,
        "body_md": lesson.body_md,
        "quiz": _settings(lesson.quiz) if hasattr(lesson, "quiz") else None,
        "assignment": _assignment(lesson),
        **staff_files(lesson),
    }


def _assignment(lesson: Lesson) -> dict[str, Any] | None:
    if not hasattr(lesson, "assignment"):
        return None
    assignment = lesson.assignment
    return {
        "criterion_count": len(assignment.rubric),
        "pass_percent": assignment.pass_percent,
        "due_at": assignment.due_at,
    }


def staff_files(lesson: Lesson) -> dict[str, Any]:
    """What was uploaded for a lesson; it was read with its uploads."""
    document = lesson.document
    return {
        "video": staff_video(lesson.video),
        "video_coming": staff_video(lesson.video_coming),
        "captions": [
            {"language": row.language, "label": row.label}
            for row in sorted(lesson.captions.all(), key=lambda row: row.language)
        ],
        "document": {"file_name": document.file_name, "bytes": document.bytes} if document else None,
    }


def staff_video(upload: Upload | None) -> dict[str, Any] | None:
    """A film and how far it has come."""
    if upload is None:
        return None
    return {
        "id": upload.id,
        "status": upload.status,
        "file_name": upload.file_name,
        "problem": upload.problem,
        "duration_ms": upload.duration_ms,
        "width": upload.width,
        "height": upload.height,
        "poster_url": poster_url(upload),
    }


def staff_video_row(lesson: Lesson) -> dict[str, Any]:
    """A video lesson in the list of a course's films."""
    files = staff_files(lesson)
    return {"lesson_id": lesson.id, "title": lesson.title} | {
        name: files[name] for name in ("video", "video_coming", "captions")
    }


def staff_quiz(quiz: Quiz) -> dict[str, Any]:
    """A quiz with its questions and right answers."""
    questions = [question.as_paper() for question in quiz.questions.order_by("position", "id")]
    return {"lesson_id": quiz.lesson_id, **_settings(quiz), "questions": questions}


def _name(user_id: UUID | None) -> str | None:
    return users_by_ids([user_id])[user_id].display_name if user_id else None


def _settings(quiz: Quiz) -> dict[str, Any]:
    return {
        "pass_percent": quiz.pass_percent,
        "attempts_allowed": quiz.attempts_allowed,
        "time_limit_seconds": quiz.time_limit_seconds,
        "pool_size": quiz.pool_size,
        "shuffle": quiz.shuffle,
        "question_count": quiz.question_count,
    }
