"""Jobs of certificates."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.delivery import MAIL
from .services.ending import FORGET
from .services.gates import EVALUATE
from .services.issuing import MAKE


@job(MAKE)
def make(certificate_id: str, *, now: datetime) -> None:
    services.certificate_make(certificate_id=UUID(certificate_id), now=now)


@job(MAIL)
def send_mail(certificate_id: str, *, now: datetime) -> None:
    services.certificate_mail_send(certificate_id=UUID(certificate_id), now=now)


@job(FORGET)
def forget_files(certificate_id: str, *, now: datetime) -> None:
    services.files_forget(certificate_id=UUID(certificate_id))


@job(EVALUATE, lease=timedelta(minutes=10))
def evaluate_course(course_id: str, after: str = "", *, now: datetime) -> None:
    services.course_evaluate(course_id=UUID(course_id), after=UUID(after) if after else None, now=now)


@periodic("certificates.resume", every=timedelta(minutes=15))
def resume(*, now: datetime) -> None:
    services.certificates_resume(now=now)
