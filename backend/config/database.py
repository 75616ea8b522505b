"""How the address of a PostgreSQL becomes Django's settings."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

LIMITS = "-c lock_timeout=5000 -c statement_timeout=30000"
"""Nobody waits for a lock longer than five seconds, nor for an answer longer than thirty."""


def postgresql(url: str) -> dict[str, Any]:
    """An entry of DATABASES for a connection URI of libpq, which may name a Unix socket's folder
    (`postgresql://user@/name?host=/cloudsql/project:region:instance`) and libpq's options (`sslmode=require`).

    Raises ValueError for a text that is none. Source: PostgreSQL 15, "34.1.1.2. Connection URIs".
    """
    try:
        told: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        # libpq would name what it stumbled over, which can be a password.
        raise ValueError(
            "The environment's DATABASE_URL is no connection URI of PostgreSQL (postgresql://…). "
            "Special characters of a password are written as %40 for @, %25 for % and so on."
        ) from None
    where = {key: str(told.pop(name, "")) for key, name in NAMES.items()}
    options = f"{LIMITS} {told.pop('options', '')}".strip()
    return {
        "ENGINE": "accredit.core.postgresql",
        **where,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**told, "options": options, "prepare_threshold": 0},
    }


NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
"""Django's name for what libpq calls otherwise."""
