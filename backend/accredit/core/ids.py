"""Identifiers of rows."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562), sorted by time so that indexes stay compact. Guessable in part: never a secret or a code."""
    return uuid7()
