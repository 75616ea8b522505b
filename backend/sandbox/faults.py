"""Faults that the API can be told to show (Stripe docs: Errors; Rate limits; Idempotent requests).

Held in memory: a restart heals everything.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Kind = Literal["error", "rate_limit", "lock_timeout", "timeout", "reset", "delay"]
RateLimitReason = Literal[
    "global-rate", "endpoint-rate", "global-concurrency", "endpoint-concurrency", "resource-specific", "daily"
]


class Fault(BaseModel):
    """One rule, as `POST /_control/api/faults` takes it. Its `path` chooses Stripe (`/v1/`) or Zoom (`/zoom/`).

    `error` answers `status` (500 is kept under the idempotency key, 502 and 503 are not, for they never reach the
    API); `rate_limit` and `lock_timeout` answer 429 with and without `Stripe-Rate-Limited-Reason`; `timeout` holds
    the connection for `delay_ms` and drops it; `reset` drops it at once; `delay` answers `delay_ms` late.
    With `executes` the call does its work before the fault hides the answer (error, timeout and reset). Zoom's
    `rate_limit` is that of the second, and that of the day with the reason `daily`.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    count: int | None = Field(default=1, ge=1, description="how many calls; null: until removed")
    path: str = "/v1/"
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] | None = None
    status: Literal[500, 502, 503] = 500
    delay_ms: int = Field(default=0, ge=0, le=600_000)
    executes: bool = False
    reason: RateLimitReason = "global-rate"

    def hold_seconds(self) -> float:
        """How long the call is held. A time-out without a time outlasts the SDK's default of 80 s."""
        return 90.0 if self.kind == "timeout" and not self.delay_ms else self.delay_ms / 1000


@dataclass
class Faults:
    """The rules in force, oldest first, and how many calls they hold at this moment."""

    rules: dict[int, Fault] = field(default_factory=dict)
    held: int = 0
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _healed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, fault: Fault) -> int:
        """Put a rule in force; returns its number."""
        number = next(self._numbers)
        self.rules[number] = fault.model_copy()
        return number

    def heal(self) -> None:
        """No rule any more; the calls that are held go on at once."""
        self.rules.clear()
        self._healed.set()
        self._healed = asyncio.Event()

    async def hold(self, fault: Fault) -> None:
        """Hold a call for as long as its fault says, or until healed."""
        self.held += 1
        try:
            await asyncio.wait_for(self._healed.wait(), fault.hold_seconds())
        except TimeoutError:
            return
        finally:
            self.held -= 1

    def take(self, method: str, path: str) -> Fault | None:
        """The oldest rule that fits this call; a counted one is used up by it."""
        for number, fault in self.rules.items():
            if not path.startswith(fault.path) or fault.method not in (None, method):
                continue
            if fault.count is not None:
                fault.count -= 1
                if fault.count == 0:
                    del self.rules[number]
            return fault
        return None


class DroppedConnection(Response):
    """No answer at all: the connection is closed under the client (see `sandbox.server`)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["transport"].abort()
        while (await receive())["type"] != "http.disconnect":
            pass
