"""What a database error means."""

from __future__ import annotations

from django.db import DatabaseError, OperationalError

AWAY = {
    "53300",  # too many connections
    "57P01",  # ended by an administrator
    "57P02",  # ended by a crash
    "57P03",  # starting up or shutting down
}
"""PostgreSQL's codes for a server that is there and serves nobody (appendix A of its manual)."""


def is_away(error: DatabaseError) -> bool:
    """Whether the database cannot be reached, as against an error in what it was asked."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if (name := getattr(cause, "sqlite_errorname", None)) is not None:
        return bool(name == "SQLITE_CANTOPEN")
    # What happens to the connection itself has no code, or one of class 08.
    code = getattr(cause, "sqlstate", None)
    return code is None or code.startswith("08") or code in AWAY
