"""Webhook signatures as Stripe makes them (SDK: `stripe._webhook`; Stripe docs: Verify webhook signatures manually)."""

from __future__ import annotations

import hashlib
import hmac


def signature_header(payload: bytes, *, secret: str, timestamp: int) -> str:
    """The `Stripe-Signature` header of `payload` sent at `timestamp` (seconds).

    The key is the secret as it stands, `whsec_` included and not base64-decoded; what is signed is the timestamp, a
    dot, and the raw bytes.
    """
    signed = str(timestamp).encode() + b"." + payload
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"
