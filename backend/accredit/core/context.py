"""What the present request or job is known by in logs and in the outbox."""

from __future__ import annotations

import structlog


def request_id() -> str:
    """The id of the request (or of the request that owed the running job); empty outside of both."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
