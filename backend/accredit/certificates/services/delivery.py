"""Telling the holder: a row in the bell at once, the mail with the PDF by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import CertificateStatus
from accredit.certificates.selectors import certificate_get, credits_text
from accredit.core import jobs, mail, storage
from accredit.notifications.services import Bell, mail_person, notify, notify_each

MAIL = "certificates.mail"
HELD_KIND = "certificates.held"
ISSUED_KIND = "certificates.issued"


def certificates_announce(certificates: Sequence[Certificate], *, now: datetime) -> None:
    """The bell, in the transaction that brings certificates of one organization into force."""
    notify_each(
        [
            Bell(
                user_id=certificate.holder_id,
                context={"title": certificate.title, "number": certificate.number},
                url=f"/c/{certificate.code}",
            )
            for certificate in certificates
        ],
        kind=ISSUED_KIND,
        now=now,
        organization_id=certificates[0].organization_id,
    )


def mail_owe(certificates: Sequence[Certificate]) -> None:
    """Owe their mails, in the transaction that brings them into force: one job for all of them."""
    ids = [str(certificate.id) for certificate in certificates]
    jobs.enqueue(MAIL, *ids, unique_key=f"{MAIL}:{ids[0]}" if len(ids) == 1 else None)


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


def certificates_mail_send(*, certificate_ids: Sequence[UUID], now: datetime) -> None:
    """Mail each of several PDFs to its holder, once. One that cannot be sent keeps none of the others back: it is owed
    a try of its own."""
    for certificate_id in certificate_ids:
        try:
            certificate_mail_send(certificate_id=certificate_id, now=now)
        except Exception:  # noqa: BLE001 - whatever stops this one, the try of its own keeps the error
            jobs.enqueue(MAIL, str(certificate_id), unique_key=f"{MAIL}:{certificate_id}")


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
