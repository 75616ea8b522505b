"""Pictures that lower apps show: an avatar, a logo. They keep the storage key; the checked file is ours."""

from __future__ import annotations

from uuid import UUID

from accredit.accounts.services import avatar_set
from accredit.media import selectors
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.rules import Purpose, UploadStatus
from accredit.organizations.models import Organization
from accredit.organizations.services import organization_update


def avatar_adopt(*, user_id: UUID, upload_id: UUID | None) -> str | None:
    """Take a checked picture of one's own as avatar (None takes it away); its address.

    Raises NoSuchUpload, UploadNotReady.
    """
    if upload_id is None:
        avatar_set(user_id=user_id, key="")
        return None
    upload = selectors.upload_get(upload_id=upload_id, owner_id=user_id)
    if upload.purpose != Purpose.AVATAR or upload.retired_at is not None:
        raise NoSuchUpload
    if upload.status != UploadStatus.READY:
        raise UploadNotReady
    avatar_set(user_id=user_id, key=upload.rendition_key)
    return selectors.image_url(upload)


def logo_adopt(*, organization: Organization, actor_id: UUID, upload_id: UUID | None) -> str | None:
    """Take a checked picture as the organization's logo (None takes it away); its address.

    Raises NoSuchUpload, UploadNotReady.
    """
    if upload_id is None:
        organization_update(organization=organization, actor_id=actor_id, changes={"logo_key": ""})
        return None
    upload = selectors.upload_ready(upload_id=upload_id, organization=organization, purpose=Purpose.LOGO)
    organization_update(organization=organization, actor_id=actor_id, changes={"logo_key": upload.rendition_key})
    return selectors.image_url(upload)
