"""Jobs of integrations: each makes one service call, and all may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accredit.core.jobs import enqueue, job, periodic

from . import services
from .exceptions import ZoomAway
from .services.connecting import REVOKE
from .services.deliveries import REPORT
from .services.meetings import LEASE
from .services.meetings import SYNC as MEETINGS_SYNC
from .services.participants import RESOLVE
from .services.registrants import OWE, TURN
from .services.registrants import SYNC as REGISTRANT_SYNC
from .services.removing import REMOVED_MAIL

PATIENCE = 30
"""Tries, up to ten minutes apart: Zoom may be away for some hours."""
SOON = timedelta(minutes=2)
"""A wait that the usual tries sit out."""


@job(MEETINGS_SYNC, max_attempts=PATIENCE, lease=LEASE)
def sync_meetings(event_id: str, *, now: datetime) -> None:
    try:
        services.meetings_sync(event_id=UUID(event_id), now=now)
    except ZoomAway as away:
        _later(away, MEETINGS_SYNC, event_id, now)


@job(REGISTRANT_SYNC, max_attempts=PATIENCE, lease=timedelta(minutes=3))
def sync_registrant(registration_id: str, *, now: datetime) -> None:
    try:
        services.registrant_sync(registration_id=UUID(registration_id), now=now)
    except ZoomAway as away:
        _later(away, REGISTRANT_SYNC, registration_id, now)


@job(OWE)
def owe_registrants(event_id: str, after: str, *, now: datetime) -> None:
    with transaction.atomic():
        services.registrants_page(event_id=UUID(event_id), after=after)


@job(TURN)
def turn_links(event_id: str, after: str, *, now: datetime) -> None:
    with transaction.atomic():
        services.links_turn(event_id=UUID(event_id), after=after, now=now)


@job(REVOKE, max_attempts=PATIENCE)
def revoke(connection_id: str, *, now: datetime) -> None:
    services.zoom_revoke(connection_id=UUID(connection_id))


@job(REMOVED_MAIL, max_attempts=20)
def send_removed_mail(connection_id: str, user_id: str, *, now: datetime) -> None:
    services.removed_mail_send(connection_id=UUID(connection_id), user_id=UUID(user_id))


@job(RESOLVE)
def resolve(instance_id: str, *, now: datetime) -> None:
    services.presence_resolve(instance_id=UUID(instance_id), now=now)


@job(REPORT, max_attempts=PATIENCE, lease=timedelta(minutes=10))
def fetch_report(meeting_id: str, *, now: datetime) -> None:
    try:
        services.report_fetch(meeting_id=UUID(meeting_id), now=now)
    except ZoomAway as away:
        _later(away, REPORT, meeting_id, now)


@periodic("integrations.zoom_reports_due", every=timedelta(minutes=5))
def owe_reports(*, now: datetime) -> None:
    """Owe the reports that no webhook announced."""
    services.reports_owe(now=now)


@periodic("integrations.forget_authorizations", every=timedelta(hours=1))
def forget_authorizations(*, now: datetime) -> None:
    """Drop the attempts to connect that are over."""
    services.authorizations_forget(now=now)


def _later(away: ZoomAway, name: str, argument: str, now: datetime) -> None:
    """Come back when Zoom said, where that is long hence (a day's limit); else be tried again like any job."""
    if away.until is None or away.until <= now + SOON:
        raise away
    with transaction.atomic():
        enqueue(name, argument, run_after=away.until, unique_key=f"{name}:{argument}")
