"""Reads of uploads. `media` never decides who may see a file: the owning app checks, then asks for an address here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from accredit.accounts.models import User
from accredit.core import storage
from accredit.organizations.models import Organization

from .exceptions import NoSuchUpload, UploadNotReady
from .models import Upload
from .rules import PUBLIC_PURPOSES, Purpose, UploadStatus

PLAYBACK = timedelta(hours=4)


def upload_get(*, upload_id: UUID, owner_id: UUID) -> Upload:
    """An upload of the person's own. Raises NoSuchUpload."""
    upload = Upload.objects.filter(pk=upload_id, owner_id=owner_id).first()
    if upload is None:
        raise NoSuchUpload
    return upload


def upload_ready(*, upload_id: UUID, organization: Organization, purpose: Purpose) -> Upload:
    """A checked file of an organization, to be attached to something. Raises NoSuchUpload, UploadNotReady."""
    upload = Upload.objects.filter(pk=upload_id, organization=organization, purpose=purpose, retired_at=None).first()
    if upload is None:
        raise NoSuchUpload
    if upload.status != UploadStatus.READY:
        raise UploadNotReady
    return upload


def playback_url(upload: Upload) -> str:
    """Address of the file as sent, for four hours, served by range."""
    return storage.private().signed_url(upload.key, expires=PLAYBACK)


def poster_url(upload: Upload) -> str | None:
    """Address of a video's still for four hours."""
    return storage.private().signed_url(upload.poster_key, expires=PLAYBACK) if upload.poster_key else None


def download_url(upload: Upload) -> str:
    """Address that saves the file under its owner's name for it, for an hour."""
    return storage.private().signed_url(upload.key, expires=timedelta(hours=1), download_name=upload.file_name)


def picture_url(upload: Upload) -> str | None:
    """Address of a private picture for an hour, re-encoded and without what the camera wrote into it; None for any
    other file."""
    if not upload.rendition_key:
        return None
    return storage.private().signed_url(upload.rendition_key, expires=timedelta(hours=1))


def image_url(upload: Upload) -> str | None:
    """Lasting address of a public image."""
    if Purpose(upload.purpose) not in PUBLIC_PURPOSES or not upload.rendition_key:
        return None
    return storage.public().url(upload.rendition_key)


def avatars_shown(keys: Collection[str]) -> set[str]:
    """Which of these renditions are somebody's picture."""
    return set(User.objects.filter(avatar_key__in=keys).values_list("avatar_key", flat=True))


def logos_shown(keys: Collection[str]) -> set[str]:
    """Which of these renditions are an organization's logo."""
    return set(Organization.objects.filter(logo_key__in=keys).values_list("logo_key", flat=True))
