"""Jobs of certificates."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.delivery import MAIL
from .services.ending import FORGET
from .services.gates import EVALUATE
from .services.guests import CLAIM_MAIL
from .services.issuing import MAKE
from .services.runs import AT_ITS_TIME, RECONSIDER, RUN


@job(MAKE, lease=timedelta(minutes=5))
def make(*certificate_ids: str, now: datetime) -> None:
    """One, whose failure is the job's; or a handful."""
    if len(certificate_ids) == 1:
        services.certificate_make(certificate_id=UUID(certificate_ids[0]), now=now)
    else:
        services.certificates_make(certificate_ids=[UUID(one) for one in certificate_ids], now=now)


@job(MAIL, lease=timedelta(minutes=5))
def send_mail(*certificate_ids: str, now: datetime) -> None:
    """As above."""
    if len(certificate_ids) == 1:
        services.certificate_mail_send(certificate_id=UUID(certificate_ids[0]), now=now)
    else:
        services.certificates_mail_send(certificate_ids=[UUID(one) for one in certificate_ids], now=now)


@job(FORGET)
def forget_files(certificate_id: str, *, now: datetime) -> None:
    services.files_forget(certificate_id=UUID(certificate_id))


@job(EVALUATE, lease=timedelta(minutes=10))
def evaluate_course(course_id: str, after: str = "", *, now: datetime) -> None:
    services.course_evaluate(course_id=UUID(course_id), after=UUID(after) if after else None, now=now)


@job(AT_ITS_TIME, lease=timedelta(minutes=10))
def issue_at_its_time(event_id: str, *, now: datetime) -> None:
    services.event_issue(event_id=UUID(event_id), now=now)


@job(RUN, lease=timedelta(minutes=5))
def issue_run(run_id: str, *, now: datetime) -> None:
    services.issue_run_step(run_id=UUID(run_id), now=now)


@job(RECONSIDER, lease=timedelta(minutes=10))
def reconsider_event(event_id: str, after: str = "", *, now: datetime) -> None:
    services.event_reconsider(event_id=UUID(event_id), after=UUID(after) if after else None, now=now)


@job(CLAIM_MAIL)
def send_claim_mail(registration_id: str, *, now: datetime) -> None:
    services.claim_mail_send(registration_id=UUID(registration_id), now=now)


@periodic("certificates.resume", every=timedelta(minutes=15))
def resume(*, now: datetime) -> None:
    services.certificates_resume(now=now)
