"""Jobs of organizations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accredit.core.jobs import job

from . import services


@job("organizations.invitation_mail")
def invitation_mail(invitation_id: str, *, now: datetime) -> None:
    services.invitation_mail_send(invitation_id=UUID(invitation_id), now=now)
