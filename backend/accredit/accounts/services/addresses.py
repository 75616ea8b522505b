"""Proving an address, and changing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accounts import selectors
from accredit.accounts.domain_events import EmailChanged, EmailVerified
from accredit.accounts.exceptions import EmailTaken, LinkUsedUp, WrongPassword
from accredit.accounts.models import EmailChallenge, User
from accredit.accounts.rules import CHANGE_EMAIL_LIFETIME, normalise_email
from accredit.core import jobs, outbox
from accredit.core.constraints import violates
from accredit.core.errors import FieldError

from .challenges import challenge_find, challenge_use

KEEP_CHALLENGES = timedelta(days=7)


def verification_request(*, user_id: UUID) -> None:
    """Mail another verification link, unless the address is verified already."""
    if selectors.user_get(user_id=user_id).email_verified:
        return
    with transaction.atomic():
        jobs.enqueue("accounts.verification_mail", str(user_id), unique_key=f"verification_mail:{user_id}")


def email_verify(*, token: str, now: datetime) -> str:
    """Take a mailed link as proof of the address; returns the address. The same link again says the same.

    Raises LinkUsedUp: unknown, expired, or for an address that the account no longer has.
    """
    challenge = challenge_find(token=token, purpose=EmailChallenge.Purpose.VERIFY, now=now)
    user = challenge.user
    if challenge.email != user.email:
        raise LinkUsedUp
    if user.email_verified:
        return user.email
    with transaction.atomic():
        challenge_use(challenge, now=now)
        mark_verified(user, now=now)
    return user.email


def mark_verified(user: User, *, now: datetime) -> None:
    """The present address is proven; does nothing when it was before. The caller opens the transaction."""
    if User.objects.filter(pk=user.pk, email=user.email, email_verified_at=None).update(email_verified_at=now):
        outbox.publish(EmailVerified(user_id=user.id), organization_id=None, actor_id=user.id)


def email_change_request(*, user_id: UUID, new_email: str, password: str, now: datetime) -> None:
    """Mail a link to the new address and a notice to the old one; nothing changes until the link is used.

    Whether the new address has an account is told to its mailbox only. Raises WrongPassword.
    """
    user = selectors.user_get(user_id=user_id)
    if not user.check_password(password):
        raise WrongPassword(errors=[FieldError("password", "wrong_password", WrongPassword.title)])
    challenge = EmailChallenge(
        user=user,
        purpose=EmailChallenge.Purpose.CHANGE_EMAIL,
        email=normalise_email(new_email),
        created_at=now,
        expires_at=now + CHANGE_EMAIL_LIFETIME,
    )
    with transaction.atomic():
        challenge.save(force_insert=True)
        jobs.enqueue("accounts.email_change_mail", str(challenge.id))
        jobs.enqueue("accounts.email_change_notice", str(user.id))


def email_change_confirm(*, token: str, now: datetime) -> str:
    """Give the account the address that the link was mailed to; returns it. Links mailed before are used up.

    Raises LinkUsedUp, and EmailTaken when another account got the address meanwhile.
    """
    challenge = challenge_find(token=token, purpose=EmailChallenge.Purpose.CHANGE_EMAIL, now=now)
    try:
        with transaction.atomic():
            challenge_use(challenge, now=now)
            User.objects.filter(pk=challenge.user_id).update(email=challenge.email, email_verified_at=now)
            EmailChallenge.objects.filter(user_id=challenge.user_id, used_at=None).update(used_at=now)
            outbox.publish(EmailChanged(user_id=challenge.user_id), organization_id=None, actor_id=challenge.user_id)
            outbox.publish(EmailVerified(user_id=challenge.user_id), organization_id=None, actor_id=challenge.user_id)
    except IntegrityError as error:
        if not violates(error, User, "user_email_once"):
            raise
        raise EmailTaken from None
    return challenge.email


def challenges_forget(*, now: datetime) -> None:
    """Drop links that expired a while ago."""
    EmailChallenge.objects.filter(expires_at__lt=now - KEEP_CHALLENGES).delete()
