"""How far a learner is from their certificate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.accounts.selectors import user_get
from accredit.certificates.models import Certificate
from accredit.certificates.rules.sentences import WaitingFor, waiting_for
from accredit.learning.exceptions import NotEnrolled
from accredit.learning.models import Course
from accredit.learning.selectors import course_for_learner, enrollment_get, enrollment_of

from .certificates import certificate_of_enrollment
from .gates import GateStatus, gate_status


@dataclass(frozen=True, slots=True)
class CertificateProgress:
    """The gate as it stands for one person, and what there is of a certificate."""

    course: Course
    gate: GateStatus
    certificate: Certificate | None
    waiting_for: WaitingFor | None


def certificate_progress(*, slug_or_id: str, user_id: UUID) -> CertificateProgress:
    """For the learner. Raises CourseNotFound; NotEnrolled for somebody who never was."""
    course = course_for_learner(slug_or_id=slug_or_id, user_id=user_id)
    latest = enrollment_of(user_id=user_id, course_id=course.id)
    if latest is None:
        raise NotEnrolled
    enrollment = enrollment_get(enrollment_id=latest.id)
    gate = gate_status(enrollment)
    certificate = certificate_of_enrollment(enrollment_id=enrollment.id)
    return CertificateProgress(
        course=course,
        gate=gate,
        certificate=certificate,
        waiting_for=waiting_for(
            status=certificate.status if certificate else None,
            held_for=certificate.held_for if certificate else "",
            gate_met=gate.met,
            email_verified=user_get(user_id=user_id).email_verified,
        ),
    )
