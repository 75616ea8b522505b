"""Shapes of the API of accounts. Inputs check form only; answers are read-only throughout."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from accredit.accounts.models import Session, User
from accredit.accounts.selectors import avatar_url

LONGEST_PASSWORD = 256
LOCALE = re.compile(r"\A[a-z]{2,3}(-[A-Z]{2})?\Z")


class TimeZoneField(serializers.CharField):
    """An IANA time zone, such as `Europe/London`."""

    default_error_messages = {"unknown_time_zone": "This is not the name of a time zone. Use one like Europe/London."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name not in available_timezones():
            self.fail("unknown_time_zone")
        return name


class LocaleField(serializers.RegexField):
    """A language with an optional country, such as `en-GB`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LOCALE, max_length=12, **kwargs)


class PasswordField(serializers.CharField):
    """A password as typed: nothing is trimmed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_PASSWORD, trim_whitespace=False, write_only=True, **kwargs)


class SignInSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(
        max_length=2000, required=False, help_text="Left out where the refresh token is in the cookie."
    )


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=2000)


class TokenPairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField(read_only=True)
    # Not read-only, because the schema would then promise it always.
    refresh = serializers.CharField(
        required=False, help_text="Absent where it was set as a cookie (X-Token-Transport: cookie)."
    )


class NothingSerializer(serializers.Serializer[Any]):
    """An empty object."""


class RegisterSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    display_name = serializers.CharField(max_length=120)
    time_zone = TimeZoneField(required=False, default="UTC")
    locale = LocaleField(required=False, default="en-GB")


class RegisteredSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    email = serializers.EmailField(read_only=True)
    display_name = serializers.CharField(read_only=True)


class LinkSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=100, help_text="The secret in the mailed link.")


class VerifiedEmailSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(read_only=True)


class EmailChangeSerializer(serializers.Serializer[Any]):
    new_email = serializers.EmailField(max_length=254)
    password = PasswordField()


class PasswordChangeSerializer(serializers.Serializer[Any]):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordResetSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class PasswordResetConfirmSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=100, help_text="The secret in the mailed link.")
    new_password = PasswordField()


class AccountDeleteSerializer(serializers.Serializer[Any]):
    password = PasswordField()


class ProfileChangeSerializer(serializers.Serializer[Any]):
    display_name = serializers.CharField(max_length=120, required=False)
    legal_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    legal_name_confirmed = serializers.BooleanField(
        required=False, help_text="The person vouches that this name may be printed on certificates."
    )
    time_zone = TimeZoneField(required=False)
    locale = LocaleField(required=False)


class MeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    email = serializers.EmailField(read_only=True)
    email_verified = serializers.BooleanField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    legal_name = serializers.CharField(read_only=True)
    legal_name_confirmed = serializers.BooleanField(read_only=True)
    avatar_url = serializers.URLField(read_only=True, allow_null=True)
    time_zone = serializers.CharField(read_only=True)
    locale = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class SessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    user_agent = serializers.CharField(read_only=True)
    ip = serializers.IPAddressField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    last_used_at = serializers.DateTimeField(read_only=True)
    current = serializers.BooleanField(read_only=True, help_text="Whether this is the session that asks.")


def me_json(user: User) -> dict[str, Any]:
    """What a person sees of their own account."""
    return {
        "id": user.id,
        "email": user.email,
        "email_verified": user.email_verified,
        "display_name": user.display_name,
        "legal_name": user.legal_name,
        "legal_name_confirmed": user.legal_name_confirmed_at is not None,
        "avatar_url": avatar_url(user.avatar_key),
        "time_zone": user.time_zone,
        "locale": user.locale,
        "created_at": user.created_at,
    }


def session_json(session: Session, *, current: bool) -> dict[str, Any]:
    """One row of the list of sessions."""
    return {
        "id": session.id,
        "user_agent": session.user_agent,
        "ip": session.ip,
        "created_at": session.created_at,
        "last_used_at": session.last_used_at,
        "current": current,
    }
