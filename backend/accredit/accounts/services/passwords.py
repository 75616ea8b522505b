"""Changing a password, by the old one or by a mailed link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accredit.accounts import selectors
from accredit.accounts.domain_events import PasswordChanged
from accredit.accounts.exceptions import LinkUsedUp, WrongPassword
from accredit.accounts.models import EmailChallenge, Session, User
from accredit.core import jobs, outbox
from accredit.core.errors import FieldError
from accredit.core.ids import new_id

from .addresses import mark_verified
from .challenges import challenge_find, challenge_use
from .sessions import sessions_revoke
from .strength import check_strength


def password_change(
    *, user_id: UUID, session_id: UUID | None, current_password: str, new_password: str, now: datetime
) -> None:
    """Set a new password and sign out everywhere else. Raises WrongPassword, WeakPassword."""
    user = selectors.user_get(user_id=user_id)
    if not user.check_password(current_password):
        raise WrongPassword(errors=[FieldError("current_password", "wrong_password", WrongPassword.title)])
    check_strength(new_password, user=user, path="new_password")
    hashed = make_password(new_password)
    with transaction.atomic():
        _set(user, hashed, keep=session_id, now=now)


def password_reset_request(*, email: str) -> None:
    """Mail a reset link if the address has an account. The work here is the same either way: one read, one job."""
    user = selectors.user_by_email(email=email)
    with transaction.atomic():
        jobs.enqueue("accounts.reset_mail", str(user.id if user else new_id()))


def password_reset_confirm(*, token: str, new_password: str, now: datetime) -> None:
    """Set a new password by a mailed link, sign out everywhere, and take the link as proof of the address.

    Raises LinkUsedUp, and WeakPassword (which leaves the link good).
    """
    challenge = challenge_find(token=token, purpose=EmailChallenge.Purpose.RESET, now=now)
    if challenge.used_at is not None or challenge.email != challenge.user.email:
        raise LinkUsedUp
    check_strength(new_password, user=challenge.user, path="new_password")
    hashed = make_password(new_password)
    with transaction.atomic():
        challenge_use(challenge, now=now)
        _set(challenge.user, hashed, keep=None, now=now)
        mark_verified(challenge.user, now=now)


def _set(user: User, hashed: str, *, keep: UUID | None, now: datetime) -> None:
    """In the caller's transaction: the new hash, an end to other sessions and open links, the news and the notice."""
    User.objects.filter(pk=user.pk).update(password=hashed)
    EmailChallenge.objects.filter(user=user, purpose=EmailChallenge.Purpose.RESET, used_at=None).update(used_at=now)
    sessions_revoke(user_id=user.id, now=now, reason=Session.Ended.PASSWORD, keep=keep)
    outbox.publish(PasswordChanged(user_id=user.id), organization_id=None, actor_id=user.id)
    jobs.enqueue("accounts.password_changed_mail", str(user.id))
