"""Zoom's limits: calls a second for each account and label, and changes a day (Zoom docs: Rate limits)."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from sandbox.store import Store
from sandbox.zoom_api.account import ZoomRules
from sandbox.zoom_api.errors import TOO_MANY, ZoomError

Label = Literal["Light", "Medium", "Heavy"]
PER_SECOND: dict[str, dict[Label, int]] = {
    "free": {"Light": 4, "Medium": 2, "Heavy": 1},
    "pro": {"Light": 30, "Medium": 20, "Heavy": 10},
    "business": {"Light": 80, "Medium": 60, "Heavy": 40},
}
_PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
_PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you "
    "can make another request."
)


def too_many(rules: ZoomRules, label: Label, limit: int, *, daily: bool) -> ZoomError:
    """429. `Retry-After` is a moment, not seconds, and stands only on the limit of a day. Whether the headers are there
    at all, sources disagree: hence a rule.
    """
    headers: dict[str, str] = {}
    if rules.rate_limit_headers:
        now = datetime.now(UTC)
        next_day = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        reset = next_day if daily else now + timedelta(seconds=1)
        headers = {
            "X-RateLimit-Category": label,
            "X-RateLimit-Type": "Daily-limit" if daily else "Per-second-limit",
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        if daily:
            headers["Retry-After"] = next_day.strftime("%Y-%m-%dT%H:%M:%SZ")
    return ZoomError(429, TOO_MANY, _PER_DAY if daily else _PER_SECOND, headers=headers)


@dataclass
class CallsPerSecond:
    """The calls of the last second, by account and label."""

    _seen: dict[tuple[str, Label], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def note(self, account_id: str, label: Label, rules: ZoomRules) -> None:
        """Count a call. Raises ZoomError 429 when there were too many."""
        limit = PER_SECOND.get(rules.plan, {}).get(label)
        if limit is None:
            return
        seen, now = self._seen[account_id, label], time.monotonic()
        while seen and seen[0] <= now - 1:
            seen.popleft()
        if len(seen) >= limit:
            raise too_many(rules, label, limit, daily=False)
        seen.append(now)


def use_of_day(store: Store, rules: ZoomRules, name: str, limit: int) -> None:
    """Count a change against a limit of the day, in the running transaction. Raises ZoomError 429.

    The day begins at 00:00 UTC.
    """
    if rules.plan == "unlimited":
        return
    day = datetime.now(UTC).date().isoformat()
    row = store.db.execute(
        "INSERT INTO zoom_uses (day, name, used) VALUES (?, ?, 1) "
        "ON CONFLICT (day, name) DO UPDATE SET used = used + 1 RETURNING used",
        (day, name),
    ).fetchone()
    if row["used"] > limit:
        raise too_many(rules, "Light", limit, daily=True)
