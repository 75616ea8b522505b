"""Webhook deliveries: queued with the event, sent by a background task, retried, and resumed after a restart.

They come at least once and in no promised order, and each try is signed with a fresh timestamp (Stripe docs: Receive
Stripe events in your webhook endpoint). Each service that sends webhooks has an outbox of its own.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

import httpx

from sandbox.settings import Settings
from sandbox.signing import signature_header
from sandbox.store import Json, Store

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT = 10.0
_KEPT_RESPONSE = 2000


@dataclass
class WebhookRules:
    """How the next webhooks misbehave. Held in memory: a restart returns to the defaults."""

    paused: bool = False
    copies: int = 1
    delay_ms: int = 0
    drop_next: int = 0
    concurrency: int = 4


class Outbox:
    """One service's queue of webhook deliveries: each pending, delivered, failed (tries used up) or dropped.

    A service says where its deliveries and events are kept, how a request looks, and which answers count.
    """

    table: str
    kind: str
    answer_timeout = ANSWER_TIMEOUT

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._wake = asyncio.Event()
        self._sending: dict[int, asyncio.Task[None]] = {}
        self.rules = WebhookRules()
        store.on_commit.append(self.wake)

    @property
    def url(self) -> str:
        """Where webhooks are posted; empty: nowhere."""
        raise NotImplementedError

    @property
    def retry_delays(self) -> Sequence[float]:
        """Seconds before each further try."""
        raise NotImplementedError

    def letter(self, event: Json, at: int) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of an event sent at this second."""
        raise NotImplementedError

    def accepts(self, status: int | None) -> bool:
        """Whether this answer (None: there was none) says that the webhook was taken."""
        return status is not None and 200 <= status < 300

    def retries_after(self, status: int | None) -> bool:
        """Whether a try that was not accepted is followed by another."""
        return True

    async def hold(self, client: httpx.AsyncClient) -> float | None:
        """Seconds for which nothing may be sent yet; None when sending may go on."""
        return None

    def wake(self) -> None:
        """Look at the queue again now."""
        self._wake.set()

    def enqueue(self, event_id: str, event_type: str) -> None:
        """Queue a new event by the rules in force; part of the caller's transaction."""
        if not self.url:
            return
        if self.rules.drop_next > 0:
            self.rules.drop_next -= 1
            self._insert(event_id, event_type, "dropped", 0.0)
            return
        for _ in range(self.rules.copies):
            self._insert(event_id, event_type, "pending", self.rules.delay_ms / 1000)

    def _insert(self, event_id: str, event_type: str, state: str, delay: float) -> int:
        now = time.time()
        cursor = self._store.db.execute(
            f"INSERT INTO {self.table} (event_id, event_type, state, due_at, created_at, attempts) "  # noqa: S608
            "VALUES (?, ?, ?, ?, ?, '[]')",
            (event_id, event_type, state, now + delay, now),
        )
        return int(cursor.lastrowid or 0)

    def reorder(self, order: Literal["shuffle", "reverse"]) -> int:
        """Put the pending deliveries, due at once, in another order; returns how many there are."""
        ids = self._ids("state = 'pending'")
        if order == "shuffle":
            random.shuffle(ids)
        else:
            ids.reverse()
        now = time.time()
        with self._store.transaction():
            for position, delivery_id in enumerate(ids):
                # Microseconds keep the order; all of them are due in the past.
                due = now - 1 + position / 1_000_000
                self._change("due_at = ?", due, delivery_id)
        return len(ids)

    def pending(self) -> int:
        """How many deliveries still wait for a try."""
        (number,) = self._select("count(*)", "state = 'pending'").fetchone()
        return int(number)

    def state(self) -> Json:
        """Where webhooks go, by which rules, and how many wait."""
        return {"url": self.url, **asdict(self.rules), "pending": self.pending()}

    def describe(self, *, event_id: str | None = None, state: str | None = None, limit: int = 200) -> list[Json]:
        """The newest deliveries, with every try's time, status, response and error."""
        clauses, values = ["1 = 1"], []
        if event_id is not None:
            clauses.append("event_id = ?")
            values.append(event_id)
        if state is not None:
            clauses.append("state = ?")
            values.append(state)
        rows = self._select("*", f"{' AND '.join(clauses)} ORDER BY id DESC LIMIT ?", *values, limit)
        return [_describe(row) for row in rows]

    async def redeliver(self, event_id: str) -> Json | None:
        """Send an event once more, now, even while paused; None when there is no such event."""
        event = self._store.find(self.kind, event_id)
        if event is None:
            return None
        with self._store.transaction():
            delivery_id = self._insert(event_id, event["type"], "sending", 0.0)
        async with self._client() as client:
            await self._attempt(client, delivery_id)
        return _describe(self._select("*", "id = ?", delivery_id).fetchone())

    async def run(self) -> None:
        """Send what is due until cancelled."""
        # A manual redelivery cut short by a crash is taken up like any other.
        taken_up = f"UPDATE {self.table} SET state = 'pending' WHERE state = 'sending'"  # noqa: S608
        self._store.db.execute(taken_up)
        async with self._client() as client:
            while True:
                self._wake.clear()
                pause = await self.hold(client) if self._waits() else None
                if pause is None:
                    pause = self._start_due(client)
                try:
                    await asyncio.wait_for(self._wake.wait(), pause)
                except TimeoutError:
                    continue

    def _waits(self) -> bool:
        return not self.rules.paused and self.pending() > 0

    def _start_due(self, client: httpx.AsyncClient) -> float | None:
        """Start what is due and may run; returns the seconds until the next one is due, None for "when woken"."""
        if self.rules.paused:
            return None
        # Those being sent are still pending in the file, hence the wider limit.
        limit = self.rules.concurrency + len(self._sending)
        for delivery_id in self._ids("state = 'pending' AND due_at <= ?", time.time(), limit=limit):
            if len(self._sending) >= self.rules.concurrency:
                return None
            if delivery_id not in self._sending:
                task = asyncio.create_task(self._attempt(client, delivery_id))
                self._sending[delivery_id] = task
                task.add_done_callback(partial(self._finished, delivery_id))
        (due,) = self._select("min(due_at)", "state = 'pending' AND due_at > ?", time.time()).fetchone()
        return None if due is None else max(0.0, due - time.time())

    def _finished(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        del self._sending[delivery_id]
        self.wake()
        if not task.cancelled() and (error := task.exception()):
            logger.error("delivery %s could not be recorded", delivery_id, exc_info=error)

    async def drain(self, seconds: float) -> None:
        """Let what is being sent come to its end, but no longer than this."""
        if self._sending:
            await asyncio.wait(list(self._sending.values()), timeout=seconds)
        await self.stop()

    async def stop(self) -> None:
        """Break off what is being sent; it stays pending and goes out after the next start."""
        tasks = list(self._sending.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _attempt(self, client: httpx.AsyncClient, delivery_id: int) -> None:
        row = self._select("*", "id = ?", delivery_id).fetchone()
        event = None if row is None else self._store.find(self.kind, row["event_id"])
        if event is None:
            return
        started = time.time()
        payload, headers = self.letter(event, int(started))
        outcome: Json = {"at": started, "status": None, "response": "", "error": None}
        try:
            answer = await client.post(self.url, content=payload, headers=headers)
            outcome |= {"status": answer.status_code, "response": answer.text[:_KEPT_RESPONSE]}
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            outcome["error"] = f"{type(error).__name__}: {error}"
        outcome["duration_ms"] = round((time.time() - started) * 1000)
        self._record(delivery_id, json.loads(row["attempts"]), outcome)

    def _record(self, delivery_id: int, earlier: list[Json], outcome: Json) -> None:
        attempts = [*earlier, outcome]
        delivered = self.accepts(outcome["status"])
        delays = self.retry_delays
        state, due = "delivered", outcome["at"]
        if not delivered:
            last = len(attempts) > len(delays) or not self.retries_after(outcome["status"])
            state, due = ("failed", due) if last else ("pending", time.time() + delays[len(attempts) - 1])
        with self._store.transaction():
            self._change("state = ?, due_at = ?, attempts = ?", state, due, json.dumps(attempts), delivery_id)

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=self.answer_timeout, follow_redirects=False, trust_env=False)

    def _ids(self, condition: str, *values: float, limit: int = -1) -> list[int]:
        rows = self._select("id", f"{condition} ORDER BY due_at, id LIMIT ?", *values, limit)
        return [int(row["id"]) for row in rows]

    def _select(self, what: str, condition: str, *values: float | str) -> sqlite3.Cursor:
        return self._store.db.execute(f"SELECT {what} FROM {self.table} WHERE {condition}", values)  # noqa: S608

    def _change(self, what: str, *values: float | str) -> None:
        self._store.db.execute(f"UPDATE {self.table} SET {what} WHERE id = ?", values)  # noqa: S608


class StripeOutbox(Outbox):
    """Stripe's webhooks. Anything but a 2xx answer is a failure, redirects included."""

    table = "deliveries"
    kind = "event"

    @property
    def url(self) -> str:
        return self._settings.webhook_url

    @property
    def retry_delays(self) -> Sequence[float]:
        return self._settings.retry_delays

    def letter(self, event: Json, at: int) -> tuple[bytes, dict[str, str]]:
        # Indented like Stripe's own bodies: a receiver that re-serialises before verifying is found out.
        payload = json.dumps({**event, "pending_webhooks": 1}, indent=2).encode()
        return payload, {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature_header(payload, secret=self._settings.webhook_secret, timestamp=at),
        }


def _describe(row: Any) -> Json:
    attempts: list[Json] = json.loads(row["attempts"])
    return {
        "id": row["id"],
        "event": row["event_id"],
        "type": row["event_type"],
        "state": row["state"],
        "created_at": row["created_at"],
        "next_attempt_at": row["due_at"] if row["state"] == "pending" else None,
        "attempts": attempts,
    }
