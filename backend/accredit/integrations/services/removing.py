"""The app was removed at Zoom: the tokens go, and those who can connect it again are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from accredit.core import jobs
from accredit.core.outbox import publish
from accredit.integrations.domain_events import ZoomRemoved
from accredit.integrations.models import ZoomConnection
from accredit.integrations.rules.wire import instant
from accredit.notifications.services import mail_person, notify
from accredit.organizations.permissions import Permission, members_with

REMOVED = "app_deauthorized"
"""Zoom's own word for it: https://developers.zoom.us/docs/build-flow/deauthorization/"""
SECOND = timedelta(seconds=1)
"""How exactly Zoom writes when it happened."""
REMOVED_KIND = "integrations.zoom_removed"
REMOVED_MAIL = "integrations.zoom_removed_mail"


def zoom_remove(*, told: Mapping[str, Any], now: datetime) -> int:
    """Delete the tokens of every connection of the person who removed our app, say so where it is seen, and tell the
    organizations' owners and admins. Returns how many; again none. A removal that is older than the last time that
    access was allowed, or that is of another app, concerns nobody."""
    if told.get("client_id") != settings.ZOOM_CLIENT_ID or not told.get("user_id"):
        return 0
    at = min(instant(str(told["deauthorization_time"])), now)
    with transaction.atomic():
        theirs = ZoomConnection.objects.select_for_update(of=("self",)).select_related("organization")
        rows = theirs.filter(Q(authorized_at=None) | Q(authorized_at__lt=at + SECOND), zoom_user_id=told["user_id"])
        found = list(rows.filter(removed_at=None).exclude(access_wrapped=b"").order_by("id"))
        for row in found:
            _end(row, at, now)
    return len(found)


def removed_mail_send(*, connection_id: UUID, user_id: UUID) -> None:
    """Mail one person that the connection is gone; nothing when somebody has connected again meanwhile. Raises what the
    mail server raises; the job is tried again."""
    row = ZoomConnection.objects.select_related("organization").get(pk=connection_id)
    if row.removed_at is None or row.disconnected_at is not None:
        return
    mail_person(
        user_id=user_id,
        kind=REMOVED_KIND,
        template="integrations/zoom_removed",
        subject=f"Zoom is no longer connected to {row.organization.name}",
        context={
            "organization_name": row.organization.name,
            "brand_color": row.organization.brand_color,
            "action_url": _place(row),
            "action_label": "Connect Zoom again",
        },
    )


def _end(row: ZoomConnection, at: datetime, now: datetime) -> None:
    ZoomConnection.objects.filter(pk=row.pk).update(
        access_wrapped=b"",
        refresh_wrapped=b"",
        refreshing_until=None,
        removed_at=at,
        broken_at=Coalesce("broken_at", at),
    )
    if row.disconnected_at is not None:
        return
    publish(ZoomRemoved(row.pk), organization_id=row.organization_id, actor_id=None)
    for user_id in sorted(members_with(Permission.MANAGE_ORGANIZATION, organization_id=row.organization_id)):
        notify(
            user_id=user_id,
            kind=REMOVED_KIND,
            context={"organization": row.organization.name},
            url=_place(row),
            now=now,
            organization_id=row.organization_id,
        )
        jobs.enqueue(REMOVED_MAIL, str(row.pk), str(user_id))


def _place(row: ZoomConnection) -> str:
    return f"/org/{row.organization.slug}/integrations"
