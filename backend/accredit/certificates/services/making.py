"""The act itself: files made and stored, then in one transaction in force, announced, and its predecessor replaced.

Each step can be repeated and the process may die between any two: what is recorded on the row says where to go on.

1. Nothing recorded: make the files in memory, record their keys and hashes on the pending row, write them.
2. Recorded, and the files are there unharmed: bring into force. Recorded but not there: step 1 again.
3. In force: nothing to do. Publishing happens in the transaction of the one conditional update, so exactly once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.certificates.domain_events import CertificateIssued, CertificateSuperseded
from accredit.certificates.gateways.documents import sha256_hex
from accredit.certificates.gateways.rendering import FactsInvalid, NameNotCovered, RenderingFailed, TextNotCovered
from accredit.certificates.gateways.sealing import PdfNotSealable
from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import CertificateStatus, HeldFor
from accredit.certificates.selectors import certificate_get, certificate_to_make, printed_name
from accredit.core import jobs, outbox, storage
from accredit.registrations.rules.registrations import ADMITTED

from .delivery import MAIL, certificate_announce, certificate_held_tell
from .documents import Files, files_make
from .ending import certificate_end, enrollment_follow
from .following import registration_follow


class _Overtaken(Exception):
    """Between two steps the row became something else; whoever changed it sees to the rest."""


def certificate_make(*, certificate_id: UUID, now: datetime) -> None:
    """Bring a pending certificate into force. Does nothing to one that is not pending.

    A name or a title that no bundled font can set puts it on hold, with the reason on the row. Raises RenderingFailed,
    PdfNotSealable or OSError when a try failed; the job is tried again and the error kept.
    """
    certificate = certificate_to_make(certificate_id=certificate_id)
    if certificate.status != CertificateStatus.PENDING:
        return
    # What it rests on may have ended before this row was there for the end to be noticed.
    if certificate.enrollment is not None and certificate.enrollment.is_revoked:
        enrollment_follow(enrollment_id=certificate.enrollment.id, now=now)
        return
    if certificate.registration is not None and certificate.registration.status not in ADMITTED:
        registration_follow(registration_id=certificate.registration.id, now=now)
        return
    if not _files_stand(certificate) and not _files_write(certificate, now=now):
        return
    try:
        _bring_into_force(certificate, now=now)
    except _Overtaken:
        _forget_own_files(certificate)


def _files_write(certificate: Certificate, *, now: datetime) -> bool:
    """Steps 1: False when it is on hold or another run is at it."""
    certificate.holder_name = printed_name(certificate.holder)
    certificate.title = _title(certificate)
    row = Certificate.objects.filter(pk=certificate.pk, status=CertificateStatus.PENDING)
    try:
        files = files_make(certificate, now=now)
    except (TextNotCovered, FactsInvalid) as problem:
        name = isinstance(problem, NameNotCovered) or problem.field == "holder"
        _hold(certificate, HeldFor.NAME if name else HeldFor.TEXT, str(problem), now=now)
        return False
    except (RenderingFailed, PdfNotSealable) as problem:
        row.update(attempt_error=str(problem)[:300])
        raise
    before = (certificate.pdf_key, certificate.credential_key)
    _record(certificate, files, now=now)
    claimed = row.filter(pdf_key=before[0]).update(
        holder_name=certificate.holder_name,
        title=certificate.title,
        made_at=certificate.made_at,
        wording=certificate.wording,
        pdf_key=certificate.pdf_key,
        pdf_sha256=certificate.pdf_sha256,
        credential_key=certificate.credential_key,
        credential_sha256=certificate.credential_sha256,
        held_for=HeldFor.NOTHING,
        attempt_error="",
    )
    if not claimed:
        return False
    store = storage.private()
    for old in filter(None, before):
        store.delete(old)
    store.write(certificate.pdf_key, files.pdf)
    store.write(certificate.credential_key, files.credential)
    return True


def _hold(certificate: Certificate, reason: HeldFor, error: str, *, now: datetime) -> None:
    """Wait for a person; the holder is told once what they can do about their name."""
    with transaction.atomic():
        changed = Certificate.objects.filter(
            pk=certificate.pk, status=CertificateStatus.PENDING, held_for=HeldFor.NOTHING
        ).update(held_for=reason, attempt_error=error[:300])
        if changed and reason is HeldFor.NAME:
            certificate_held_tell(certificate, now=now)


def _title(certificate: Certificate) -> str:
    """The activity's present title until the certificate is in force; a replacement says what its predecessor said."""
    activity = certificate.course or certificate.event
    return certificate.title if certificate.replaces_id or activity is None else activity.title


