"""How a certificate ends, is replaced, and what stays when its holder leaves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.billing.selectors import order_lines
from accredit.certificates.domain_events import CertificateRevoked
from accredit.certificates.exceptions import CertificateNotFound, NameUnchanged
from accredit.certificates.models import Certificate, Decision
from accredit.certificates.rules.acts import LIVE, CertificateStatus, RevokedBecause, sources
from accredit.certificates.rules.changes import Verdict
from accredit.certificates.rules.gates import ClauseKind
from accredit.certificates.selectors import gate_status, printed_name
from accredit.core import jobs, outbox, storage
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.learning.selectors import enrollment_get, enrollments_of_lines
from accredit.notifications.services import notify

from .issuing import certificate_add, certificate_issue_if_due

GRADE_CORRECTED = "A grade that this certificate would have rested on was corrected before it was issued."
ENROLLMENT_ENDED = "The enrolment that this certificate rests on has ended."
HOLDER_LEFT = "The holder closed their account before the certificate was ready."
ONE_PENDING = ("certificate_one_pending", "certificate_event_one_pending")
FORGET = "certificates.files_forget"
REVOKED_KIND = "certificates.revoked"


def certificate_revoke(*, certificate: Certificate, actor_id: UUID, reason: str, now: datetime) -> Certificate:
    """Take a certificate back for good, with a reason that its public page shows.

    A correction of it that is still being prepared ends with it. Raises IllegalTransition for one that is revoked,
    replaced or expired.
    """
    with transaction.atomic():
        ended = certificate_end(
            certificate, because=RevokedBecause.ORGANIZATION, reason=reason, actor_id=actor_id, now=now
        )
        if not ended:
            certificate.refresh_from_db(fields=["status"])
            raise IllegalTransition("certificate", certificate.status, CertificateStatus.REVOKED)
        for replacement in Certificate.objects.filter(replaces=certificate, status=CertificateStatus.PENDING):
            certificate_end(replacement, because=RevokedBecause.ORGANIZATION, reason=reason, actor_id=actor_id, now=now)
    certificate.refresh_from_db()
    return certificate


def certificate_end(
    certificate: Certificate, *, because: str, reason: str, actor_id: UUID | None, now: datetime
) -> bool:
    """Revoke by conditional update, in the caller's transaction; False when its state does not allow it."""
    changed = Certificate.objects.filter(pk=certificate.pk, status__in=sources(CertificateStatus.REVOKED)).update(
        status=CertificateStatus.REVOKED,
        revoked_at=now,
        revoked_because=because,
        revoke_reason=reason,
    )
    if not changed:
        return False
    if certificate.registration_id is not None:
        open_still = Decision.objects.filter(certificate=certificate, verdict=Verdict.OPEN)
        open_still.update(verdict=Verdict.SETTLED, decided_at=now)
    outbox.publish(
        CertificateRevoked(certificate.id, certificate.holder_id, certificate.course_id, certificate.event_id),
        organization_id=certificate.organization_id,
        actor_id=actor_id,
    )
    if certificate.status == CertificateStatus.ISSUED:
        notify(
            user_id=certificate.holder_id,
            kind=REVOKED_KIND,
            context={"title": certificate.title, "number": certificate.number, "reason": reason},
            url=f"/c/{certificate.code}",
            now=now,
            organization_id=certificate.organization_id,
        )
    return True


def enrollment_follow(*, enrollment_id: UUID, now: datetime) -> None:
    """Make certificates follow what an enrollment is now, whatever news of it came and in whatever order.

    Revoked: its live certificates are revoked. Live: a new one is issued if the gate is open; a revoked one stays so.
    Left by the learner: what they were given stays theirs, and nothing new is issued.
    """
    enrollment = enrollment_get(enrollment_id=enrollment_id)
    if not enrollment.is_revoked:
        certificate_issue_if_due(enrollment_id=enrollment_id, now=now)
        return
    with transaction.atomic():
        # The order in which bringing a replacement into force locks them too.
        for certificate in Certificate.objects.filter(enrollment=enrollment, status__in=LIVE).order_by("created_at"):
            certificate_end(
                certificate, because=RevokedBecause.ENROLLMENT, reason=ENROLLMENT_ENDED, actor_id=None, now=now
            )


