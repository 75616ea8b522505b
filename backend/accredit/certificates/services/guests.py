"""Guests who would get a certificate: told once, by mail, that it takes an account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from accredit.certificates.models import ClaimNotice
from accredit.core import jobs, mail
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED

CLAIM_MAIL = "certificates.claim_mail"


def guest_tell(registration: Registration, *, now: datetime) -> None:
    """Owe the mail, in the caller's transaction; again does nothing."""
    notice = ClaimNotice(created_at=now, organization_id=registration.organization_id, registration=registration)
    ClaimNotice.objects.bulk_create([notice], ignore_conflicts=True)
    if ClaimNotice.objects.filter(registration=registration, mailed_at=None).exists():
        jobs.enqueue(CLAIM_MAIL, str(registration.id), unique_key=f"{CLAIM_MAIL}:{registration.id}")


def claim_mail_send(*, registration_id: UUID, now: datetime) -> None:
    """Mail the guest, once; nothing to one who has an account by now or holds no place any more. Raises what the mail
    server raises; the job is tried again."""
    notice = (
        ClaimNotice.objects.select_related("registration__event", "organization")
        .filter(registration_id=registration_id, mailed_at=None)
        .first()
    )
    if notice is None:
        return
    row = notice.registration
    if row.person_id is not None or not row.email or row.status not in ADMITTED:
        return
    mail.send(
        to=row.email,
        subject=f"Your certificate for “{row.event.title}” waits for an account",
        template="certificates/claim",
        context={
            "name": row.name,
            "title": row.event.title,
            "email": row.email,
            "organization_name": notice.organization.name,
            "brand_color": notice.organization.brand_color,
            "action_url": f"{settings.PUBLIC_URL}/auth/sign-up",
            "action_label": "Make an account",
        },
    )
    ClaimNotice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=now)
