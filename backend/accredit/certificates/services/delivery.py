"""Telling the holder: a row in the bell at once, the mail with the PDF by a job."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import CertificateStatus
from accredit.certificates.selectors import certificate_get, credits_text
from accredit.core import mail, storage
from accredit.notifications.services import mail_person, notify

MAIL = "certificates.mail"
HELD_KIND = "certificates.held"
ISSUED_KIND = "certificates.issued"


def certificate_announce(certificate: Certificate, *, now: datetime) -> None:
    """The bell, in the transaction that brings the certificate into force."""
    notify(
        user_id=certificate.holder_id,
        kind=ISSUED_KIND,
        context={"title": certificate.title, "number": certificate.number},
        url=f"/c/{certificate.code}",
        now=now,
        organization_id=certificate.organization_id,
    )


def certificate_held_tell(certificate: Certificate, *, now: datetime) -> None:
    """The bell, when only the holder can help."""
    notify(
        user_id=certificate.holder_id,
        kind=HELD_KIND,
        context={"title": certificate.title},
        url="/account/profile",
        now=now,
        organization_id=certificate.organization_id,
    )


def certificate_mail_send(*, certificate_id: UUID, now: datetime) -> None:
    """Mail the PDF to its holder, once; nothing when it no longer holds or its holder has left. Raises what the mail
    server raises; the job is tried again."""
    certificate = certificate_get(certificate_id=certificate_id)
    if certificate.mailed_at or certificate.status != CertificateStatus.ISSUED or certificate.holder_erased_at:
        return
    pdf = storage.private().read(certificate.pdf_key)
    mail_person(
        user_id=certificate.holder_id,
        kind=ISSUED_KIND,
        template="certificates/certificate_issued",
        context={
            "title": certificate.title,
            "number": certificate.number,
            "holder_name": certificate.holder_name,
            "organization_name": certificate.organization.name,
            "brand_color": certificate.organization.brand_color,
            "credits": credits_text(certificate.credits) if certificate.credits else "",
            "corrected": certificate.replaces_id is not None,
            "action_url": f"/c/{certificate.code}",
            "action_label": "See the certificate",
        },
        attachments=[mail.Attachment(f"{certificate.number}.pdf", pdf, "application/pdf")],
    )
    Certificate.objects.filter(pk=certificate.pk, mailed_at=None).update(mailed_at=now)
