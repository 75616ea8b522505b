"""What an operation on the sandbox's Zoom can see and do, and how Zoom writes ids and times."""

from __future__ import annotations

import base64
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sandbox.delivery import Outbox
from sandbox.settings import Settings
from sandbox.store import Json, Store
from sandbox.zoom_api.errors import no_meeting

Plan = Literal["free", "pro", "business", "unlimited"]


@dataclass
class ZoomRules:
    """How Zoom behaves where its documents leave it open, or for a test. In memory: a restart returns to these."""

    plan: Plan = "pro"
    rate_limit_headers: bool = True
    daily_meetings: int = 100
    daily_adds: int = 3
    daily_status_changes: int = 10
    report_delay_seconds: int = 0
    retry_on: Literal["any", "5xx"] = "any"
    clock_offset_seconds: int = 0


@dataclass(frozen=True)
class Zoom:
    """State and effects."""

    store: Store
    settings: Settings
    outbox: Outbox
    rules: ZoomRules = field(default_factory=ZoomRules)

    @property
    def base_url(self) -> str:
        """What stands for https://zoom.us and https://api.zoom.us alike."""
        return f"{self.settings.base_url}/zoom"

    def now(self) -> int:
        """Zoom's clock in seconds, which the control API can set off."""
        return int(time.time()) + self.rules.clock_offset_seconds

    def meeting(self, meeting_id: str, kind: str | None = None) -> Json:
        """A meeting or webinar that is not deleted. Raises ZoomError 3001."""
        found = self.store.find("zoom.meeting", meeting_id)
        if found is None or found["deleted"] or kind not in (None, found["kind"]):
            raise no_meeting(meeting_id)
        return found

    def add(self, kind: str, object_id: str, /, **attributes: object) -> Json:
        """Keep a new object."""
        made: Json = {"id": object_id, "object": f"zoom.{kind}", "created": int(time.time()), **attributes}
        self.store.add(made)
        return made

    def emit(self, event_type: str, payload: Json, at: float, *, lost: bool = False, **top: object) -> None:
        """Keep an event and queue its webhook, in the running transaction; a lost one is kept and never sent.

        `event_ts` counts milliseconds, the header's timestamp seconds.
        """
        body: Json = {"event": event_type, "event_ts": int(at * 1000), "payload": payload, **top}
        event = self.add("event", f"zev_{secrets.token_hex(10)}", type=event_type, body=body, lost=lost)
        if not lost:
            self.outbox.enqueue(event["id"], event_type)


def token(size: int = 16) -> str:
    """An opaque id as Zoom's users, registrants and tokens have."""
    return base64.urlsafe_b64encode(secrets.token_bytes(size)).decode().rstrip("=")


def meeting_number(store: Store) -> str:
    """A free meeting id: eleven digits, kept as text and sent as a number or as text, as Zoom does."""
    while True:
        number = str(80_000_000_000 + secrets.randbelow(19_999_999_999))
        if store.find("zoom.meeting", number) is None:
            return number


def occurrence_uuid(number: int) -> str:
    """The id of the `number`th call ever held: 16 bytes in base64. Two in three begin with `/` or contain `//`, which
    Zoom's do now and then: such an id must be URL-encoded twice.
    """
    made = base64.b64encode(secrets.token_bytes(16)).decode().replace("/", "8")
    return (f"/{made[1:]}", f"{made[:6]}//{made[8:]}", made)[number % 3]


def written(moment: float) -> str:
    """A time as Zoom writes it."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
