"""Writing an assignment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.core.errors import FieldError
from accredit.learning.exceptions import AssignmentNotUsable, NotAnAssignment
from accredit.learning.models import Assignment, Lesson
from accredit.learning.rules.assignments import Criterion, rubric_errors
from accredit.learning.rules.courses import LessonKind

from .outline import course_hold, tell_update


def assignment_save(
    *,
    lesson: Lesson,
    actor_id: UUID,
    instructions_md: str,
    rubric: Sequence[Criterion],
    takes_text: bool = True,
    files_allowed: int = 3,
    pass_percent: int = 70,
    attempts_allowed: int | None = None,
    due_at: datetime | None = None,
    now: datetime,
) -> Assignment:
    """Replace what an assignment asks for as a whole; the instructions are the lesson's text.

    Work that was handed in keeps the rubric and the mark that held then. Raises NotAnAssignment, CourseArchived, and
    AssignmentNotUsable with the path of everything that is wrong.
    """
    if lesson.kind != LessonKind.ASSIGNMENT:
        raise NotAnAssignment
    problems = rubric_errors(rubric)
    if not takes_text and not files_allowed:
        problems.append(FieldError("takes_text", "takes_nothing", "Allow a text, files, or both."))
    if problems:
        raise AssignmentNotUsable(errors=problems)
    with transaction.atomic():
        course = course_hold(lesson.course)
        Lesson.objects.filter(pk=lesson.pk).update(body_md=instructions_md)
        assignment, _ = Assignment.objects.update_or_create(
            lesson=lesson,
            defaults={
                "organization_id": lesson.organization_id,
                "takes_text": takes_text,
                "files_allowed": files_allowed,
                "rubric": list(rubric),
                "pass_percent": pass_percent,
                "attempts_allowed": attempts_allowed,
                "due_at": due_at,
            },
        )
        tell_update(course, actor_id=actor_id)
    lesson.body_md = instructions_md
    assignment.lesson = lesson
    return assignment
