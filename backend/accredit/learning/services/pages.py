"""Letting go of course pages that are kept for strangers."""

from __future__ import annotations

from uuid import UUID

from accredit.core import kept
from accredit.learning.selectors import EVERY_PAGE, course_get, page_subject


def course_page_forget(*, course_id: UUID) -> None:
    """Something on this course's page is another now. Raises CourseNotFound."""
    course = course_get(course_id=course_id)
    kept.changed(page_subject(str(course.id)), page_subject(course.slug))


def course_pages_forget() -> None:
    """Something that may stand on any course's page is another now."""
    kept.changed(EVERY_PAGE)
