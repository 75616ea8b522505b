"""Looking into a file that has arrived. By its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.core import outbox, storage
from accredit.media.domain_events import UploadFailed, UploadReady
from accredit.media.exceptions import ContentRefused
from accredit.media.models import Upload
from accredit.media.rules import ALLOWANCES, PUBLIC_PURPOSES, Purpose, UploadStatus

Findings = Mapping[str, Any]


def upload_process(*, upload_id: UUID, now: datetime) -> None:
    """Check a file and keep what was found; a file that is not what it should be is deleted and says why.

    May run twice: renditions are written under the same keys. Errors of the store fly, so that the job is tried again.
    """
    upload = Upload.objects.get(pk=upload_id)
    if upload.status != UploadStatus.PROCESSING:
        return
    try:
        findings = _CHECKS[Purpose(upload.purpose)](upload)
    except ContentRefused as refused:
        _finish(upload, UploadStatus.FAILED, {"problem": refused.reason}, now=now)
        storage.private().delete(upload.key)
    else:
        _finish(upload, UploadStatus.READY, findings, now=now)


def _finish(upload: Upload, status: UploadStatus, findings: Findings, *, now: datetime) -> None:
    with transaction.atomic():
        changed = Upload.objects.filter(pk=upload.pk, status=UploadStatus.PROCESSING).update(
            status=status, finished_at=now, **findings
        )
        if changed:
            news = UploadReady(upload.id) if status is UploadStatus.READY else UploadFailed(upload.id)
            outbox.publish(news, organization_id=upload.organization_id, actor_id=upload.owner_id)


def _video(upload: Upload) -> Findings:
    from accredit.media.gateways.video import read_video

    with storage.private().open(upload.key) as file:
        facts = read_video(file)
    poster_key = f"{upload.key.rsplit('.', 1)[0]}-poster.jpg"
    storage.private().write(poster_key, facts.poster)
    return {
        "duration_ms": facts.duration_ms,
        "width": facts.width,
        "height": facts.height,
        "poster_key": poster_key,
    }


def _image(upload: Upload) -> Findings:
    from accredit.media.gateways.images import reencode

    purpose = Purpose(upload.purpose)
    facts = reencode(storage.private().read(upload.key), longest_side=ALLOWANCES[purpose].longest_side)
    rendition_key = f"images/{upload.id}{facts.ending}"
    store = storage.public() if purpose in PUBLIC_PURPOSES else storage.private()
    store.write(rendition_key, facts.content)
    return {"width": facts.width, "height": facts.height, "rendition_key": rendition_key}


def _captions(upload: Upload) -> Findings:
    from accredit.media.gateways.texts import check_captions

    check_captions(storage.private().read(upload.key))
    return {}


def _document(upload: Upload) -> Findings:
    from accredit.media.gateways.texts import check_pdf

    check_pdf(storage.private().read(upload.key))
    return {}


def _evidence(upload: Upload) -> Findings:
    return _document(upload) if upload.media_type == "application/pdf" else _image(upload)


_CHECKS: Mapping[Purpose, Callable[[Upload], Findings]] = {
    Purpose.VIDEO: _video,
    Purpose.CAPTIONS: _captions,
    Purpose.DOCUMENT: _document,
    Purpose.THUMBNAIL: _image,
    Purpose.LOGO: _image,
    Purpose.SIGNATURE: _image,
    Purpose.AVATAR: _image,
    Purpose.EVIDENCE: _evidence,
    Purpose.SUBMISSION: _evidence,
    Purpose.ATTACHMENT: _evidence,
}
