"""Making an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accredit.accounts.domain_events import UserRegistered
from accredit.accounts.models import User
from accredit.accounts.rules import normalise_email
from accredit.core import jobs, outbox
from accredit.core.constraints import violates
from accredit.core.ids import new_id

from .strength import check_strength


@dataclass(frozen=True, slots=True)
class Registered:
    """What the caller hears: the same shape whether an account was made or existed."""

    id: UUID
    email: str
    display_name: str


def user_register(
    *,
    email: str,
    password: str,
    display_name: str,
    now: datetime,
    time_zone: str = "UTC",
    locale: str = "en-GB",
) -> Registered:
    """Make an account and mail a link that verifies its address.

    When the address has an account already nothing changes, its owner is told by mail, and the answer looks the same
    (with an id that is nobody's), after the same hashing. Raises WeakPassword.
    """
    user = User(
        email=normalise_email(email),
        display_name=display_name,
        time_zone=time_zone,
        locale=locale,
        created_at=now,
    )
    check_strength(password, user=user, path="password")
    user.password = make_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            outbox.publish(UserRegistered(user_id=user.id), organization_id=None, actor_id=user.id)
            jobs.enqueue("accounts.verification_mail", str(user.id))
    except IntegrityError as error:
        if not violates(error, User, "user_email_once"):
            raise
        _tell_the_owner(user.email)
        return Registered(new_id(), user.email, display_name)
    return Registered(user.id, user.email, display_name)


def _tell_the_owner(email: str) -> None:
    owner_id = User.objects.values_list("id", flat=True).filter(email=email).first()
    with transaction.atomic():
        # Nobody any more when the address was changed in this very moment: the job then finds nobody to write to.
        jobs.enqueue("accounts.already_registered_mail", str(owner_id or new_id()))
