"""The decision to certify: a numbered, pending row. What follows (files, mail) are jobs that may run twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.models import IntegerField, Q, UUIDField

from accredit.certificates.models import Certificate, NumberSeries
from accredit.certificates.rules.acts import (
    LIVE,
    CertificateStatus,
    HeldFor,
    RevokedBecause,
    new_code,
    number_prefix,
    number_text,
)
from accredit.certificates.selectors import enrollment_to_certify, gate_status, printed_name
from accredit.core import jobs
from accredit.core.constraints import violates
from accredit.core.context import request_id
from accredit.core.ids import new_id
from accredit.core.statements import Given, Insert, Statement, planned_cursor
from accredit.learning.models import CourseCredit, Enrollment
from accredit.learning.selectors import enrollment_get, enrollments_of_user
from accredit.organizations.models import Organization

MAKE = "certificates.make"
ONE_LIVE = ("certificate_one_original", "certificate_one_pending", "certificate_one_in_force")
RESUMED_AT_ONCE = 500
MADE_TOGETHER = 20
"""So many certificates one job makes, when very many are owed at once."""
# Written down because the ORM cannot change a row and say in the same statement what it then holds.
_COUNT_UP = """
    UPDATE certificates_numberseries SET last = last + %s WHERE organization_id = %s RETURNING prefix, last
"""
_INSERT = Insert(Certificate)
_ORGANIZATION = NumberSeries._meta.get_field("organization")


def certificate_issue_if_due(*, enrollment_id: UUID, now: datetime) -> Certificate | None:
    """Certify an enrollment whose gate is open, once: the pending row with its number and code is written, and the job
    that makes it is owed, in one transaction. Returns the certificate in the making or in force; None: nothing is due.

    Due means: the enrollment is live, the holder's address is verified, and every clause of the gate holds. A
    certificate that the organization revoked is not issued again for the same enrollment; one that ended with the
    enrollment is, as a new certificate, when the enrollment is restored (a revoked one stays revoked).
    """
    return _issue(enrollment_to_certify(enrollment_id=enrollment_id), again=False, now=now)


def enrollment_certify_again(*, enrollment_id: UUID, now: datetime) -> Certificate | None:
    """As `certificate_issue_if_due`, also where a person of the organization has revoked one."""
    return _issue(enrollment_get(enrollment_id=enrollment_id), again=True, now=now)


def enrollment_certified(*, enrollment_id: UUID) -> Certificate | None:
    """What makes a further certificate for this enrollment superfluous."""
    return _live(_past(enrollment_get(enrollment_id=enrollment_id)))


def _issue(enrollment: Enrollment, *, again: bool, now: datetime) -> Certificate | None:
    if not enrollment.is_live or not enrollment.user.email_verified:
        return None
    past = _past(enrollment)
    if (live := _live(past)) is not None:
        return live
    if not again and _revoked_by_organization(enrollment, past):
        return None
    gate = gate_status(enrollment)
    if not gate.met:
        return None
    certificate = Certificate(
        organization=enrollment.course.organization,
        holder=enrollment.user,
        course=enrollment.course,
        enrollment=enrollment,
        activity_version=enrollment.course.version,
        holder_name=printed_name(enrollment.user),
        title=enrollment.course.title,
        evidence=[result.evidence for result in gate.results if result.evidence],
        credits=_credits(enrollment.course_id),
        rule_version=gate.version,
        earned_on=_day_of_completion(enrollment, now),
    )
    try:
        return certificate_add(certificate, now=now)
    except IntegrityError as error:
        if not any(violates(error, Certificate, name) for name in ONE_LIVE):
            raise
        return _live(_past(enrollment))


def certificate_add(certificate: Certificate, *, now: datetime) -> Certificate:
    """Number and insert a pending certificate and owe its making; all or nothing, so that no number is lost."""
    with transaction.atomic():
        _number([certificate], now=now)
        _INSERT.add(certificate)
        certificate_owe(certificate.id)
    return certificate


def certificates_add(certificates: Sequence[Certificate], *, now: datetime) -> None:
    """The same for many of one organization, in few statements of the caller's transaction, which holds the numbers
    (`numbers_hold`) since before it found that they are due."""
    _number(certificates, now=now)
    _INSERT.add_all(certificates)
    ids = [str(certificate.id) for certificate in certificates]
    handfuls = [tuple(ids[first : first + MADE_TOGETHER]) for first in range(0, len(ids), MADE_TOGETHER)]
    jobs.enqueue_each(MAKE, [jobs.Call(handful, request_id()) for handful in handfuls])


def numbers_hold(organization: Organization, *, now: datetime) -> None:
    """From here to the end of the caller's transaction nobody else certifies anybody of this organization, and what
    others had certified before can be seen."""
    _count_up(organization, 0, now=now)


def certificate_owe(certificate_id: UUID) -> None:
    """Owe one run of the job that makes a pending certificate."""
    jobs.enqueue(MAKE, str(certificate_id), unique_key=f"{MAKE}:{certificate_id}")


def certificates_of_person_due(*, user_id: UUID, now: datetime) -> None:
    """Look again at everything of a person that their account may have kept back: an address now verified, or a name
    that can now be printed."""
    with transaction.atomic():
        held = Certificate.objects.filter(holder_id=user_id, status=CertificateStatus.PENDING)
        held.exclude(held_for=HeldFor.TEXT).update(held_for=HeldFor.NOTHING)
        for certificate_id in held.values_list("id", flat=True):
            certificate_owe(certificate_id)
        for enrollment_id in enrollments_of_user(user_id=user_id).order_by("id").values_list("id", flat=True):
            certificate_issue_if_due(enrollment_id=enrollment_id, now=now)


def certificates_release(*, organization_id: UUID, course_id: UUID | None = None, event_id: UUID | None = None) -> None:
    """Try again what is on hold for its wording, because the organization, the course or the event has changed it."""
    with transaction.atomic():
        held = Certificate.objects.filter(
            organization_id=organization_id, status=CertificateStatus.PENDING, held_for=HeldFor.TEXT
        )
        if course_id is not None:
            held = held.filter(course_id=course_id)
        if event_id is not None:
            held = held.filter(event_id=event_id)
        ids = list(held.order_by("id").values_list("id", flat=True))
        Certificate.objects.filter(pk__in=ids, held_for=HeldFor.TEXT).update(held_for=HeldFor.NOTHING)
        for certificate_id in ids:
            certificate_owe(certificate_id)


def certificates_resume(*, now: datetime) -> int:
    """Owe again what is pending, waits for nobody, and whose jobs were given up. Returns how many."""
    waiting = Certificate.objects.filter(status=CertificateStatus.PENDING, held_for=HeldFor.NOTHING)
    ids = list(waiting.order_by("created_at").values_list("id", flat=True)[:RESUMED_AT_ONCE])
    for certificate_id in ids:
        certificate_owe(certificate_id)
    return len(ids)


class _Past(NamedTuple):
    """What is asked of earlier certificates."""

    id: UUID
    status: str
    enrollment_id: UUID
    revoked_because: str


def _past(enrollment: Enrollment) -> list[_Past]:
    """Whatever was certified for the enrollment, or to the same person for this edition of the course; oldest first."""
    rows = _PAST.rows(
        enrollment=enrollment.id,
        holder=enrollment.user_id,
        course=enrollment.course_id,
        version=enrollment.course.version,
    )
    return [_Past(*row) for row in rows]


_PAST = Statement(
    lambda: (
        Certificate.objects.filter(
            Q(enrollment_id=Given("enrollment", UUIDField()))
            | Q(
                holder_id=Given("holder", UUIDField()),
                course_id=Given("course", UUIDField()),
                activity_version=Given("version", IntegerField()),
            )
        )
        .order_by("created_at", "id")
        .values_list(*_Past._fields)
    )
)


def _live(past: Sequence[_Past]) -> Certificate | None:
    """What makes a further certificate superfluous."""
    live = next((row for row in past if row.status in LIVE), None)
    return Certificate.objects.select_related("organization").get(pk=live.id) if live else None


def _revoked_by_organization(enrollment: Enrollment, past: Sequence[_Past]) -> bool:
    """Whether the last word on this enrollment was the organization's."""
    latest = next((row for row in reversed(past) if row.enrollment_id == enrollment.id), None)
    return latest is not None and latest.revoked_because == RevokedBecause.ORGANIZATION


