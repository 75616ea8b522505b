"""A certificate that the organization revoked by mistake is made anew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.certificates.domain_events import CertificateReissued
from accredit.certificates.exceptions import NothingDue
from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import CertificateStatus
from accredit.core import outbox
from accredit.core.errors import IllegalTransition

from .event_issuing import certificate_live, registration_issue_if_due
from .issuing import enrollment_certified, enrollment_certify_again


def certificate_reissue(*, certificate: Certificate, actor_id: UUID, now: datetime) -> Certificate:
    """The organization revoked by mistake: a new certificate is made for the same enrollment, or the same place in an
    event; the revoked one stays so.

    Asked again, returns the one that was made. Raises IllegalTransition for a certificate that is not revoked, and
    NothingDue when the gate does not hold now.
    """
    if certificate.status != CertificateStatus.REVOKED:
        raise IllegalTransition("certificate", certificate.status, "issued again")
    if (live := _live(certificate)) is not None:
        return live
    with transaction.atomic():
        fresh = _again(certificate, now=now)
        if fresh is None:
            raise NothingDue
        outbox.publish(
            CertificateReissued(revoked_id=certificate.id, certificate_id=fresh.id),
            organization_id=certificate.organization_id,
            actor_id=actor_id,
        )
    return fresh


def _live(certificate: Certificate) -> Certificate | None:
    if certificate.enrollment_id is not None:
        return enrollment_certified(enrollment_id=certificate.enrollment_id)
    return certificate_live(registration_id=certificate.registration_id) if certificate.registration_id else None


def _again(certificate: Certificate, *, now: datetime) -> Certificate | None:
    if certificate.enrollment_id is not None:
        return enrollment_certify_again(enrollment_id=certificate.enrollment_id, now=now)
    if certificate.registration_id is None:
        return None
    return registration_issue_if_due(registration_id=certificate.registration_id, now=now, again=True)
