"""The tokens of a connection: used while they live, renewed once by whoever is first."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accredit.core.outbox import publish
from accredit.core.secrets import unwrap, wrap
from accredit.integrations.domain_events import ZoomConnectionBroken
from accredit.integrations.exceptions import ConnectionBroken, ZoomAway, ZoomRefused
from accredit.integrations.gateways import oauth
from accredit.integrations.gateways.zoom import Account, TokenRefused, own_user_id
from accredit.integrations.models import ZoomConnection

EARLY = timedelta(minutes=1)
"""A token that dies this soon is renewed before it is used."""
LEASE = timedelta(seconds=40)
"""Longer than one renewal takes with all its tries."""
PATIENCE, PAUSE = 15.0, 0.05
"""Seconds to wait for somebody else's renewal, and between two looks."""
T = TypeVar("T")


def with_account(connection: ZoomConnection, ask: Callable[[Account], T], *, now: datetime) -> T:
    """Ask Zoom something for a connection. A token that Zoom refuses before its time is renewed once.

    Raises ConnectionBroken, ZoomAway and what `ask` raises. Never in a transaction.
    """
    account = account_of(connection_id=connection.pk, now=now)
    try:
        return ask(account)
    except TokenRefused:
        renewed = account_of(connection_id=connection.pk, now=now, refused=account.token)
    try:
        return ask(renewed)
    except TokenRefused as error:
        connection_break(connection_id=connection.pk, now=now)
        raise ConnectionBroken from error


def account_of(*, connection_id: UUID, now: datetime, refused: str = "") -> Account:
    """A token that Zoom takes, for as long as a call takes; `refused` is one that it does not, whatever we believe.

    The refresh token dies with its use and two uses of one may end the connection, so one process renews, holding a
    lease, and the others wait for it. Raises ConnectionBroken, ZoomAway.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        row = ZoomConnection.objects.get(pk=connection_id)
        if row.broken_at is not None or row.disconnected_at is not None:
            raise ConnectionBroken
        token = unwrap(bytes(row.access_wrapped)).decode()
        if row.access_expires_at - EARLY > now and token != refused:
            return Account(token, row.api_url)
        if _claim(row, now):
            return _renew(row, now)
        if time.monotonic() > deadline:
            raise ZoomAway
        time.sleep(PAUSE)


def connection_break(*, connection_id: UUID, now: datetime) -> None:
    """Zoom takes our tokens no more: say so until somebody connects again. Again does nothing."""
    with transaction.atomic():
        rows = ZoomConnection.objects.filter(pk=connection_id, broken_at=None, disconnected_at=None)
        if rows.update(broken_at=now, refreshing_until=None):
            row = ZoomConnection.objects.get(pk=connection_id)
            publish(ZoomConnectionBroken(row.pk), organization_id=row.organization_id, actor_id=None)


def _claim(row: ZoomConnection, now: datetime) -> bool:
    """Whether the renewal of just these tokens is ours."""
    free = Q(refreshing_until=None) | Q(refreshing_until__lte=now)
    same = ZoomConnection.objects.filter(free, pk=row.pk, refresh_wrapped=row.refresh_wrapped, broken_at=None)
    return bool(same.filter(disconnected_at=None).update(refreshing_until=now + LEASE))


def _renew(row: ZoomConnection, now: datetime) -> Account:
    mine = ZoomConnection.objects.filter(pk=row.pk, refresh_wrapped=row.refresh_wrapped)
    try:
        tokens = oauth.tokens_refresh(refresh=unwrap(bytes(row.refresh_wrapped)).decode())
    except ConnectionBroken:
        connection_break(connection_id=row.pk, now=now)
        raise
    except ZoomAway:
        mine.update(refreshing_until=None)
        raise
    account = Account(tokens.access, tokens.api_url)
    kept = {
        "access_wrapped": wrap(tokens.access.encode()),
        "refresh_wrapped": wrap(tokens.refresh.encode()),
        "access_expires_at": now + timedelta(seconds=tokens.expires_in),
        "scope": tokens.scope,
        "api_url": tokens.api_url,
        "refreshing_until": None,
    }
    mine.update(**kept)
    # Of connections that are older than this column, and of those where Zoom was away just then.
    if not row.zoom_user_id and (zoom_user_id := whose(account)):
        ZoomConnection.objects.filter(pk=row.pk, zoom_user_id="", authorized_at=row.authorized_at).update(
            zoom_user_id=zoom_user_id
        )
    return account


def whose(account: Account) -> str:
    """By which Zoom tells us that this person removed the app; empty where it does not say. Nothing depends on it that
    could not wait."""
    with suppress(ZoomAway, ZoomRefused, TokenRefused):
        return own_user_id(account)
    return ""
