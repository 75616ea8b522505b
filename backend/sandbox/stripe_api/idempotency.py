"""Idempotency keys (Stripe docs: Idempotent requests).

A key keeps the status and body of the first request that began to execute, 500s included. The same key with other
parameters is a 400, with another endpoint too; while the first is still running it is a 409.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass

from sandbox.store import Json, Store
from sandbox.stripe_api.errors import ApiError, invalid

MAX_KEY_LENGTH = 255
KEPT_SECONDS = 86400


@dataclass(frozen=True)
class Answered:
    """What a key's first request was answered."""

    status: int
    body: str
    request_id: str


class IdempotencyKeys:
    """The keys seen in the last 24 hours."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claim(self, key: str, path: str, params: Json, request_id: str) -> Answered | None:
        """Claim a key for a request that will now execute, or get what it was answered before.

        Raises ApiError: 400 for a key that is too long or was used for something else, 409 while in use.
        """
        if len(key) > MAX_KEY_LENGTH:
            raise invalid(f"Idempotency keys can be at most {MAX_KEY_LENGTH} characters, got {len(key)}.")
        fingerprint = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
        with self._store.transaction():
            row = self._store.db.execute(
                "SELECT * FROM idempotency WHERE key = ? AND created > ?", (key, time.time() - KEPT_SECONDS)
            ).fetchone()
            if row is None:
                self._store.db.execute(
                    "INSERT OR REPLACE INTO idempotency (key, path, fingerprint, request_id, created) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (key, path, fingerprint, request_id, time.time()),
                )
                return None
        if row["path"] != path:
            raise _mismatch(key, f"for the same endpoint they were first used for ('{path}' vs '{row['path']}')")
        if row["fingerprint"] != fingerprint:
            raise _mismatch(key, "with the same parameters they were first used with")
        if row["status"] is None:
            raise ApiError(
                f"There is currently another in-progress request using this Idempotent Key (that probably means you "
                f"submitted twice, and the other request is still going through): {key}. Please try again later.",
                status=409,
                code="idempotency_key_in_use",
            )
        return Answered(row["status"], row["body"], row["request_id"])

    def keep(self, key: str, status: int, body: str) -> None:
        """Keep the answer; part of the transaction that made it true."""
        self._store.db.execute("UPDATE idempotency SET status = ?, body = ? WHERE key = ?", (status, body, key))

    def release(self, key: str) -> None:
        """Give up a claim whose request did not execute."""
        self._store.db.execute("DELETE FROM idempotency WHERE key = ? AND status IS NULL", (key,))


def _mismatch(key: str, rule: str) -> ApiError:
    return ApiError(
        f"Keys for idempotent requests can only be used {rule}. Try using a key other than '{key}' if you meant to "
        "execute a different request.",
        kind="idempotency_error",
    )
