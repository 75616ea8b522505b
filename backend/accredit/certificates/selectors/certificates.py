"""Reads of certificates, each named after who is asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accredit.accounts.models import User
from accredit.accreditation.selectors import format_credits
from accredit.certificates.exceptions import CertificateNotFound, FilesWithheld, NotIssuedYet
from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import LIVE, CertificateStatus, read_code
from accredit.core import storage
from accredit.organizations.models import Organization

from .loading import Loader

OPEN_FOR = timedelta(minutes=5)
_PARENTS = ("holder", "course", "enrollment", "event", "registration")
_TO_MAKE = Loader(
    Certificate,
    holder=("email", "display_name", "legal_name"),
    course=("title", "slug", "subtitle"),
    enrollment=("status",),
    event=("title", "slug", "subtitle"),
    registration=("status",),
    organization=("name", "time_zone", "brand_color", "logo_key"),
)


def certificate_get(*, certificate_id: UUID) -> Certificate:
    """Any certificate, with its organization and holder; for jobs and other apps. Raises CertificateNotFound."""
    return _one(Certificate.objects.select_related(*_PARENTS).filter(pk=certificate_id))


def certificate_to_make(*, certificate_id: UUID) -> Certificate:
    """As `certificate_get`; of holder, activity, place in it and organization only what stands in its files."""
    found = _TO_MAKE.first(certificate_id)
    if found is None:
        raise CertificateNotFound
    return found


def certificates_to_make(*, certificate_ids: Sequence[UUID]) -> list[Certificate]:
    """The same of several, in the order of their numbers."""
    return sorted(_TO_MAKE.rows_of(certificate_ids), key=lambda certificate: certificate.serial)


def certificates_of_holder(*, user_id: UUID) -> QuerySet[Certificate]:
    """A person's own, with their organizations; what never came into force and was ended is left out."""
    rows = Certificate.objects.select_related("organization").filter(holder_id=user_id)
    return rows.exclude(status=CertificateStatus.REVOKED, issued_at=None)


def certificate_for_holder(*, user_id: UUID, certificate_id: UUID) -> Certificate:
    """A person's own. Raises CertificateNotFound, also for somebody else's."""
    return _one(Certificate.objects.filter(pk=certificate_id, holder_id=user_id))


def certificates_of_organization(
    *,
    organization: Organization,
    course: UUID | None = None,
    event: UUID | None = None,
    status: str = "",
    search: str = "",
) -> QuerySet[Certificate]:
    """An organization's, in every state; `search` is a number, or a part of a name or a title."""
    rows = Certificate.objects.select_related("organization").filter(organization=organization)
    if course is not None:
        rows = rows.filter(course_id=course)
    if event is not None:
        rows = rows.filter(event_id=event)
    if status:
        rows = rows.filter(status=status)
    if search:
        rows = rows.filter(Q(number__iexact=search) | Q(holder_name__icontains=search) | Q(title__icontains=search))
    return rows


def certificate_for_staff(*, organization: Organization, certificate_id: UUID) -> Certificate:
    """One of this organization's. Raises CertificateNotFound, also for another's."""
    return _one(certificates_of_organization(organization=organization).filter(pk=certificate_id))


def certificate_by_code(*, code: str) -> Certificate:
    """For whoever holds the code, as printed or as typed. Raises CertificateNotFound."""
    plain = read_code(code)
    if plain is None:
        raise CertificateNotFound
    return _one(Certificate.objects.filter(code=plain))


def certificate_of_enrollment(*, enrollment_id: UUID) -> Certificate | None:
    """The certificate in the making or in force, else the last that ended."""
    return _foremost(Certificate.objects.filter(enrollment_id=enrollment_id))


def certificate_of_registration(*, registration_id: UUID) -> Certificate | None:
    """The same, of a place in an event."""
    return _foremost(Certificate.objects.filter(registration_id=registration_id))


def _foremost(found: QuerySet[Certificate]) -> Certificate | None:
    rows = list(found.order_by("-created_at", "-id"))
    in_force = [row for row in rows if row.status == CertificateStatus.ISSUED]
    live = [row for row in rows if row.status in LIVE]
    return next(iter(in_force or live or rows), None)


def replacement_of(certificate: Certificate) -> Certificate | None:
    """What a superseded certificate's page points to: the end of its chain of replacements. Two queries at most."""
    if certificate.status != CertificateStatus.SUPERSEDED:
        return None
    chain = Certificate.objects.filter(root_id=certificate.root_id).exclude(status=CertificateStatus.PENDING)
    return chain.filter(issued_at__isnull=False).order_by("-created_at", "-id").first()


def certificates_of_activity(
    *, holder_id: UUID, course_id: UUID | None = None, event_id: UUID | None = None, activity_version: int
) -> QuerySet[Certificate]:
    """Every certificate of one person for one edition of a course, or for one event, oldest first."""
    activity = Q(course=course_id) if course_id is not None else Q(event=event_id)
    rows = Certificate.objects.filter(activity, holder_id=holder_id, activity_version=activity_version)
    return rows.order_by("created_at", "id")


def certificates_by_root(rows: Sequence[Certificate]) -> dict[UUID, list[Certificate]]:
    """Chains of replacements, each oldest first, of rows in that order."""
    chains: dict[UUID, list[Certificate]] = {}
    for row in rows:
        chains.setdefault(row.root_id, []).append(row)
    return chains


def pdf_address(certificate: Certificate, *, now: datetime) -> tuple[str, datetime]:
    """A short-lived address of the sealed PDF and the end of its life. Raises NotIssuedYet, FilesWithheld."""
    _require_files(certificate)
    name = f"{certificate.number}.pdf"
    return storage.private().signed_url(certificate.pdf_key, expires=OPEN_FOR, download_name=name), now + OPEN_FOR


def credential_bytes(certificate: Certificate) -> bytes:
    """The signed credential as it was stored. Raises NotIssuedYet, FilesWithheld."""
    _require_files(certificate)
    return storage.private().read(certificate.credential_key)


def printed_name(user: User) -> str:
    """The name that a certificate bears: the legal name if the person gave one, else the name they go by."""
    return user.legal_name or user.display_name


def credits_text(lines: Sequence[Mapping[str, Any]]) -> str:
    """The sum of a certificate's credits with the most decimals that any of them has; "0.0" for none."""
    decimals = max((line["decimals"] for line in lines), default=1)
    return format_credits(sum(line["amount_hundredths"] for line in lines), decimals)


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """What certificates keep of a person, for their export."""
    return {
        "certificates": [
            {
                "number": row.number,
                "code": row.code,
                "status": row.status,
                "holder_name": row.holder_name,
                "title": row.title,
                "organization": row.organization.name,
                "evidence": row.evidence,
                "credits": row.credits,
                "attendance": row.attendance,
                "earned_on": row.earned_on.isoformat(),
                "issued_at": row.issued_at.isoformat() if row.issued_at else None,
                "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
                "revoke_reason": row.revoke_reason,
                "pdf_sha256": row.pdf_sha256,
                "credential_sha256": row.credential_sha256,
            }
            for row in Certificate.objects.select_related("organization")
            .filter(holder_id=user_id)
            .order_by("-created_at", "-id")
        ]
    }


def _require_files(certificate: Certificate) -> None:
    if certificate.issued_at is None:
        raise NotIssuedYet
    if certificate.holder_erased_at is not None:
        raise FilesWithheld


def _one(rows: QuerySet[Certificate]) -> Certificate:
    found = rows.select_related("organization").first()
    if found is None:
        raise CertificateNotFound
    return found