def enrollment_regraded(*, enrollment_id: UUID, now: datetime) -> None:
    """Work for the course was graded, or a grade corrected: a certificate is issued if it is due now.

    One in the making whose grade does not reach the gate any more was given to nobody, and is not made. One in force
    stays, as it does when a course's gate changes: only the organization takes it back.
    """
    gate = gate_status(enrollment_get(enrollment_id=enrollment_id))
    if all(one.met for one in gate.results if one.kind is ClauseKind.ASSIGNMENT):
        certificate_issue_if_due(enrollment_id=enrollment_id, now=now)
        return
    with transaction.atomic():
        pending = Certificate.objects.filter(
            enrollment_id=enrollment_id, status=CertificateStatus.PENDING, replaces=None
        )
        for certificate in pending.order_by("created_at"):
            certificate_end(
                certificate, because=RevokedBecause.REQUIREMENTS, reason=GRADE_CORRECTED, actor_id=None, now=now
            )


def certificates_of_order_follow(*, order_id: UUID, now: datetime) -> None:
    """The same for everything that an order has bought."""
    lines = [line.id for line in order_lines(order_id=order_id)]
    for enrollment_id in enrollments_of_lines(line_ids=lines):
        enrollment_follow(enrollment_id=enrollment_id, now=now)


def certificate_replace(*, certificate: Certificate, now: datetime) -> Certificate:
    """The holder asks for their certificate under their present name. A new one, with its own number and code, is made
    and then supersedes it; the old page points to the new one. What was earned, and when, is the same.

    Asked again while the new one is being made, returns it. Raises NameUnchanged; IllegalTransition when the
    certificate is not in force.
    """
    waiting = Certificate.objects.filter(replaces=certificate, status=CertificateStatus.PENDING)
    if (pending := waiting.first()) is not None:
        return pending
    if certificate.status != CertificateStatus.ISSUED:
        raise IllegalTransition("certificate", certificate.status, CertificateStatus.SUPERSEDED)
    name = printed_name(certificate.holder)
    if name == certificate.holder_name:
        raise NameUnchanged
    replacement = Certificate(
        organization=certificate.organization,
        holder=certificate.holder,
        course=certificate.course,
        enrollment=certificate.enrollment,
        event=certificate.event,
        registration=certificate.registration,
        activity_version=certificate.activity_version,
        holder_name=name,
        title=certificate.title,
        evidence=certificate.evidence,
        credits=certificate.credits,
        attendance=certificate.attendance,
        rule_version=certificate.rule_version,
        earned_on=certificate.earned_on,
        replaces=certificate,
    )
    try:
        return certificate_add(replacement, now=now)
    except IntegrityError as error:
        if not any(violates(error, Certificate, name) for name in ONE_PENDING):
            raise
    raced = waiting.first()
    if raced is None:
        raise CertificateNotFound
    return raced


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """The holder leaves: name, sentences and files go, hashes, numbers and the fact that it was genuine stay."""
    mine = Certificate.objects.filter(holder_id=user_id, holder_erased_at=None)
    for certificate in mine.filter(status=CertificateStatus.PENDING):
        certificate_end(certificate, because=RevokedBecause.ENROLLMENT, reason=HOLDER_LEFT, actor_id=user_id, now=now)
    ids = list(mine.values_list("id", flat=True))
    mine.update(holder_erased_at=now, holder_name="", evidence=[], attendance=None)
    Decision.objects.filter(certificate__holder_id=user_id).update(sentences=[], reason="")
    for certificate_id in ids:
        jobs.enqueue(FORGET, str(certificate_id), unique_key=f"{FORGET}:{certificate_id}")


def files_forget(*, certificate_id: UUID) -> None:
    """Delete the files of a holder who has left; again does nothing."""
    row = Certificate.objects.exclude(holder_erased_at=None).filter(pk=certificate_id).first()
    if row is None:
        return
    for key in filter(None, (row.pdf_key, row.credential_key)):
        storage.private().delete(key)
    Certificate.objects.filter(pk=row.pk).update(pdf_key="", credential_key="")
