"""The secret in mailed links: `<ref>.<seal>`, good for one purpose only. Pure."""

from __future__ import annotations

import base64
import hmac

_SEAL_BYTES = 16


def link_token(ref: str, *, purpose: str, key: bytes) -> str:
    """What stands in a link that opens `ref` to whoever has the mail."""
    return f"{ref}.{_seal(ref, purpose, key)}"


def link_ref(token: str, *, purpose: str, key: bytes) -> str | None:
    """What a link opens, None for one that is not ours."""
    ref, _, seal = token.strip().rpartition(".")
    return ref if ref and hmac.compare_digest(seal.encode(), _seal(ref, purpose, key).encode()) else None


def _seal(ref: str, purpose: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{purpose}.{ref}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:_SEAL_BYTES]).decode().rstrip("=")
