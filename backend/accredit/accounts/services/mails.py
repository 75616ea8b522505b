"""The mails of accounts. Called by jobs; a secret is made here and never stored in the clear.

None of them repeats text that a stranger could have typed: anybody may enter anybody's address.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from accredit.accounts.models import EmailChallenge, User
from accredit.core import mail
from accredit.core.secrets import new_token, token_hash

from .challenges import challenge_make


def verification_mail_send(*, user_id: UUID, now: datetime) -> None:
    """A link that proves the present address; nothing when it is proven already."""
    user = _active(user_id)
    if user is None or user.email_verified:
        return
    secret = challenge_make(user=user, purpose=EmailChallenge.Purpose.VERIFY, now=now)
    _send(user, "accounts/verify", "Confirm your email address", f"/auth/verify?token={secret}", "Confirm this address")


def already_registered_mail_send(*, user_id: UUID) -> None:
    """Somebody tried to register with an address that has an account."""
    if (user := _active(user_id)) is not None:
        _send(user, "accounts/already_registered", "You already have an account", "/auth/sign-in", "Sign in")


def reset_mail_send(*, user_id: UUID, now: datetime) -> None:
    """A link that sets a new password; nothing when the id is nobody's."""
    if (user := _active(user_id)) is not None:
        secret = challenge_make(user=user, purpose=EmailChallenge.Purpose.RESET, now=now)
        _send(user, "accounts/reset", "Choose a new password", f"/auth/reset?token={secret}", "Choose a new password")


def email_change_mail_send(*, challenge_id: UUID, now: datetime) -> None:
    """To the new address: the link that makes it the account's, or, if it has an account, that it has one."""
    challenge = (
        EmailChallenge.objects.select_related("user")
        .filter(pk=challenge_id, used_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if challenge is None:
        return
    owner = User.objects.filter(email=challenge.email, is_active=True).first()
    if owner is not None:
        already_registered_mail_send(user_id=owner.id)
        return
    secret = new_token()
    EmailChallenge.objects.filter(pk=challenge.pk).update(token_hash=token_hash(secret))
    _send(
        challenge.user,
        "accounts/email_change",
        "Confirm your new email address",
        f"/auth/change-email?token={secret}",
        "Use this address",
        to=challenge.email,
    )


def email_change_notice_send(*, user_id: UUID) -> None:
    """To the old address, while it still is the account's: a change was asked for."""
    if (user := _active(user_id)) is not None:
        _send(
            user,
            "accounts/email_change_notice",
            "A change of your email address was requested",
            "/account/security",
            "Check your account",
        )


def password_changed_mail_send(*, user_id: UUID) -> None:
    """The password is another one now."""
    if (user := _active(user_id)) is not None:
        _send(user, "accounts/password_changed", "Your password was changed", "/auth/forgot", "This was not me")


def _active(user_id: UUID) -> User | None:
    return User.objects.filter(pk=user_id, is_active=True).first()


def _send(user: User, template: str, subject: str, path: str, label: str, *, to: str | None = None) -> None:
    mail.send(
        to=to or user.email,
        subject=subject,
        template=template,
        context={"action_url": f"{settings.PUBLIC_URL}{path}", "action_label": label, "lang": user.locale},
    )
