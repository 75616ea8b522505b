"""Jobs of accounts: mails, and forgetting what has expired."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.sessions import SESSION_END_REMEMBER


@job("accounts.verification_mail")
def verification_mail(user_id: str, *, now: datetime) -> None:
    services.verification_mail_send(user_id=UUID(user_id), now=now)


@job("accounts.already_registered_mail")
def already_registered_mail(user_id: str, *, now: datetime) -> None:
    services.already_registered_mail_send(user_id=UUID(user_id))


@job("accounts.reset_mail")
def reset_mail(user_id: str, *, now: datetime) -> None:
    services.reset_mail_send(user_id=UUID(user_id), now=now)


@job("accounts.email_change_mail")
def email_change_mail(challenge_id: str, *, now: datetime) -> None:
    services.email_change_mail_send(challenge_id=UUID(challenge_id), now=now)


@job("accounts.email_change_notice")
def email_change_notice(user_id: str, *, now: datetime) -> None:
    services.email_change_notice_send(user_id=UUID(user_id))


@job("accounts.password_changed_mail")
def password_changed_mail(user_id: str, *, now: datetime) -> None:
    services.password_changed_mail_send(user_id=UUID(user_id))


@job(SESSION_END_REMEMBER)
def remember_session_end(session_id: str, *, now: datetime) -> None:
    services.session_end_remember(session_id=UUID(session_id), now=now)


@periodic("accounts.forget_expired", every=timedelta(hours=12))
def forget_expired(*, now: datetime) -> None:
    services.sessions_forget(now=now)
    services.challenges_forget(now=now)
