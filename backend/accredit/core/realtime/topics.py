"""Topics that every app may speak about."""

from __future__ import annotations

from uuid import UUID

EVERYBODY = "everybody"
"""What every open socket hears."""
SIGN_IN_ENDED = 4401
"""The code with which a socket is closed when nobody stands for it any more."""


def person_topic(user_id: UUID) -> str:
    """What one person hears, on each of their devices."""
    return f"person:{user_id}"


def session_topic(session_id: UUID) -> str:
    """The sockets that one sign-in has opened."""
    return f"session:{session_id}"
