"""Zoom's webhooks: none is sent before the address has answered its challenge, which is repeated every 72 hours."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence

import httpx

from sandbox.delivery import Outbox
from sandbox.settings import Settings
from sandbox.store import Json, Store
from sandbox.zoom_api.account import ZoomRules
from sandbox.zoom_api.signing import encrypted, signature

CHECKED_AGAIN_SECONDS = 72 * 3600
ACCEPTED = (200, 204)


class ZoomOutbox(Outbox):
    """Zoom's deliveries: answered with 200 or 204 within three seconds, or tried again."""

    table = "zoom_deliveries"
    kind = "zoom.event"
    answer_timeout = 3.0

    def __init__(self, store: Store, settings: Settings, rules: ZoomRules) -> None:
        super().__init__(store, settings)
        self._zoom_rules = rules

    @property
    def url(self) -> str:
        return self._settings.zoom.webhook_url

    @property
    def retry_delays(self) -> Sequence[float]:
        return self._settings.zoom.retry_delays

    def accepts(self, status: int | None) -> bool:
        return status in ACCEPTED

    def retries_after(self, status: int | None) -> bool:
        """Sources disagree: any answer that is not accepted, or only those of a server's own failure."""
        return self._zoom_rules.retry_on == "any" or status is None or status >= 500

    def letter(self, event: Json, at: int) -> tuple[bytes, dict[str, str]]:
        return self._signed(event["body"], at)

    async def hold(self, client: httpx.AsyncClient) -> float | None:
        passed = self.validated_at()
        if passed is not None and passed > time.time() - CHECKED_AGAIN_SECONDS:
            return None
        checked = await self.validate(client)
        return None if checked["valid"] else max(0.05, self.retry_delays[0] if self.retry_delays else 1.0)

    def validated_at(self) -> float | None:
        """When the address last passed; None when it never did, or failed since."""
        row = self._store.db.execute("SELECT passed_at FROM zoom_checks WHERE url = ?", (self.url,)).fetchone()
        return None if row is None else float(row["passed_at"])

    async def validate(self, client: httpx.AsyncClient | None = None) -> Json:
        """Challenge the address now; says whether it passed, and what it answered."""
        if client is None:
            async with self._client() as own:
                return await self.validate(own)
        plain = secrets.token_urlsafe(16)
        challenge: Json = {
            "event": "endpoint.url_validation",
            "payload": {"plainToken": plain},
            "event_ts": int(time.time() * 1000),
        }
        payload, headers = self._signed(challenge, int(time.time()))
        outcome: Json = {"valid": False, "status": None, "response": "", "error": None}
        wanted = {"plainToken": plain, "encryptedToken": encrypted(plain, secret=self._settings.zoom.webhook_secret)}
        try:
            answer = await client.post(self.url, content=payload, headers=headers)
            outcome |= {"status": answer.status_code, "response": answer.text[:2000]}
            outcome["valid"] = answer.status_code == 200 and answer.json() == wanted
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            outcome["error"] = f"{type(error).__name__}: {error}"
        with self._store.transaction():
            self._store.db.execute("DELETE FROM zoom_checks WHERE url = ?", (self.url,))
            if outcome["valid"]:
                self._store.db.execute("INSERT INTO zoom_checks VALUES (?, ?)", (self.url, time.time()))
        return outcome

    def _signed(self, body: Json, at: int) -> tuple[bytes, dict[str, str]]:
        # Compact, as Zoom sends it: the signature covers these very bytes.
        payload = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        return payload, {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Zoom Marketplace/1.0a",
            "x-zm-request-timestamp": str(at),
            "x-zm-signature": signature(payload, secret=self._settings.zoom.webhook_secret, timestamp=at),
        }
