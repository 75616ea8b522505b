"""From the wish to send a file to the file in the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.core import jobs, storage
from accredit.core.errors import FieldError
from accredit.core.ids import new_id
from accredit.core.storage import UploadSlot
from accredit.media.exceptions import FileNotThere, FileTooLarge, FileTypeNotAllowed
from accredit.media.models import Upload
from accredit.media.rules import ALLOWANCES, Purpose, UploadStatus, in_megabytes
from accredit.organizations.models import Organization

SLOT_LIFETIME = timedelta(hours=6)
"""Long enough for 5 GB over a slow line."""
PROCESS = "media.upload_process"


def upload_request(
    *,
    owner_id: UUID,
    organization: Organization | None,
    purpose: Purpose,
    file_name: str,
    media_type: str,
    size: int,
    now: datetime,
) -> tuple[Upload, UploadSlot]:
    """A slot to which the browser may send one file of `size` bytes, straight into the store.

    Raises FileTypeNotAllowed and FileTooLarge with what is allowed.
    """
    allowance = ALLOWANCES[purpose]
    ending = allowance.types.get(media_type)
    if ending is None:
        allowed = ", ".join(sorted(ending.removeprefix(".").upper() for ending in allowance.types.values()))
        message = f"Send one of these kinds of file: {allowed}."
        raise FileTypeNotAllowed(message, errors=[FieldError("media_type", FileTypeNotAllowed.code, message)])
    if size > allowance.largest:
        message = f"The file may have at most {in_megabytes(allowance.largest)}."
        raise FileTooLarge(message, errors=[FieldError("size", FileTooLarge.code, message)])
    upload_id = new_id()
    upload = Upload(
        id=upload_id,
        organization=organization,
        owner_id=owner_id,
        purpose=purpose,
        key=f"uploads/{organization.id if organization else owner_id}/{upload_id}{ending}",
        file_name=file_name,
        media_type=media_type,
        declared_bytes=size,
        created_at=now,
    )
    upload.save(force_insert=True)
    slot = storage.private().upload_slot(upload.key, media_type=media_type, largest=size, expires=SLOT_LIFETIME)
    return upload, slot


def upload_finalize(*, upload: Upload, now: datetime) -> Upload:
    """The browser says that the file is sent: look for it and have it checked. Twice is once.

    Raises FileNotThere when nothing has arrived.
    """
    if upload.status == UploadStatus.REQUESTED:
        size = storage.private().size(upload.key)
        if not size:
            raise FileNotThere
        with transaction.atomic():
            if Upload.objects.filter(pk=upload.pk, status=UploadStatus.REQUESTED).update(
                status=UploadStatus.PROCESSING, bytes=size
            ):
                jobs.enqueue(PROCESS, str(upload.id))
        upload.refresh_from_db()
    return upload


def upload_cancel(*, upload: Upload) -> None:
    """Forget an upload that nothing uses yet, and its bytes. Does nothing once it was sent."""
    deleted, _ = Upload.objects.filter(pk=upload.pk, status=UploadStatus.REQUESTED).delete()
    if deleted:
        storage.private().delete(upload.key)


def uploads_forget(*, now: datetime) -> int:
    """Drop slots that expired unused, with whatever half a file they left. Returns how many."""
    stale = Upload.objects.filter(status=UploadStatus.REQUESTED, created_at__lt=now - 2 * SLOT_LIFETIME)[:500]
    for upload in stale:
        upload_cancel(upload=upload)
    return len(stale)
