"""What a ticket's QR code says: `ACC1.<code>.<seal>`. Pure.

The code alone cannot be guessed; the seal tells a torn or invented text from a ticket before any row is looked up.
"""

from __future__ import annotations

import base64
import hmac

PREFIX = "ACC1"
_SEAL_BYTES = 10


def ticket_text(code: str, *, key: bytes) -> str:
    """The text of the QR code of the registration with this code."""
    return f"{PREFIX}.{code}.{_seal(code, key)}"


def ticket_code(text: str, *, key: bytes) -> str | None:
    """The code that a scanned text names, None when it is no ticket of ours. Blanks around it and lower case are
    forgiven, because people type it as well."""
    parts = text.strip().upper().split(".")
    if len(parts) != 3 or parts[0] != PREFIX:
        return None
    return parts[1] if hmac.compare_digest(parts[2].encode(), _seal(parts[1], key).encode()) else None


def _seal(code: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{PREFIX}.{code}".encode(), "sha256")
    return base64.b32encode(digest[:_SEAL_BYTES]).decode()
