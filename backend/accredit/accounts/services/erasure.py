"""Leaving: an account is emptied, never deleted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accredit.accounts import selectors
from accredit.accounts.domain_events import UserErased
from accredit.accounts.exceptions import WrongPassword
from accredit.accounts.models import EmailChallenge, Session, User
from accredit.core import outbox, privacy
from accredit.core.errors import FieldError

from .sessions import sessions_revoke


def account_delete(*, user_id: UUID, password: str, now: datetime) -> None:
    """Empty the account and what every app keeps of the person, in one transaction.

    Raises WrongPassword, and whatever an app refuses with: the last owner of an organization hands over first.
    """
    user = selectors.user_get(user_id=user_id)
    if not user.check_password(password):
        raise WrongPassword(errors=[FieldError("password", "wrong_password", WrongPassword.title)])
    account_erase(user_id=user_id, actor_id=user_id, now=now)


def account_erase(*, user_id: UUID, actor_id: UUID, now: datetime) -> None:
    """The same on an operator's word, without the password. Does nothing more when the account is empty already."""
    with transaction.atomic():
        privacy.erase(user_id, now=now)
        # Last, because the other apps may still need to know the address that they kept.
        if _empty(user_id, now=now):
            outbox.publish(UserErased(user_id=user_id), organization_id=None, actor_id=actor_id)


def _empty(user_id: UUID, *, now: datetime) -> int:
    sessions_revoke(user_id=user_id, now=now, reason=Session.Ended.ERASED)
    Session.objects.filter(user_id=user_id).delete()
    EmailChallenge.objects.filter(user_id=user_id).delete()
    return User.objects.filter(pk=user_id, erased_at=None).update(
        # The address stays unique and can receive nothing: .invalid is reserved (RFC 2606).
        email=f"{user_id}@erased.invalid",
        password=make_password(None),
        display_name="",
        legal_name="",
        legal_name_confirmed_at=None,
        time_zone="UTC",
        locale="en-GB",
        avatar_key="",
        email_verified_at=None,
        is_active=False,
        is_staff=False,
        is_superuser=False,
        erased_at=now,
    )
