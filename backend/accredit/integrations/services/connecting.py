"""An organization connects its Zoom account, and disconnects it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from accredit.core import jobs
from accredit.core.errors import Forbidden, NotFound
from accredit.core.outbox import publish
from accredit.core.secrets import new_token, token_hash, unwrap, wrap
from accredit.integrations.domain_events import ZoomConnected, ZoomDisconnected
from accredit.integrations.exceptions import (
    ConnectingOver,
    ConnectionBroken,
    ZoomAway,
    ZoomNotConnected,
    ZoomNotOffered,
)
from accredit.integrations.gateways import oauth
from accredit.integrations.gateways.zoom import Account
from accredit.integrations.models import ZoomAuthorization, ZoomConnection
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission, require
from accredit.organizations.selectors import membership_get

from .meetings import meetings_owe_all
from .tokens import whose

AUTHORIZATION_LIFETIME = timedelta(minutes=10)
REVOKE = "integrations.zoom_revoke"


class Outcome(StrEnum):
    """How somebody came back from Zoom."""

    CONNECTED = "connected"
    DECLINED = "declined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the person's browser, and the secret that it brings back."""

    authorize_url: str
    browser_secret: str = field(repr=False)


def zoom_connect(*, organization: Organization, user_id: UUID, now: datetime) -> Departure:
    """Begin: what comes back is taken once, within ten minutes, from the same browser, for this person and
    organization. Raises ZoomNotOffered."""
    if not oauth.is_offered():
        raise ZoomNotOffered
    state, browser_secret, verifier = new_token(), new_token(), new_token()
    ZoomAuthorization.objects.create(
        created_at=now,
        organization=organization,
        user_id=user_id,
        state_hash=token_hash(state),
        browser_hash=token_hash(browser_secret),
        verifier_wrapped=wrap(verifier.encode()),
        expires_at=now + AUTHORIZATION_LIFETIME,
    )
    return Departure(oauth.authorize_url(state=state, verifier=verifier), browser_secret)


def zoom_arrive(*, state: str, browser_secret: str, code: str, now: datetime) -> tuple[str, Outcome]:
    """The person is back with a code, or without one for having said no. Returns the organization's slug and how it
    went; a former connection's tokens are replaced, so meetings stay in step. Raises ConnectingOver."""
    under_way = ZoomAuthorization.objects.select_related("organization").filter(
        state_hash=token_hash(state),
        browser_hash=token_hash(browser_secret),
        used_at=None,
        expires_at__gt=now,
    )
    row = under_way.first()
    if row is None or not ZoomAuthorization.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise ConnectingOver
    try:
        membership = membership_get(slug=row.organization.slug, user_id=row.user_id)
        require(membership, Permission.MANAGE_ORGANIZATION)
    except (NotFound, Forbidden) as error:  # whoever set out has lost the right meanwhile
        raise ConnectingOver from error
    if not code:
        return row.organization.slug, Outcome.DECLINED
    try:
        tokens = oauth.code_exchange(code=code, verifier=unwrap(bytes(row.verifier_wrapped)).decode())
    except (ConnectionBroken, ZoomAway):
        return row.organization.slug, Outcome.FAILED
    _keep(row, tokens, whose(Account(tokens.access, tokens.api_url)), now)
    return row.organization.slug, Outcome.CONNECTED


def zoom_disconnect(*, organization: Organization, actor_id: UUID, now: datetime) -> None:
    """End the connection: our tokens are revoked at Zoom, meetings that are planned there stay. Raises
    ZoomNotConnected."""
    with transaction.atomic():
        row = ZoomConnection.objects.select_for_update().filter(organization=organization, disconnected_at=None).first()
        if row is None:
            raise ZoomNotConnected
        ZoomConnection.objects.filter(pk=row.pk).update(disconnected_at=now)
        publish(ZoomDisconnected(row.pk), organization_id=organization.pk, actor_id=actor_id)
        jobs.enqueue(REVOKE, str(row.pk))


def zoom_revoke(*, connection_id: UUID) -> None:
    """Revoke the tokens of a connection that was ended, then forget them. Again does nothing. Raises ZoomAway."""
    row = ZoomConnection.objects.filter(pk=connection_id, disconnected_at__isnull=False).first()
    if row is None or not row.access_wrapped:
        return
    oauth.token_revoke(token=unwrap(bytes(row.access_wrapped)).decode())
    ZoomConnection.objects.filter(pk=row.pk).update(access_wrapped=b"", refresh_wrapped=b"")


def authorizations_forget(*, now: datetime) -> None:
    """Drop the attempts to connect that are over."""
    ZoomAuthorization.objects.filter(expires_at__lte=now - AUTHORIZATION_LIFETIME).delete()


def _keep(row: ZoomAuthorization, tokens: oauth.Tokens, zoom_user_id: str, now: datetime) -> None:
    kept = {
        "zoom_user_id": zoom_user_id,
        "authorized_at": now,
        "removed_at": None,
        "connected_by_id": row.user_id,
        "scope": tokens.scope,
        "api_url": tokens.api_url,
        "access_wrapped": wrap(tokens.access.encode()),
        "refresh_wrapped": wrap(tokens.refresh.encode()),
        "access_expires_at": now + timedelta(seconds=tokens.expires_in),
        "refreshing_until": None,
        "broken_at": None,
    }
    with transaction.atomic():
        # Two people who come back at once leave one connection; the organization's row is held for that.
        Organization.objects.select_for_update().get(pk=row.organization_id)
        live, _ = ZoomConnection.objects.update_or_create(
            organization_id=row.organization_id, disconnected_at=None, defaults=kept
        )
        publish(ZoomConnected(live.pk), organization_id=row.organization_id, actor_id=row.user_id)
        meetings_owe_all(organization_id=row.organization_id)
