"""What happens by itself: sessions expire, delayed payments and refunds settle, disputes open and close.

Jobs lie in the store, so one that fell due while the sandbox was down happens at the next start.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from sandbox.delivery import Outbox
from sandbox.settings import Settings
from sandbox.store import Store
from sandbox.stripe_api import checkout, disputes, payments, refunds
from sandbox.stripe_api.account import Account

logger = logging.getLogger(__name__)

ACTIONS: dict[str, Callable[[Account, str], object]] = {
    "expire_session": checkout.expire_when_due,
    "debit_succeeds": lambda account, session: payments.settle_debit(account, session, succeeded=True),
    "debit_fails": lambda account, session: payments.settle_debit(account, session, succeeded=False),
    "refund_succeeds": refunds.refund_succeeds,
    "refund_fails": refunds.refund_fails,
    "open_dispute": disputes.open_dispute_of_card,
    "dispute_won": lambda account, dispute: disputes.close_dispute(account, dispute, won=True),
    "dispute_lost": lambda account, dispute: disputes.close_dispute(account, dispute, won=False),
}


class Timers:
    """Runs jobs when they are due, each in its own transaction together with its removal."""

    def __init__(self, store: Store, settings: Settings, outbox: Outbox) -> None:
        self._store = store
        self._settings = settings
        self._outbox = outbox
        self._wake = asyncio.Event()
        store.on_commit.append(self._wake.set)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wake.clear()
            self.run_due(time.time())
            row = self._store.db.execute("SELECT min(run_at) FROM jobs").fetchone()
            pause = None if row[0] is None else max(0.0, row[0] - time.time())
            try:
                await asyncio.wait_for(self._wake.wait(), pause)
            except TimeoutError:
                continue

    def run_due(self, until: float, *, but: str = "") -> int:
        """Run every job due at `until`, except the action `but`; returns how many there were."""
        rows = self._store.db.execute(
            "SELECT * FROM jobs WHERE run_at <= ? AND action <> ? ORDER BY run_at, id", (until, but)
        ).fetchall()
        for row in rows:
            try:
                with self._store.transaction():
                    self._store.db.execute("DELETE FROM jobs WHERE id = ?", (row["id"],))
                    account = Account(self._store, self._settings, self._outbox)
                    ACTIONS[row["action"]](account, row["object_id"])
            except Exception:
                logger.exception("job %s on %s failed and is dropped", row["action"], row["object_id"])
                self._store.db.execute("DELETE FROM jobs WHERE id = ?", (row["id"],))
        return len(rows)
