"""The one Stripe account that the sandbox plays, as an operation sees it during one request or timer tick."""

from __future__ import annotations

import secrets
import string
import time
from dataclasses import dataclass
from typing import Any

from sandbox.delivery import Outbox
from sandbox.settings import API_VERSION, Settings
from sandbox.store import Json, Store
from sandbox.stripe_api.errors import missing

_ALPHABET = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    """A fresh id that looks like Stripe's: `prefix_` and base 62."""
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(length))}"


@dataclass(frozen=True)
class Account:
    """State and effects for one operation. `request_id` and `idempotency_key` name its cause in events."""

    store: Store
    settings: Settings
    outbox: Outbox
    request_id: str | None = None
    idempotency_key: str | None = None

    def now(self) -> int:
        """Seconds since the epoch."""
        return int(time.time())

    def get(self, kind: str, object_id: str, param: str = "id", *, in_path: bool = False) -> Json:
        """The object, or ApiError: 404 when its id stood in the path, 400 when in a parameter."""
        found = self.store.find(kind, object_id)
        if found is None:
            raise missing(kind, object_id, param, 404 if in_path else 400)
        return found

    def emit(self, event_type: str, obj: Json, previous: Json | None = None) -> None:
        """Record an event with the object as it now is, and queue its webhook, in the running transaction.

        The envelope is the SDK's `stripe.Event`; `previous_attributes` is there on `*.updated` only.
        """
        data: Json = {"object": obj}
        if previous is not None:
            data["previous_attributes"] = previous
        event: Json = {
            "id": new_id("evt", 24),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": data,
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": event_type,
        }
        self.store.add(event)
        self.outbox.enqueue(event["id"], event_type)

    def later(self, action: str, object_id: str, run_at: float | None = None) -> None:
        """Have a timer do `action` to an object, at `run_at` or after the settle delay; survives a restart."""
        when = time.time() + self.settings.settle_delay if run_at is None else run_at
        self.store.db.execute(
            "INSERT INTO jobs (action, object_id, run_at) VALUES (?, ?, ?)", (action, object_id, when)
        )


def merge_metadata(current: dict[str, str], given: Any) -> dict[str, str]:
    """Metadata after an update: given keys replace, an empty value unsets one, an empty whole unsets all.

    Source: Stripe docs, Metadata.
    """
    if given is None:
        return current
    if given == "":
        return {}
    merged = {**current, **given}
    return {key: value for key, value in merged.items() if value != ""}
