"""Encryption at rest of tenants' private keys and tokens, and hashes of secrets that go out by mail."""

from __future__ import annotations

import hashlib
import secrets as _random
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    # Few requests wrap or unwrap anything: a process that never does has no use for these four megabytes.
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(key) for key in keys])


def wrap(plain: bytes) -> bytes:
    """Encrypt with the newest wrapping key (Fernet: AES-128-CBC and HMAC-SHA256)."""
    return _fernet(tuple(settings.SECRET_WRAPPING_KEYS)).encrypt(plain)


def unwrap(wrapped: bytes) -> bytes:
    """Decrypt with whichever wrapping key fits. Raises cryptography.fernet.InvalidToken on a forged value."""
    return _fernet(tuple(settings.SECRET_WRAPPING_KEYS)).decrypt(bytes(wrapped))


def new_token() -> str:
    """256 random bits, safe in an address. Store only its `token_hash`."""
    return _random.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hex SHA-256 of a random token; fit for look-up because the token has full entropy."""
    return hashlib.sha256(token.encode()).hexdigest()
