"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from accredit.events.api.examples import EVENT_ID, SESSION_ID, answer, exchange
from accredit.registrations.api.examples import REGISTRATION_ID

__all__ = ["EVENT_ID", "REGISTRATION_ID", "answer", "exchange"]

DEPARTURE = {"authorize_url": "https://zoom.us/oauth/authorize?response_type=code&client_id=abc&state=…"}
STATUS: dict[str, Any] = {
    "state": "connected",
    "connected_at": "2026-11-22T10:00:00Z",
    "connected_by": "Nia Okafor",
    "broken_at": None,
    "removed_at": None,
    "next_step": "",
    "problems": [],
}
EVENT_ZOOM: dict[str, Any] = {
    "event": EVENT_ID,
    "kind": "meeting",
    "problem": "",
    "meetings": [
        {
            "id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4a10",
            "session": SESSION_ID,
            "kind": "meeting",
            "status": "live",
            "zoom_id": "84712639219",
            "topic": "Capacity in practice: Who decides",
            "starts_at": "2026-12-10T09:30:00Z",
            "ends_at": "2026-12-10T12:30:00Z",
            "links": 42,
            "report_fetched_at": None,
            "report_problem": "",
        }
    ],
}
RECORDING: dict[str, Any] = {
    "id": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "session": {"id": SESSION_ID, "title": "Who decides"},
    "topic": "Capacity in practice: Who decides",
    "file_type": "MP4",
    "kind": "shared_screen_with_speaker_view",
    "starts_at": "2026-12-10T09:30:00Z",
    "ends_at": "2026-12-10T12:30:00Z",
    "size": 734003200,
    "can_play": True,
}
ITEM: dict[str, Any] = {
    "id": "019aa621-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "event": {"id": EVENT_ID, "title": "Capacity in practice"},
    "name": "Conference room 2",
    "email": "",
    "first_seen_at": "2026-12-10T09:31:00Z",
    "last_seen_at": "2026-12-10T12:28:00Z",
    "seconds": 10620,
    "joins": 1,
    "status": "open",
    "registration": None,
    "decided_at": None,
    "decided_by": "",
}
ASSIGNED = ITEM | {
    "status": "assigned",
    "registration": {"id": REGISTRATION_ID, "name": "Ifeoma Adeyemi", "email": "ifeoma@example.org"},
    "decided_at": "2026-12-10T14:00:00Z",
    "decided_by": "Nia Okafor",
}
