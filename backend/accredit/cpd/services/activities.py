"""What people report themselves: marked as such, with an entry of its own in the ledger; changed by reversal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.accreditation.models import CreditType
from accredit.accreditation.selectors import credit_type_get
from accredit.accreditation.services import amount_parse
from accredit.core import storage
from accredit.core.errors import FieldError
from accredit.core.ids import new_id
from accredit.cpd.exceptions import ActivityChanged, ActivityNotUsable
from accredit.cpd.models import LedgerEntry, OwnActivity, OwnEvidence
from accredit.cpd.rules import EntryKind, SourceKind
from accredit.cpd.selectors import evidence_hash
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus
from accredit.media.selectors import upload_get

from .ledger import entry_add

FILES_AT_MOST = 5
EARLIEST = date(1950, 1, 1)
MOST = 50_000
"""Hundredths: nobody does five hundred credits of one thing."""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a person says they did. `amount` is a decimal text of the credit type; `evidence` are checked uploads."""

    title: str
    provider: str
    done_on: date
    credit_type_id: UUID
    amount: str
    reflection: str
    evidence: Sequence[UUID]


def activity_report(*, person_id: UUID, report: Report, now: datetime) -> OwnActivity:
    """Put an activity of one's own on the record. Raises CreditTypeNotFound, CreditAmountNotUsable, ActivityNotUsable,
    NoSuchUpload and UploadNotReady."""
    credit_type, hundredths = _worth(report, now=now)
    files = _files(person_id, report.evidence)
    activity = OwnActivity(
        person_id=person_id,
        title=report.title,
        provider=report.provider,
        done_on=report.done_on,
        credit_type=credit_type,
        amount_hundredths=hundredths,
        reflection=report.reflection,
        created_at=now,
    )
    with transaction.atomic():
        activity.save(force_insert=True)
        _attach(activity, files, now=now)
        entry_add(_award(activity, files, now=now))
    return activity


def activity_change(*, activity: OwnActivity, report: Report, now: datetime) -> None:
    """Other words, files or figures. Unless only the reflection changes, the entry is reversed and a new one made, so
    that the entry in force always bears the hash of what is reported.

    Raises what `activity_report` does, and ActivityChanged when it was changed or withdrawn since it was read.
    """
    credit_type, hundredths = _worth(report, now=now)
    files = _files(activity.person_id, report.evidence, held_by=activity)
    before, hash_before = activity.award_id, evidence_hash(activity, [one.sha256 for one in activity.evidence.all()])
    with transaction.atomic():
        _step(
            activity,
            title=report.title,
            provider=report.provider,
            done_on=report.done_on,
            credit_type=credit_type,
            amount_hundredths=hundredths,
            reflection=report.reflection,
        )
        OwnEvidence.objects.filter(activity=activity).exclude(upload_id__in=files).delete()
        _attach(activity, files, now=now)
        if evidence_hash(activity, files.values()) != hash_before:
            OwnActivity.objects.filter(pk=activity.pk).update(award_id=new_id())
            activity.refresh_from_db(fields=["award_id"])
            _take_back(before, now=now)
            entry_add(_award(activity, files, now=now))


def activity_withdraw(*, activity: OwnActivity, now: datetime) -> None:
    """Take an own activity off the record: its entry is reversed, its files go. Raises ActivityChanged as above."""
    with transaction.atomic():
        _step(activity, withdrawn_at=now)
        OwnEvidence.objects.filter(activity=activity).delete()
        _take_back(activity.award_id, now=now)


def _step(activity: OwnActivity, **changes: object) -> None:
    current = OwnActivity.objects.filter(pk=activity.pk, revision=activity.revision, withdrawn_at=None)
    if not current.update(revision=activity.revision + 1, **changes):
        raise ActivityChanged
    activity.refresh_from_db(fields=["revision", *changes])


def _worth(report: Report, *, now: datetime) -> tuple[CreditType, int]:
    credit_type = credit_type_get(credit_type_id=report.credit_type_id)
    hundredths = amount_parse(credit_type=credit_type, text=report.amount)
    # A day that has begun somewhere: whoever is ahead of UTC reports today.
    if not EARLIEST <= report.done_on <= (now + timedelta(hours=14)).date():
        _refuse("done_on", "Give the day on which you did it. It cannot lie ahead.")
    if hundredths > MOST:
        _refuse("amount", "That is more than one activity can give. Report its parts one by one.")
    if len(set(report.evidence)) > FILES_AT_MOST:
        _refuse("evidence", f"Keep {FILES_AT_MOST} files at most with one activity.")
    return credit_type, hundredths


def _refuse(path: str, message: str) -> None:
    raise ActivityNotUsable(message, errors=[FieldError(path, ActivityNotUsable.code, message)])


def _files(person_id: UUID, wanted: Sequence[UUID], *, held_by: OwnActivity | None = None) -> Mapping[UUID, str]:
    """SHA-256 by upload. Those that the activity has already are not read again; one of another activity is refused."""
    kept = dict(OwnEvidence.objects.filter(activity=held_by).values_list("upload_id", "sha256")) if held_by else {}
    found: dict[UUID, str] = {}
    for upload_id in dict.fromkeys(wanted):
        found[upload_id] = kept.get(upload_id) or _sha256(_evidence_ready(person_id, upload_id))
    return found


def _evidence_ready(person_id: UUID, upload_id: UUID) -> Upload:
    upload = upload_get(upload_id=upload_id, owner_id=person_id)
    if upload.purpose != Purpose.EVIDENCE or upload.retired_at is not None:
        raise NoSuchUpload
    if upload.status != UploadStatus.READY:
        raise UploadNotReady
    if OwnEvidence.objects.filter(upload=upload).exists():
        _refuse("evidence", f"“{upload.file_name}” belongs to another activity already. Upload it again for this one.")
    return upload


def _sha256(upload: Upload) -> str:
    digest = hashlib.sha256()
    with storage.private().open(upload.key) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _attach(activity: OwnActivity, files: Mapping[UUID, str], *, now: datetime) -> None:
    there = set(OwnEvidence.objects.filter(activity=activity).values_list("upload_id", flat=True))
    OwnEvidence.objects.bulk_create(
        OwnEvidence(activity=activity, upload_id=upload_id, sha256=sha256, created_at=now)
        for upload_id, sha256 in files.items()
        if upload_id not in there
    )


def _award(activity: OwnActivity, files: Mapping[UUID, str], *, now: datetime) -> LedgerEntry:
    return LedgerEntry(
        person_id=activity.person_id,
        credit_type_id=activity.credit_type_id,
        kind=EntryKind.AWARD,
        amount_hundredths=activity.amount_hundredths,
        earned_on=activity.done_on,
        source_kind=SourceKind.SELF_REPORTED,
        source_id=activity.award_id,
        activity=activity,
        rule_version=activity.revision,
        evidence_hash=evidence_hash(activity, files.values()),
        created_at=now,
    )


def _take_back(award_id: UUID, *, now: datetime) -> None:
    award = LedgerEntry.objects.get(source_kind=SourceKind.SELF_REPORTED, source_id=award_id, kind=EntryKind.AWARD)
    entry_add(
        LedgerEntry(
            person_id=award.person_id,
            credit_type_id=award.credit_type_id,
            kind=EntryKind.REVERSAL,
            amount_hundredths=-award.amount_hundredths,
            earned_on=award.earned_on,
            source_kind=award.source_kind,
            source_id=award.source_id,
            activity_id=award.activity_id,
            rule_version=award.rule_version,
            evidence_hash=award.evidence_hash,
            reverses=award,
            created_at=now,
        )
    )
