"""Links in mails: a random secret whose hash alone is kept, good once and for a while."""

from __future__ import annotations

from datetime import datetime

from accredit.accounts.exceptions import LinkUsedUp
from accredit.accounts.models import EmailChallenge, User
from accredit.accounts.rules import CHANGE_EMAIL_LIFETIME, RESET_LIFETIME, VERIFY_LIFETIME
from accredit.core.secrets import new_token, token_hash

LIFETIMES = {
    EmailChallenge.Purpose.VERIFY: VERIFY_LIFETIME,
    EmailChallenge.Purpose.RESET: RESET_LIFETIME,
    EmailChallenge.Purpose.CHANGE_EMAIL: CHANGE_EMAIL_LIFETIME,
}


def challenge_make(*, user: User, purpose: EmailChallenge.Purpose, now: datetime) -> str:
    """A new link's secret, for the user's present address. Earlier links stay good until one of them is used."""
    secret = new_token()
    EmailChallenge(
        user=user,
        purpose=purpose,
        email=user.email,
        token_hash=token_hash(secret),
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
    ).save(force_insert=True)
    return secret


def challenge_find(*, token: str, purpose: EmailChallenge.Purpose, now: datetime) -> EmailChallenge:
    """The link of this secret, used or not, while its time lasts. Raises LinkUsedUp."""
    challenge = (
        EmailChallenge.objects.select_related("user")
        .filter(token_hash=token_hash(token), purpose=purpose, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if challenge is None:
        raise LinkUsedUp
    return challenge


def challenge_use(challenge: EmailChallenge, *, now: datetime) -> None:
    """Use the link up, and its siblings of the same purpose with it. Raises LinkUsedUp when somebody was faster."""
    if not EmailChallenge.objects.filter(pk=challenge.pk, used_at=None).update(used_at=now):
        raise LinkUsedUp
    siblings = EmailChallenge.objects.filter(user_id=challenge.user_id, purpose=challenge.purpose, used_at=None)
    siblings.update(used_at=now)