def _number(certificates: Sequence[Certificate], *, now: datetime) -> None:
    """Give new certificates of one organization all that makes each of them another one."""
    if not certificates:
        return
    organization = certificates[0].organization
    prefix, last = _count_up(organization, len(certificates), now=now)
    local_year = now.astimezone(ZoneInfo(organization.time_zone)).year
    for serial, certificate in enumerate(certificates, last - len(certificates) + 1):
        certificate.id = new_id()
        certificate.root_id = certificate.replaces.root_id if certificate.replaces else certificate.id
        certificate.created_at = now
        certificate.serial = serial
        certificate.number = number_text(prefix, local_year, serial)
        certificate.code = new_code()


def _count_up(organization: Organization, by: int, *, now: datetime) -> tuple[str, int]:
    """The prefix of the series and where it stands after so many more; its row stays locked until the caller's
    transaction ends, so numbers have no gap."""
    if (counted := _counted(organization, by)) is None:
        NumberSeries.objects.get_or_create(
            organization=organization,
            defaults={"prefix": number_prefix(organization.name, organization.slug), "created_at": now},
        )
        counted = _counted(organization, by)
    if counted is None:
        raise NumberSeries.DoesNotExist
    return counted


def _counted(organization: Organization, by: int) -> tuple[str, int] | None:
    with planned_cursor() as cursor:
        cursor.execute(_COUNT_UP, [by, _ORGANIZATION.get_db_prep_value(organization.id, connection)])
        counted: tuple[str, int] | None = cursor.fetchone()
    return counted


def _credits(course_id: UUID) -> list[dict[str, Any]]:
    rows = _CREDITS.rows(course=course_id)
    lines = [dict(zip(_CREDIT, (str(credit_type), *rest), strict=True)) for credit_type, *rest in rows]
    return sorted(lines, key=lambda line: (line["category"], line["name"]))


_CREDIT = {
    "credit_type": "credit_type_id",
    "name": "credit_type__name",
    "accreditor": "credit_type__accreditor__short_name",
    "category": "credit_type__category",
    "decimals": "credit_type__decimals",
    "amount_hundredths": "amount_hundredths",
    "approval_reference": "approval_reference",
}
"""What a certificate says of each credit, and the column that it is copied from."""
_CREDITS = Statement(
    lambda: CourseCredit.objects.filter(course_id=Given("course", UUIDField())).values_list(*_CREDIT.values())
)


def _day_of_completion(enrollment: Enrollment, now: datetime) -> date:
    """In the person's zone of that moment. A gate may open before the last lesson: then today."""
    return (enrollment.completed_at or now).astimezone(ZoneInfo(enrollment.user.time_zone)).date()
