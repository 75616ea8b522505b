"""Zoom's webhook signatures (Zoom docs: Using webhooks, Verify webhook events)."""

from __future__ import annotations

import hashlib
import hmac


def signature(payload: bytes, *, secret: str, timestamp: int) -> str:
    """The `x-zm-signature` of `payload` sent at `timestamp` (seconds)."""
    return "v0=" + _hex(secret, b"v0:" + str(timestamp).encode() + b":" + payload)


def encrypted(plain: str, *, secret: str) -> str:
    """What an endpoint must answer to the challenge `plain`."""
    return _hex(secret, plain.encode())


def _hex(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
