"""Signing in, staying signed in, signing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accredit.accounts import selectors
from accredit.accounts.domain_events import RefreshTokenReused
from accredit.accounts.exceptions import NoSuchSession, SessionEnded, WrongCredentials
from accredit.accounts.models import Session, User
from accredit.accounts.rules import REFRESH_LIFETIME, Refresh, refresh_verdict
from accredit.core import jobs, outbox, realtime
from accredit.core.cache import CacheAway

from .tokens import RefreshClaims, TokenPair, pair_for, refresh_read, remember_ended

SESSION_END_REMEMBER = "accounts.session_end_remember"
KEEP_ENDED = timedelta(days=30)
"""How long an ended session stays for the person's export and for questions after a theft."""


def sign_in(*, email: str, password: str, user_agent: str, ip: str | None, now: datetime) -> TokenPair:
    """Start a session. Raises WrongCredentials, after the same work whether the account exists or not."""
    user = selectors.user_by_email(email=email)
    if user is None:
        make_password(password)
        raise WrongCredentials
    if not user.check_password(password):
        raise WrongCredentials
    return issue_tokens(user=user, user_agent=user_agent, ip=ip, now=now)


def issue_tokens(*, user: User, now: datetime, user_agent: str = "", ip: str | None = None) -> TokenPair:
    """Start a session for somebody whose identity is already known."""
    session = Session(
        user=user,
        user_agent=user_agent[:300],
        ip=ip,
        created_at=now,
        last_used_at=now,
        current_jti=uuid4().hex,
        expires_at=now + REFRESH_LIFETIME,
    )
    session.save(force_insert=True)
    return pair_for(session, user, now=now)


def session_refresh(*, refresh: str, now: datetime) -> TokenPair:
    """Exchange a refresh token for a new pair.

    The present token rotates; the one just replaced yields the present one's equal for 20 s. An older one ends the
    whole session: somebody else has held it. Raises SessionEnded.
    """
    claims = refresh_read(refresh)
    rotated = (
        Session.objects.live(now)
        .filter(pk=claims.session_id, user_id=claims.user_id, current_jti=claims.jti)
        .update(
            previous_jti=claims.jti,
            current_jti=uuid4().hex,
            rotated_at=now,
            last_used_at=now,
            expires_at=now + REFRESH_LIFETIME,
        )
    )
    session = (
        Session.objects.live(now).select_related("user").filter(pk=claims.session_id, user_id=claims.user_id).first()
    )
    if session is None:
        raise SessionEnded
    if not rotated and not _is_successor_due(session, claims, now=now):
        _end_reused(session, now=now)
        raise SessionEnded
    return pair_for(session, session.user, now=now)


def session_revoke(*, user_id: UUID, session_id: UUID, now: datetime) -> None:
    """Sign out one place. Raises NoSuchSession when it has ended or is somebody else's."""
    if not _end(user_id, now=now, reason=Session.Ended.SIGNED_OUT, only=session_id):
        raise NoSuchSession


def session_revoke_by_token(*, refresh: str, now: datetime) -> None:
    """Sign out the place that holds this refresh token. A token that no longer works is no error (RFC 7009, 2.2)."""
    try:
        claims = refresh_read(refresh)
    except SessionEnded:
        return
    _end(claims.user_id, now=now, reason=Session.Ended.SIGNED_OUT, only=claims.session_id)


def sessions_revoke(
    *, user_id: UUID, now: datetime, reason: Session.Ended = Session.Ended.EVERYWHERE, keep: UUID | None = None
) -> None:
    """Sign out everywhere, but for the session `keep`."""
    _end(user_id, now=now, reason=reason, keep=keep)


def session_end_remember(*, session_id: UUID, now: datetime) -> None:
    """Tell the cache of a session's end once more, while a token of it may still be about. Raises CacheAway."""
    oldest = now - settings.ACCESS_TOKEN_LIFETIME
    if Session.objects.filter(pk=session_id, revoked_at__gt=oldest).exists():
        remember_ended([session_id])


def sessions_forget(*, now: datetime) -> None:
    """Drop sessions that ended long ago."""
    Session.objects.filter(expires_at__lt=now - KEEP_ENDED).delete()


def _is_successor_due(session: Session, claims: RefreshClaims, *, now: datetime) -> bool:
    verdict = refresh_verdict(
        claims.jti,
        current=session.current_jti,
        previous=session.previous_jti,
        rotated_at=session.rotated_at,
        now=now,
    )
    return verdict is not Refresh.REUSED


def _end_reused(session: Session, *, now: datetime) -> None:
    with transaction.atomic():
        if _end(session.user_id, now=now, reason=Session.Ended.REUSED, only=session.id):
            outbox.publish(
                RefreshTokenReused(user_id=session.user_id, session_id=session.id),
                organization_id=None,
                actor_id=session.user_id,
            )


def _end(
    user_id: UUID, *, now: datetime, reason: Session.Ended, only: UUID | None = None, keep: UUID | None = None
) -> int:
    with transaction.atomic():
        sessions = Session.objects.live(now).filter(user_id=user_id)
        if only is not None:
            sessions = sessions.filter(pk=only)
        if keep is not None:
            sessions = sessions.exclude(pk=keep)
        ended = list(sessions.values_list("id", flat=True))
        Session.objects.filter(pk__in=ended, revoked_at=None).update(revoked_at=now, revoked_reason=reason)
        transaction.on_commit(lambda: _remember_or_owe(ended))
        for session_id in ended:
            realtime.hang_up(realtime.session_topic(session_id), code=realtime.SIGN_IN_ENDED)
    return len(ended)


def _remember_or_owe(session_ids: Sequence[UUID]) -> None:
    """A cache that only we cannot reach goes on telling others that these sessions live, so it must hear of it soon."""
    try:
        remember_ended(session_ids)
    except CacheAway:
        for session_id in session_ids:
            jobs.enqueue(SESSION_END_REMEMBER, str(session_id))
