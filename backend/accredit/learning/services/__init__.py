"""Writes of learning: one function a use case. Apps above import from here."""

from .assignments import assignment_save
from .attempts import attempt_start, attempt_submit
from .courses import course_create, course_update
from .enrollments import (
    enrollment_fulfil,
    enrollment_rejoin,
    enrollment_restore,
    enrollment_revoke,
    enrollment_start_free,
    enrollment_withdraw,
    order_fulfil,
    order_line_follow,
)
from .grading import submission_grade, submission_return
from .grading_notices import work_mail_send
from .notices import review_mail_send
from .outline import (
    lesson_create,
    lesson_delete,
    lesson_update,
    module_create,
    module_delete,
    module_update,
    outline_arrange,
)
from .pages import course_page_forget, course_pages_forget
from .progress import completions_recheck, lesson_complete
from .publishing import course_archive, course_publish, course_return, course_submit
from .quizzes import quiz_save
from .reviews import review_create, review_delete, review_update
from .submissions import draft_save, work_submit
from .taxonomy import category_create
from .videos import captions_remove, captions_set, video_follow, video_request
from .watching import video_watch

__all__ = [
    "assignment_save",
    "attempt_start",
    "attempt_submit",
    "captions_remove",
    "captions_set",
    "category_create",
    "completions_recheck",
    "course_archive",
    "course_create",
    "course_page_forget",
    "course_pages_forget",
    "course_publish",
    "course_return",
    "course_submit",
    "course_update",
    "draft_save",
    "enrollment_fulfil",
    "enrollment_rejoin",
    "enrollment_restore",
    "enrollment_revoke",
    "enrollment_start_free",
    "enrollment_withdraw",
    "lesson_complete",
    "lesson_create",
    "lesson_delete",
    "lesson_update",
    "module_create",
    "module_delete",
    "module_update",
    "order_fulfil",
    "order_line_follow",
    "outline_arrange",
    "quiz_save",
    "review_create",
    "review_delete",
    "review_mail_send",
    "review_update",
    "submission_grade",
    "submission_return",
    "video_follow",
    "video_request",
    "video_watch",
    "work_mail_send",
    "work_submit",
]
