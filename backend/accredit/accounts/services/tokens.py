"""Access and refresh tokens: signed JWTs by simplejwt with our own claims.

`sub` is the person, `sid` the session, `ev` whether the address is verified. The access token alone answers who calls,
without a query; ending a session is remembered in the shared cache for as long as an access token may live. The cache
is believed only for tokens younger than its memory; when it is away or has started anew, the session's row decides.

simplejwt is loaded when a token is first written or looks foreign: it brings Django's test tools and cryptography
along, and most requests only read a token of our own.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from accredit.accounts.exceptions import InvalidAccessToken, SessionEnded
from accredit.accounts.models import Session, User
from accredit.core.cache import CacheAway, cache_calls

REMEMBERING_SINCE = "accounts:session-ends-remembered-since"
"""The second from which on the cache knows of every session that ended."""


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """Who calls, as the access token says. Stands for the user in requests; it is not a row."""

    id: UUID
    session_id: UUID
    email_verified: bool
    until: datetime
    """When the token ends."""

    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False
    is_active: ClassVar[bool] = True

    @property
    def pk(self) -> UUID:
        return self.id


@dataclass(frozen=True, slots=True)
class RefreshClaims:
    """What a refresh token says of itself."""

    user_id: UUID
    session_id: UUID
    jti: str


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A fresh access token and the one refresh token that is current."""

    access: str
    refresh: str
    session_id: UUID


def pair_for(session: Session, user: User, *, now: datetime) -> TokenPair:
    """Tokens of a session as it stands: the refresh token carries its current id and ends when it does."""
    from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

    refresh = RefreshToken()
    refresh["sub"], refresh["sid"], refresh["jti"] = str(user.id), str(session.id), session.current_jti
    refresh.set_iat(at_time=now)
    refresh.set_exp(from_time=session.expires_at, lifetime=timedelta(0))
    access = AccessToken()
    access["sub"], access["sid"], access["ev"] = str(user.id), str(session.id), user.email_verified
    access.set_iat(at_time=now)
    access.set_exp(from_time=now)
    return TokenPair(str(access), str(refresh), session.id)


def access_read(token: str, *, now: datetime) -> AccessClaims:
    """Who an access token stands for; without a query, unless the cache is away or younger than the token.

    Raises InvalidAccessToken when it is forged or expired, or its session has ended.
    """
    access = _unexpired(token, now)
    if _has_ended(access.claims.session_id, issued_at=access.issued_at, now=now):
        raise InvalidAccessToken
    return access.claims


SESSION_LIVE = """
    SELECT id FROM accounts_session WHERE id = %(session)s AND revoked_at IS NULL AND expires_at > %(now)s
"""
"""`Session.objects.live` of one session, for a statement that does more at once."""


def access_claims(token: str, *, now: datetime) -> AccessClaims:
    """Who an access token says that it stands for. It is genuine and has not expired; whether its session has ended the
    caller asks in a statement of its own (`SESSION_LIVE`). Raises InvalidAccessToken."""
    return _unexpired(token, now).claims


def refresh_read(token: str) -> RefreshClaims:
    """What a refresh token says. Raises SessionEnded when it is forged or expired."""
    from rest_framework_simplejwt.exceptions import TokenError
    from rest_framework_simplejwt.tokens import RefreshToken

    try:
        payload = RefreshToken(token).payload  # type: ignore[arg-type]
        return RefreshClaims(UUID(payload["sub"]), UUID(payload["sid"]), str(payload["jti"]))
    except (TokenError, KeyError, ValueError) as error:
        raise SessionEnded from error


def remember_ended(session_ids: Iterable[UUID]) -> None:
    """Refuse the sessions' access tokens from now on, in every process that shares the cache. Raises CacheAway."""
    timeout = int(settings.ACCESS_TOKEN_LIFETIME.total_seconds()) + 5
    with cache_calls():
        cache.set_many({_revoked_key(session_id): True for session_id in session_ids}, timeout=timeout)


@dataclass(frozen=True, slots=True)
class _Access:
    claims: AccessClaims
    issued_at: int
    expires_at: int


def _unexpired(token: str, now: datetime) -> _Access:
    try:
        access = _genuine(token)
    except (KeyError, ValueError) as error:
        raise InvalidAccessToken from error
    if access.expires_at <= now.timestamp():
        raise InvalidAccessToken
    return access


@lru_cache(maxsize=2048)
def _genuine(token: str) -> _Access:
    """What a token says, once its seal has been checked: the same text says the same again, until it expires. A device
    sends its token with each request."""
    payload = _sealed(token) or _foreign(token)
    expires_at = int(payload["exp"])
    until = datetime.fromtimestamp(expires_at, UTC)
    claims = AccessClaims(UUID(payload["sub"]), UUID(payload["sid"]), payload["ev"] is True, until)
    return _Access(claims, int(payload["iat"]), expires_at)


def _sealed(token: str) -> dict[str, Any] | None:
    """What an access token of the form in which we write all of them says, when its seal is ours (RFC 7515, HS256).
    None for any other, of which the library, which takes twenty times as long, knows what it is."""
    signed, _, seal = token.rpartition(".")
    head, _, body = signed.partition(".")
    if head != _HEAD or not token.isascii():
        return None
    ours = hmac.digest(settings.SECRET_KEY.encode(), signed.encode(), "sha256")
    if not hmac.compare_digest(seal.encode(), base64.urlsafe_b64encode(ours).rstrip(b"=")):
        return None
    payload: dict[str, Any] = json.loads(base64.urlsafe_b64decode(f"{body}=="))
    return payload if payload.get("token_type") == "access" else None


def _foreign(token: str) -> dict[str, Any]:
    """What the library makes of an access token. Raises ValueError for what it refuses."""
    from rest_framework_simplejwt.exceptions import TokenError
    from rest_framework_simplejwt.tokens import AccessToken

    try:
        return AccessToken(token).payload  # type: ignore[arg-type]  # the stub forgets that text is usual
    except TokenError as error:
        raise ValueError("Not an access token.") from error


_HEAD = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode()


def _has_ended(session_id: UUID, *, issued_at: int, now: datetime) -> bool:
    """A session that has issued a token ends later than that, so a cache that remembers since before knows of it."""
    ended = _revoked_key(session_id)
    try:
        with cache_calls():
            known = cache.get_many([ended, REMEMBERING_SINCE])
            if REMEMBERING_SINCE not in known:
                cache.add(REMEMBERING_SINCE, int(now.timestamp()) + 1, timeout=None)
    except CacheAway:
        known = {}
    if ended in known:
        return True
    if REMEMBERING_SINCE in known and known[REMEMBERING_SINCE] <= issued_at:
        return False
    return not Session.objects.live(now).filter(pk=session_id).exists()


def _revoked_key(session_id: UUID) -> str:
    return f"accounts:session-ended:{session_id}"