def _record(certificate: Certificate, files: Files, *, now: datetime) -> None:
    certificate.made_at = now
    certificate.wording = files.wording
    certificate.pdf_sha256 = sha256_hex(files.pdf)
    certificate.credential_sha256 = sha256_hex(files.credential)
    # The hash in the key: two runs at once never write to the same file.
    folder = f"certificates/{certificate.organization_id}/{certificate.id}"
    certificate.pdf_key = f"{folder}/{certificate.pdf_sha256[:16]}.pdf"
    certificate.credential_key = f"{folder}/{certificate.credential_sha256[:16]}.json"


def _files_stand(certificate: Certificate) -> bool:
    """Whether the recorded files are there, unharmed, and bear the holder's present name and the present title."""
    if not certificate.pdf_key or certificate.holder_name != printed_name(certificate.holder):
        return False
    if certificate.title != _title(certificate):
        return False
    wanted = {
        certificate.pdf_key: certificate.pdf_sha256,
        certificate.credential_key: certificate.credential_sha256,
    }
    store = storage.private()
    return all(store.exists(key) and sha256_hex(store.read(key)) == digest for key, digest in wanted.items())


def _bring_into_force(certificate: Certificate, *, now: datetime) -> None:
    """Steps 2. Raises _Overtaken, with nothing changed, when the row is not the one whose files were made."""
    with transaction.atomic():
        if certificate.replaces_id and not _supersede(certificate, certificate.replaces_id):
            # Its predecessor ended meanwhile, and so does whatever would have replaced it.
            predecessor = certificate_get(certificate_id=certificate.replaces_id)
            certificate_end(
                certificate,
                because=predecessor.revoked_because,
                reason=predecessor.revoke_reason,
                actor_id=None,
                now=now,
            )
            return
        flipped = Certificate.objects.filter(
            pk=certificate.pk, status=CertificateStatus.PENDING, pdf_key=certificate.pdf_key
        ).update(status=CertificateStatus.ISSUED, issued_at=F("made_at"))
        if not flipped:
            raise _Overtaken
        outbox.publish(
            CertificateIssued(certificate.id, certificate.holder_id, certificate.course_id, certificate.event_id),
            organization_id=certificate.organization_id,
            actor_id=None,
        )
        jobs.enqueue(MAIL, str(certificate.id), unique_key=f"{MAIL}:{certificate.id}")
        certificate_announce(certificate, now=now)


def _supersede(certificate: Certificate, predecessor_id: UUID) -> bool:
    changed = Certificate.objects.filter(pk=predecessor_id, status=CertificateStatus.ISSUED).update(
        status=CertificateStatus.SUPERSEDED
    )
    if changed:
        outbox.publish(
            CertificateSuperseded(predecessor_id, certificate.id, certificate.holder_id),
            organization_id=certificate.organization_id,
            actor_id=certificate.holder_id,
        )
    return bool(changed)


def _forget_own_files(certificate: Certificate) -> None:
    """Drop what this run wrote, unless the row still refers to it."""
    now_there = Certificate.objects.values_list("pdf_key", "holder_erased_at").get(pk=certificate.pk)
    if now_there != (certificate.pdf_key, None):
        for key in (certificate.pdf_key, certificate.credential_key):
            storage.private().delete(key)
