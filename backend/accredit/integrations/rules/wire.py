"""How Zoom signs, writes instants and names a meeting's occurrence. Pure."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote

TOLERANCE = timedelta(minutes=5)
"""How far a delivery's timestamp may be from now, either way. Zoom publishes no window of its own."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What `x-zm-signature` says of a delivery (Zoom: "Verify webhook events")."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, sha256).hexdigest()


def is_genuine(*, secret: str, timestamp: str, body: bytes, given: str, now: datetime) -> bool:
    """Whether a delivery was signed with our secret, and lately. Without a secret nothing is genuine."""
    if not secret or not (timestamp.isascii() and timestamp.isdecimal()) or len(timestamp) > 12:
        return False
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        return False
    return hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode())


def challenge_answer(secret: str, plain_token: str) -> str:
    """The proof that Zoom asks for when it checks the address of a webhook, and again every 72 hours."""
    return hmac.new(secret.encode(), plain_token.encode(), sha256).hexdigest()


def uuid_in_path(uuid: str) -> str:
    """An occurrence's id as part of an address: one that begins with `/` or contains `//` is encoded twice."""
    once = quote(uuid, safe="")
    return quote(once, safe="") if uuid.startswith("/") or "//" in uuid else once


def instant(text: str) -> datetime:
    """An instant as Zoom writes it. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def wait_until(retry_after: str, *, now: datetime) -> datetime | None:
    """When `Retry-After` lets us come back: an instant in ISO 8601 (a day's limit), or seconds. None: not said."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return now + timedelta(seconds=min(int(text), 86_400))
    try:
        return instant(text) if text else None
    except ValueError:
        return None


def whole_minutes(starts_at: datetime, ends_at: datetime) -> int:
    """A meeting's length: real minutes between two instants, whatever clocks do meanwhile; at least one."""
    return max(1, -(-int((ends_at - starts_at).total_seconds()) // 60))
