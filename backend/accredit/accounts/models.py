"""Who a person is, where they are signed in, and the links that were mailed to them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from accredit.core.models import Record


class UserManager(BaseUserManager["User"]):
    """Look-ups by natural key; accounts are made by `services.user_register` only."""


class User(Record, AbstractBaseUser):
    """A person. Emptied on request, never deleted, so that other rows may keep the id."""

    last_login = None
    email = models.EmailField(max_length=254)
    """Lower case; see `rules.normalise_email`."""
    display_name = models.CharField(max_length=120)
    legal_name = models.CharField(max_length=200, blank=True)
    legal_name_confirmed_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    locale = models.CharField(max_length=12, default="en-GB")
    avatar_key = models.CharField(max_length=200, blank=True)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    """Works for the operator of this installation; says nothing about any organization."""
    is_superuser = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            # Equal to a unique index on LOWER(email), and one that a plain look-up by email can use.
            models.UniqueConstraint(fields=["email"], name="user_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def email_verified(self) -> bool:
        """Whether the present address was proven to be theirs."""
        return self.email_verified_at is not None


class SessionQuerySet(models.QuerySet["Session"]):
    """Narrowing of sessions."""

    def live(self, now: datetime) -> SessionQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=now)


class Session(Record):
    """One sign-in: a family of refresh tokens of which exactly one is current."""

    class Ended(models.TextChoices):
        SIGNED_OUT = "signed_out"
        EVERYWHERE = "everywhere"
        PASSWORD = "password"  # noqa: S105 - a reason, not a secret
        REUSED = "reused"
        ERASED = "erased"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    user_agent = models.CharField(max_length=300, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    last_used_at = models.DateTimeField()
    current_jti = models.CharField(max_length=32)
    previous_jti = models.CharField(max_length=32, null=True)
    rotated_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=12, choices=Ended, blank=True)
    expires_at = models.DateTimeField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [
            # The person's own list, most recently used first.
            models.Index(fields=["user", "-last_used_at", "-id"], name="session_by_user"),
            # Housekeeping drops what ended long ago.
            models.Index(fields=["expires_at"], name="session_by_expiry"),
        ]


class EmailChallenge(Record):
    """A link mailed to an address. Only the hash of its secret is kept; the job that mails it makes the secret."""

    class Purpose(models.TextChoices):
        VERIFY = "verify"
        RESET = "reset"
        CHANGE_EMAIL = "change_email"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    email = models.EmailField(max_length=254)
    """The address that the link goes to, and that using it proves."""
    token_hash = models.CharField(max_length=64, null=True)
    """Null until the mailing job has made the secret."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_hash"], name="email_challenge_token_once")]
        indexes = [
            # Using one link uses up its siblings.
            models.Index(fields=["user", "purpose"], name="email_challenge_by_user"),
            models.Index(fields=["expires_at"], name="email_challenge_by_expiry"),
        ]
