"""The act itself: files made and stored, then in one transaction in force, announced, and its predecessor replaced.

Each step can be repeated and the process may die between any two: what is recorded on the row says where to go on.

1. Nothing recorded: make the files in memory, record their keys and hashes on the pending row, write them.
2. Recorded, and the files are there unharmed: bring into force. Recorded but not there: step 1 again.
3. In force: nothing to do. Publishing happens in the transaction of the one conditional update, so exactly once.

Those of a whole event take each step together, a handful at a time; what is said above holds for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from accredit.certificates.selectors import (
    certificate_get,
    certificate_to_make,
    certificates_to_make,
    printed_name,
)
from accredit.core import outbox, storage
from accredit.registrations.rules.registrations import ADMITTED

from .delivery import certificate_held_tell, certificates_announce, mail_owe
from .documents import Desk, Files
from .ending import certificate_end, enrollment_follow
from .following import registration_follow
from .issuing import certificate_owe

CANNOT_BE_MADE = (RenderingFailed, PdfNotSealable)


class _Overtaken(Exception):
    """Between two steps the row became something else; whoever changed it sees to the rest."""


def certificate_make(*, certificate_id: UUID, now: datetime) -> None:
    """Bring a pending certificate into force. Does nothing to one that is not pending.

    A name or a title that no bundled font can set puts it on hold, with the reason on the row. Raises RenderingFailed,
    PdfNotSealable or OSError when a try failed; the job is tried again and the error kept.
    """
    certificate = certificate_to_make(certificate_id=certificate_id)
    if not _still_due(certificate, now=now):
        return
    if not _files_stand(certificate):
        files = _files_make(certificate, Desk(certificate.organization, now=now), now=now)
        old = _record(certificate, files, now=now) if files else None
        if files is None or old is None:
            return
        _files_write(certificate, files, old)
    _in_force([certificate], now=now)


def certificates_make(*, certificate_ids: Sequence[UUID], now: datetime) -> None:
    """The same for several of one organization, whose steps are taken together. One that cannot be made keeps none of
    the others back: it is owed a try of its own. Raises OSError when the store failed."""
    desk: Desk | None = None
    ready: list[Certificate] = []
    made: list[tuple[Certificate, Files]] = []
    for certificate in certificates_to_make(certificate_ids=certificate_ids):
        if not _still_due(certificate, now=now):
            continue
        if _files_stand(certificate):
            ready.append(certificate)
            continue
        desk = desk or Desk(certificate.organization, now=now)
        try:
            files = _files_make(certificate, desk, now=now)
        except CANNOT_BE_MADE:
            certificate_owe(certificate.id)
        else:
            made += [(certificate, files)] if files else []
    with transaction.atomic():
        recorded = [(certificate, files, _record(certificate, files, now=now)) for certificate, files in made]
    for certificate, files, old in recorded:
        if old is not None:
            _files_write(certificate, files, old)
            ready.append(certificate)
    _in_force(ready, now=now)


def _still_due(certificate: Certificate, *, now: datetime) -> bool:
    """Pending still, and so is what it rests on, which may have ended before this row was there for the end to be
    noticed."""
    if certificate.status != CertificateStatus.PENDING:
        return False
    if certificate.enrollment is not None and certificate.enrollment.is_revoked:
        enrollment_follow(enrollment_id=certificate.enrollment.id, now=now)
        return False
    if certificate.registration is not None and certificate.registration.status not in ADMITTED:
        registration_follow(registration_id=certificate.registration.id, now=now)
        return False
    return True


def _files_make(certificate: Certificate, desk: Desk, *, now: datetime) -> Files | None:
    """Make the files in memory; None when it has to wait for a person. Raises CANNOT_BE_MADE, with the reason kept."""
    certificate.holder_name = printed_name(certificate.holder)
    certificate.title = _title(certificate)
    try:
        return desk.files_make(certificate)
    except (TextNotCovered, FactsInvalid) as problem:
        name = isinstance(problem, NameNotCovered) or problem.field == "holder"
        _hold(certificate, HeldFor.NAME if name else HeldFor.TEXT, str(problem), now=now)
        return None
    except CANNOT_BE_MADE as problem:
        row = Certificate.objects.filter(pk=certificate.pk, status=CertificateStatus.PENDING)
        row.update(attempt_error=str(problem)[:300])
        raise


def _record(certificate: Certificate, files: Files, *, now: datetime) -> list[str] | None:
    """Say on the row which files there will be. The keys that stood there before; None when another run is at it."""
    before = (certificate.pdf_key, certificate.credential_key)
    certificate.made_at = now
    certificate.wording = files.wording
    certificate.pdf_sha256 = sha256_hex(files.pdf)
    certificate.credential_sha256 = sha256_hex(files.credential)
    # The hash in the key: two runs at once never write to the same file.
    folder = f"certificates/{certificate.organization_id}/{certificate.id}"
    certificate.pdf_key = f"{folder}/{certificate.pdf_sha256[:16]}.pdf"
    certificate.credential_key = f"{folder}/{certificate.credential_sha256[:16]}.json"
    row = Certificate.objects.filter(pk=certificate.pk, status=CertificateStatus.PENDING)
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
    return list(filter(None, before)) if claimed else None


def _files_write(certificate: Certificate, files: Files, old: Sequence[str]) -> None:
    store = storage.private()
    for key in old:
        store.delete(key)
    store.write(certificate.pdf_key, files.pdf)
    store.write(certificate.credential_key, files.credential)


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


def _in_force(certificates: Sequence[Certificate], *, now: datetime) -> None:
    """Step 2 of all of them at once; where one was overtaken, of each by itself."""
    try:
        _bring_into_force(certificates, now=now)
    except _Overtaken:
        if len(certificates) == 1:
            _forget_own_files(certificates[0])
            return
        for certificate in certificates:
            _in_force([certificate], now=now)


def _bring_into_force(certificates: Sequence[Certificate], *, now: datetime) -> None:
    """Step 2. Raises _Overtaken, with nothing changed, when a row is not the one whose files were made."""
    with transaction.atomic():
        due = [certificate for certificate in certificates if _follows_predecessor(certificate, now=now)]
        if not due:
            return
        # A key tells of which certificate it is.
        rows = Certificate.objects.filter(
            pk__in=[certificate.pk for certificate in due],
            pdf_key__in=[certificate.pdf_key for certificate in due],
            status=CertificateStatus.PENDING,
        )
        if rows.update(status=CertificateStatus.ISSUED, issued_at=F("made_at")) != len(due):
            raise _Overtaken
        outbox.publish_each(
            [CertificateIssued(one.id, one.holder_id, one.course_id, one.event_id) for one in due],
            organization_id=due[0].organization_id,
            actor_id=None,
        )
        mail_owe(due)
        certificates_announce(due, now=now)


def _follows_predecessor(certificate: Certificate, *, now: datetime) -> bool:
    """Take the place of what it replaces. False when that ended meanwhile, and so does whatever would have replaced
    it."""
    if certificate.replaces_id is None or _supersede(certificate, certificate.replaces_id):
        return True
    predecessor = certificate_get(certificate_id=certificate.replaces_id)
    certificate_end(
        certificate, because=predecessor.revoked_because, reason=predecessor.revoke_reason, actor_id=None, now=now
    )
    return False


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
