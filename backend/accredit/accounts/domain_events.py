"""What accounts tell the rest of the system. Ids only: no address, no name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("accounts.user_registered", version=1)
@dataclass(frozen=True, slots=True)
class UserRegistered:
    """Somebody made an account; the address is not verified yet."""

    user_id: UUID


@domain_event("accounts.email_verified", version=1)
@dataclass(frozen=True, slots=True)
class EmailVerified:
    """The account's present address was proven to be the person's."""

    user_id: UUID


@domain_event("accounts.email_changed", version=1)
@dataclass(frozen=True, slots=True)
class EmailChanged:
    """The account has another address now, already verified."""

    user_id: UUID


@domain_event("accounts.password_changed", version=1)
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """A new password, by the old one or by a mailed link."""

    user_id: UUID


@domain_event("accounts.session_reused", version=1)
@dataclass(frozen=True, slots=True)
class RefreshTokenReused:
    """A refresh token that had been replaced came back: its session was ended."""

    user_id: UUID
    session_id: UUID


@domain_event("accounts.legal_name_changed", version=1)
@dataclass(frozen=True, slots=True)
class LegalNameChanged:
    """The name for certificates, or the person's confirmation of it, changed."""

    user_id: UUID


@domain_event("accounts.user_erased", version=1)
@dataclass(frozen=True, slots=True)
class UserErased:
    """The account was emptied on the person's request. The id stays valid and points at nobody."""

    user_id: UUID
