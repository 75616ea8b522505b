"""Jobs of learning."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.core.jobs import job

from .services import completions_recheck, review_mail_send, work_mail_send
from .services.grading_notices import WORK_MAIL
from .services.notices import REVIEW_MAIL
from .services.outline import RECHECK


@job(RECHECK)
def recheck_completions(course_id: str, *, now: datetime) -> None:
    """Complete whoever lacks nothing since a lesson was taken out."""
    completions_recheck(course_id=UUID(course_id), now=now)


@job(REVIEW_MAIL)
def send_review_mail(course_id: str, user_id: str, by_id: str, kind: str, *, now: datetime) -> None:
    """Tell one person where a course's review stands."""
    review_mail_send(course_id=UUID(course_id), user_id=UUID(user_id), by_id=UUID(by_id), kind=kind, now=now)


@job(WORK_MAIL)
def send_work_mail(submission_id: str, user_id: str, kind: str, revision: int, *, now: datetime) -> None:
    """Tell one person what became of work, or that it waits."""
    work_mail_send(submission_id=UUID(submission_id), user_id=UUID(user_id), kind=kind, revision=revision)
